-- batch_periods: the periods a batch tells of, with their labels and the name of its file; the first period first.
-- Reads    report, batch, period
-- Params   $batch_id VARCHAR
-- Columns  period VARCHAR; label VARCHAR; file_name VARCHAR
SELECT DISTINCT
    r.period,
    p.label,
    b.file_name
FROM report AS r
INNER JOIN batch AS b ON b.batch_id = r.batch_id
INNER JOIN period AS p ON p.period = r.period
WHERE r.batch_id = $batch_id
ORDER BY r.period
