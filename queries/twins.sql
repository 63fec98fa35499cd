-- twins: the stored batches that a file under check is: of its bytes, with its reports and its values; the one in force first.
-- Reads    batch, report, reported_value
-- Params   $batch VARCHAR, the file under check; $above BIGINT, by how much the numbers of its records are raised
-- Columns  batch_id VARCHAR
WITH told AS (
    SELECT
        b.batch_id,
        b.status,
        b.position,
        r.number - CASE WHEN b.batch_id = $batch THEN $above ELSE 0 END AS number,
        r.unit_id,
        r.period,
        r.cumulative,
        v.measure,
        v.value,
        v.bound,
        v.text,
        v.cell
    FROM batch AS b
    INNER JOIN batch AS checked ON checked.batch_id = $batch AND checked.sha256 = b.sha256
    INNER JOIN report AS r ON r.batch_id = b.batch_id
    LEFT JOIN reported_value AS v ON v.batch_id = r.batch_id AND v.unit_id = r.unit_id AND v.period = r.period
    WHERE b.batch_id = $batch OR b.batch_id NOT LIKE 'draft%'
)

SELECT stored.batch_id
FROM told AS stored
LEFT JOIN told AS own
    ON own.batch_id = $batch
    AND own.number = stored.number
    AND own.unit_id = stored.unit_id
    AND own.period = stored.period
    AND own.cumulative = stored.cumulative
    AND own.measure IS NOT DISTINCT FROM stored.measure
    AND own.value IS NOT DISTINCT FROM stored.value
    AND own.bound IS NOT DISTINCT FROM stored.bound
    AND own.text IS NOT DISTINCT FROM stored.text
    AND own.cell IS NOT DISTINCT FROM stored.cell
WHERE stored.batch_id <> $batch
GROUP BY stored.batch_id, stored.status, stored.position
HAVING count(own.batch_id) = count(*) AND count(*) = (SELECT count(*) FROM told WHERE batch_id = $batch)
ORDER BY stored.status, stored.position DESC
