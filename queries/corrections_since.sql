-- corrections_since: what has been recorded, withdrawn or restored for a closed period since, oldest first; batches that
-- count now as they did then are left out.
-- Reads    corrections, batch, closing_in_force
-- Params   $locality VARCHAR; $period VARCHAR; $position BIGINT, the closing's place in the journal, NULL for the newest
-- Columns  batch_id VARCHAR; change VARCHAR, recorded, withdrawn or restored; at TIMESTAMP; who VARCHAR; reason VARCHAR; file_name VARCHAR; kind VARCHAR; document VARCHAR
SELECT
    c.batch_id,
    c.change,
    c.at,
    c.who,
    c.reason,
    b.file_name,
    b.kind,
    b.document
FROM corrections AS c
INNER JOIN batch AS b ON b.batch_id = c.batch_id
INNER JOIN closing_in_force AS f ON f.locality = c.locality AND f.period = c.period
WHERE c.locality = $locality AND c.period = $period AND c.closing = coalesce($position, f.position)
ORDER BY c.position, b.position
