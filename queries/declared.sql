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
-- indicator: scheme and maximum (full marks) of a component of a score, ranked within that scheme alone; NULL otherwise
CREATE TABLE indicator (
    indicator VARCHAR,
    kind VARCHAR,
    sign BIGINT,
    stated VARCHAR,
    when_empty DOUBLE,
    numerators BIGINT,
    denominators BIGINT,
    position BIGINT,
    scheme VARCHAR,
    maximum DECIMAL(18, 6)
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
-- band: scheme '' are the common ones, of every scheme that has none of its own
CREATE TABLE band (
    scheme VARCHAR,
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
-- scheme_component: the parts of a score; sign -1: a penalty, whose points are taken off the total
CREATE TABLE scheme_component (
    scheme VARCHAR,
    position BIGINT,
    component VARCHAR,
    indicator VARCHAR,
    measure VARCHAR,
    part VARCHAR,
    sign BIGINT,
    domain VARCHAR,
    maximum DECIMAL(18, 6)
);
-- scheme_measure: every measure that holds points of a component, given or self-scored, with its full marks
CREATE TABLE scheme_measure (
    scheme VARCHAR,
    measure VARCHAR,
    maximum DECIMAL(18, 6)
);
-- veto: what caps the band of a score; the measure stands above, at_least, below or at_most a level
CREATE TABLE veto (
    scheme VARCHAR,
    position BIGINT,
    measure VARCHAR,
    relation VARCHAR,
    level DOUBLE,
    band VARCHAR
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
