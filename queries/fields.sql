-- fields: what a unit reported by field (lĩnh vực) behind its form of a period, cell by cell; of batches that are in force.
-- Reads    field_value, values_in_force, measure, batch
-- Params   $unit_id BIGINT; $period VARCHAR
-- Columns  field VARCHAR; measure VARCHAR; value DOUBLE, NULL where a dash was written; bound VARCHAR; text VARCHAR; cell VARCHAR; batch_id VARCHAR; file_name VARCHAR
WITH in_force AS (
    SELECT DISTINCT
        v.batch_id,
        m.family
    FROM values_in_force AS v
    INNER JOIN measure AS m ON m.measure = v.measure
    WHERE v.unit_id = $unit_id AND v.period = $period
)

SELECT
    f.field,
    f.measure,
    CAST(f.value AS DOUBLE) AS value,
    f.bound,
    f.text,
    f.cell,
    f.batch_id,
    b.file_name
FROM field_value AS f
INNER JOIN measure AS m ON m.measure = f.measure
INNER JOIN in_force AS i ON i.batch_id = f.batch_id AND i.family = m.family
INNER JOIN batch AS b ON b.batch_id = f.batch_id
WHERE f.unit_id = $unit_id AND f.period = $period
ORDER BY f.field COLLATE vi, m.position
