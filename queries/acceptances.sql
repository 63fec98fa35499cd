-- acceptances: the questions whose default reading was taken when a batch was recorded or restored, and why.
-- Reads    acceptance, batch_event
-- Params   $batch_id VARCHAR
-- Columns  code VARCHAR; cell VARCHAR, NULL for the whole file; reason VARCHAR; who VARCHAR; at TIMESTAMP; position BIGINT
SELECT
    a.code,
    a.cell,
    a.reason,
    e.who,
    e.happened_at AS at,
    a.position
FROM acceptance AS a
INNER JOIN batch_event AS e ON e.batch_id = a.batch_id AND e.position = a.position
WHERE a.batch_id = $batch_id
ORDER BY a.position, a.code, a.cell
