-- sources: the files whose values are in force in one period of a locality.
-- Reads    forms_in_force, batch, unit
-- Params   $locality VARCHAR; $period VARCHAR
-- Columns  file_name VARCHAR; sha256 VARCHAR; batch_id VARCHAR; uploader VARCHAR; recorded_at TIMESTAMP; units BIGINT
SELECT
    b.file_name,
    b.sha256,
    b.batch_id,
    b.uploader,
    b.recorded_at,
    count(DISTINCT v.unit_id) AS units
FROM forms_in_force AS v
INNER JOIN batch AS b ON b.batch_id = v.batch_id
INNER JOIN unit AS u ON u.unit_id = v.unit_id
WHERE u.locality = $locality AND v.period = $period
GROUP BY b.file_name, b.sha256, b.batch_id, b.uploader, b.recorded_at, b.position
ORDER BY b.position
