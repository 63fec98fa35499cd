-- declared: the tables that data/indicators.toml fills, in memory beside a snapshot
-- measure: merged is a column of form II.06a that is by definition a sum, (4)+(5): adding its parts computes no total
CREATE TABLE measure (
    measure VARCHAR,
    kind VARCHAR,
    family VARCHAR,
    merged BOOLEAN,
    position BIGINT
);
CREATE TABLE identity (
    identity VARCHAR,
    total VARCHAR,
    relation VARCHAR,
    size BIGINT
);
CREATE TABLE identity_part (
    identity VARCHAR,
    part VARCHAR
);
-- expansion: the ways in which a missing total can be computed, best first; a part may be a total itself or its parts
CREATE TABLE expansion (
    measure VARCHAR,
    expansion BIGINT,
    size BIGINT,
    part VARCHAR
);
CREATE TABLE indicator (
    indicator VARCHAR,
    kind VARCHAR,
    sign BIGINT,
    stated VARCHAR,
    when_empty DOUBLE,
    numerators BIGINT,
    denominators BIGINT,
    position BIGINT
);
CREATE TABLE indicator_term (
    indicator VARCHAR,
    side VARCHAR,
    measure VARCHAR
);
CREATE TABLE indicator_key (
    indicator VARCHAR,
    position BIGINT,
    key VARCHAR
);
CREATE TABLE index_member (
    indicator VARCHAR,
    position BIGINT,
    member VARCHAR,
    points DECIMAL(18, 6),
    low DOUBLE,
    high DOUBLE
);
CREATE TABLE band (
    band VARCHAR,
    at_least DOUBLE,
    below DOUBLE
);
-- scheme_name: every name a declared score scheme goes by, folded
CREATE TABLE scheme_name (
    scheme VARCHAR,
    name VARCHAR,
    maximum DECIMAL(18, 6)
);
CREATE TABLE reason (
    reason VARCHAR,
    position BIGINT
);
-- identity_implied: an identity that says the same as another once a part of it is taken apart; told once
CREATE TABLE identity_implied (
    identity VARCHAR,
    implied_by VARCHAR
);
-- draft_total: the total rows of a draft; they are compared and never stored
CREATE TABLE draft_total (
    batch_id VARCHAR,
    number BIGINT,
    locality VARCHAR,
    period VARCHAR,
    measure VARCHAR,
    value DECIMAL(18, 6),
    text VARCHAR,
    cell VARCHAR
);
-- draft_value_before: what was in force before a draft of the units, periods and forms it tells of; kept for its comparison
CREATE TABLE draft_value_before (
    unit_id BIGINT,
    period VARCHAR,
    measure VARCHAR,
    value DECIMAL(18, 6),
    bound VARCHAR,
    text VARCHAR
);
-- draft_rank_before: the rankings of the periods a draft tells of as they are without it
CREATE TABLE draft_rank_before (
    unit_id BIGINT,
    period VARCHAR,
    indicator VARCHAR,
    rank BIGINT
);
-- draft_unit: the units that a draft registers; before it nobody expected them
CREATE TABLE draft_unit (
    unit_id BIGINT
);
