-- schema: the tables of one snapshot. Every row comes from the journal and the kept files; nothing here is edited.
-- ledger: the journal entries this snapshot holds; hash is the entry's own, chained to the one before
CREATE TABLE ledger (
    position BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    reports BIGINT NOT NULL,
    figures BIGINT NOT NULL
);
-- made_with: the hash of this file; a snapshot of another shape is made again from files and journal
CREATE TABLE made_with (
    schema_hash VARCHAR NOT NULL
);
-- locality (địa bàn): close_day is the last day of a period's last month that counts, NULL where it was not declared
CREATE TABLE locality (
    locality VARCHAR NOT NULL,
    close_day INTEGER,
    is_default BOOLEAN NOT NULL
);
-- unit (đơn vị): one row a version of a ward, or the locality itself; valid_to is the first day it no longer holds
CREATE TABLE unit (
    unit_id BIGINT NOT NULL,
    locality VARCHAR NOT NULL,
    ward VARCHAR NOT NULL,
    type VARCHAR,
    bare_name VARCHAR NOT NULL,
    group_name VARCHAR,
    code VARCHAR,
    office_order INTEGER NOT NULL,
    is_locality BOOLEAN NOT NULL,
    valid_from DATE,
    valid_to DATE
);
-- unit_was: a unit as it stood until a journal entry changed it; ward NULL: the entry registered it
CREATE TABLE unit_was (
    unit_id BIGINT NOT NULL,
    locality VARCHAR,
    ward VARCHAR,
    type VARCHAR,
    bare_name VARCHAR,
    group_name VARCHAR,
    code VARCHAR,
    office_order INTEGER,
    is_locality BOOLEAN,
    valid_from DATE,
    valid_to DATE,
    until BIGINT NOT NULL
);
CREATE TABLE unit_alias (
    unit_id BIGINT NOT NULL,
    alias VARCHAR NOT NULL
);
-- lineage: who a unit came from; whole: the predecessor went over undivided
CREATE TABLE lineage (
    predecessor_id BIGINT NOT NULL,
    successor_id BIGINT NOT NULL,
    on_date DATE NOT NULL,
    whole BOOLEAN NOT NULL
);
-- period (kỳ báo cáo): first_day and last_day are the calendar's, for order and validity; a report carries its own window
CREATE TABLE period (
    period VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    year INTEGER,
    number INTEGER,
    cumulative BOOLEAN NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    previous VARCHAR,
    last_year VARCHAR
);
-- batch: one upload or correction; position is the order of publishing and stays when it is withdrawn and restored.
-- status published or withdrawn (draft: the one under check); kind upload or correction; document: a correction's own
CREATE TABLE batch (
    batch_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    uploader VARCHAR,
    reason VARCHAR,
    document VARCHAR,
    recorded_at TIMESTAMP NOT NULL
);
-- batch_event: all that ever happened to a batch. kind recorded, withdrawn or restored; position is the journal's
CREATE TABLE batch_event (
    batch_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    who VARCHAR,
    reason VARCHAR
);
-- acceptance: a question whose default reading was taken, and why; cell NULL: for the whole file. position is the journal's
CREATE TABLE acceptance (
    batch_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    code VARCHAR NOT NULL,
    cell VARCHAR,
    reason VARCHAR
);
-- note (lưu ý): what was worth saying of a figure when its batch was recorded; number is that of the report, cell NULL where
-- the figure was made of others. Entries of before hold none
CREATE TABLE note (
    batch_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    code VARCHAR NOT NULL,
    cell VARCHAR,
    number BIGINT
);
-- header_mapping: what a column was said to be by hand, by the signature of its header row; key '' is ignored
CREATE TABLE header_mapping (
    signature VARCHAR NOT NULL,
    header VARCHAR NOT NULL,
    key VARCHAR NOT NULL
);
-- closing (chốt số liệu): the document that made a period's rankings final; the newest of a period holds.
-- position is the journal's; declaration is the version of data/indicators.toml the rankings were computed with
CREATE TABLE closing (
    locality VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    document_date DATE NOT NULL,
    closed_at TIMESTAMP NOT NULL,
    position BIGINT NOT NULL,
    who VARCHAR,
    declaration VARCHAR NOT NULL
);
-- closed_ranking: the id under which a ranking of a closing is cited
CREATE TABLE closed_ranking (
    ranking_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    indicator VARCHAR NOT NULL
);
-- deadline (hạn gửi báo cáo): the last day on which a report of the period is on time
CREATE TABLE deadline (
    locality VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    day DATE NOT NULL
);
-- returned: a unit's report was sent back to be corrected; a report recorded afterwards answers it
CREATE TABLE returned (
    unit_id BIGINT NOT NULL,
    period VARCHAR NOT NULL,
    returned_at TIMESTAMP NOT NULL,
    reason VARCHAR,
    who VARCHAR
);
-- recommendation (kiến nghị sau giám sát): what a delegation asked of a unit; its state, due day and notes are its events'.
-- position is the journal's; place counts those of one entry, as a file records several
CREATE TABLE recommendation (
    recommendation_id VARCHAR NOT NULL,
    unit_id BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    from_whom VARCHAR,
    day DATE NOT NULL,
    position BIGINT NOT NULL,
    place BIGINT NOT NULL
);
-- recommendation_event: all that was ever said of a recommendation; state (new, doing, done) and due hold from then on
CREATE TABLE recommendation_event (
    recommendation_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    state VARCHAR NOT NULL,
    due DATE,
    note VARCHAR,
    who VARCHAR
);
-- visit (lần giám sát): a delegation at a unit; one at several units is a row each under one position
CREATE TABLE visit (
    position BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    day DATE NOT NULL,
    delegation VARCHAR NOT NULL,
    ban VARCHAR,
    who VARCHAR
);
-- printed: a document as it was handed out, its JSON kept in files/<sha256>. as_of is the last journal entry its figures
-- knew, declaration what they were computed by, rankings the ids of its closed rankings; unit_id NULL: of the locality.
-- score_period is that of the scores it shows, group_name the group it is about; both NULL of prints that said neither
CREATE TABLE printed (
    print_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    place BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    locality VARCHAR NOT NULL,
    unit_id BIGINT,
    period VARCHAR NOT NULL,
    to_period VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    sha256 VARCHAR NOT NULL,
    as_of BIGINT NOT NULL,
    declaration VARCHAR NOT NULL,
    rankings VARCHAR NOT NULL,
    score_period VARCHAR,
    group_name VARCHAR,
    who VARCHAR
);
-- report: a row of a file, that is one unit in one period, filled or left blank; number counts the file's records
CREATE TABLE report (
    batch_id VARCHAR NOT NULL,
    unit_id BIGINT NOT NULL,
    period VARCHAR NOT NULL,
    starts DATE,
    ends DATE,
    cumulative BOOLEAN NOT NULL,
    number BIGINT NOT NULL
);
-- scheme_text: every way a score scheme was written; key folds case, spacing and tone placement, scheme is the first writing
CREATE TABLE scheme_text (
    text VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    scheme VARCHAR NOT NULL
);
-- reported_value: one filled cell. value NULL with text: a text or practice measure; bound one of < ≤ > ≥
CREATE TABLE reported_value (
    batch_id VARCHAR NOT NULL,
    unit_id BIGINT NOT NULL,
    period VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    value DECIMAL(18, 6),
    bound VARCHAR,
    text VARCHAR NOT NULL,
    cell VARCHAR NOT NULL
);
-- field_value: a filled cell of the breakdown by field (lĩnh vực) behind one ward's own form; shown, never ranked
CREATE TABLE field_value (
    batch_id VARCHAR NOT NULL,
    unit_id BIGINT NOT NULL,
    period VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    value DECIMAL(18, 6),
    bound VARCHAR,
    text VARCHAR NOT NULL,
    cell VARCHAR NOT NULL
);
