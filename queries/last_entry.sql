-- last_entry: the journal entry that a snapshot's ledger ends with, and whether its tables are still as it says.
-- Reads    ledger, report, reported_value, made_with
-- Params   $schema_hash VARCHAR, the tables' shape today
-- Columns  position BIGINT; hash VARCHAR; is_whole BOOLEAN, the counts agree and the snapshot has this shape
SELECT
    l.position,
    l.hash,
    l.reports = (SELECT count(*) FROM report)
    AND l.figures = (SELECT count(*) FROM reported_value)
    AND EXISTS (SELECT 1 FROM made_with WHERE schema_hash = $schema_hash) AS is_whole
FROM ledger AS l
WHERE l.position = (SELECT max(position) FROM ledger)
ORDER BY l.position
