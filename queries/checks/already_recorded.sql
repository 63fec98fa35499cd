-- already_recorded: these very bytes were recorded before and are still in force; recording them again changes nothing.
-- Severity note
-- Reads    reported_value, batch, measure
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; recorded TIMESTAMP; file_name VARCHAR
WITH same AS (
    SELECT
        old.batch_id,
        old.position,
        old.recorded_at,
        old.file_name
    FROM batch AS old
    INNER JOIN batch AS new ON new.batch_id = 'draft' AND new.sha256 = old.sha256
    WHERE old.batch_id <> 'draft' AND old.status = 'published'
),

replaced AS (
    SELECT DISTINCT same.batch_id
    FROM same
    INNER JOIN reported_value AS v ON v.batch_id = same.batch_id
    INNER JOIN measure AS m ON m.measure = v.measure
    INNER JOIN measure AS fm ON fm.family = m.family
    INNER JOIN reported_value AS w ON w.unit_id = v.unit_id AND w.period = v.period AND w.measure = fm.measure
    INNER JOIN batch AS b ON b.batch_id = w.batch_id
    WHERE b.batch_id <> 'draft' AND b.status = 'published' AND b.position > same.position
)

SELECT
    CAST(NULL AS BIGINT) AS row,
    CAST(NULL AS VARCHAR) AS measure,
    CAST(NULL AS VARCHAR) AS cell,
    CAST(NULL AS VARCHAR) AS value,
    s.recorded_at AS recorded,
    s.file_name
FROM same AS s
LEFT JOIN replaced AS r ON r.batch_id = s.batch_id
WHERE r.batch_id IS NULL
ORDER BY s.position
