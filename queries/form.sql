-- form: what a unit's reports of a period say, cell by cell as in force, in the order of the template.
-- Reads    values_in_force, batch, measure, unit, period
-- Params   $unit_id BIGINT; $period VARCHAR
-- Columns  measure VARCHAR; family VARCHAR; kind VARCHAR; value DOUBLE, NULL for text and where a dash was written; bound VARCHAR; text VARCHAR; cell VARCHAR; file_name VARCHAR; batch_id VARCHAR; locality VARCHAR; ward VARCHAR; label VARCHAR; starts DATE; ends DATE; cumulative BOOLEAN
SELECT
    v.measure,
    m.family,
    m.kind,
    CAST(v.value AS DOUBLE) AS value,
    v.bound,
    v.text,
    v.cell,
    b.file_name,
    v.batch_id,
    u.locality,
    u.ward,
    p.label,
    v.starts,
    v.ends,
    v.cumulative
FROM values_in_force AS v
INNER JOIN batch AS b ON b.batch_id = v.batch_id
INNER JOIN measure AS m ON m.measure = v.measure
INNER JOIN unit AS u ON u.unit_id = v.unit_id
INNER JOIN period AS p ON p.period = v.period
WHERE v.unit_id = $unit_id AND v.period = $period
ORDER BY m.position
