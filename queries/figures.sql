-- figures: everything a unit, or every unit of a locality, reported for one period, each with its file and cell; computed
-- totals have neither.
-- Reads    values_in_force, completed_values, batch, measure, report, unit
-- Params   $unit_id BIGINT or NULL; $locality VARCHAR or NULL; $period VARCHAR
-- Columns  unit_id BIGINT; measure VARCHAR; value DOUBLE; bound VARCHAR; text VARCHAR; cell VARCHAR; computed BOOLEAN; file_name VARCHAR; sha256 VARCHAR; batch_id VARCHAR; uploader VARCHAR; recorded_at TIMESTAMP; row BIGINT
WITH shown AS (
    SELECT
        measure,
        value,
        bound,
        text,
        cell,
        FALSE AS computed,
        batch_id,
        unit_id,
        period
    FROM values_in_force
    WHERE period = $period AND ($unit_id IS NULL OR unit_id = $unit_id)
    UNION ALL
    SELECT
        measure,
        value,
        bound,
        NULL AS text,
        NULL AS cell,
        TRUE AS computed,
        NULL AS batch_id,
        unit_id,
        period
    FROM completed_values
    WHERE period = $period AND computed AND ($unit_id IS NULL OR unit_id = $unit_id)
)

SELECT
    s.unit_id,
    s.measure,
    CAST(s.value AS DOUBLE) AS value,
    s.bound,
    s.text,
    s.cell,
    s.computed,
    b.file_name,
    b.sha256,
    b.batch_id,
    b.uploader,
    b.recorded_at,
    r.number AS row
FROM shown AS s
INNER JOIN unit AS u ON u.unit_id = s.unit_id
INNER JOIN measure AS m ON m.measure = s.measure
LEFT JOIN batch AS b ON b.batch_id = s.batch_id
LEFT JOIN report AS r ON r.batch_id = s.batch_id AND r.unit_id = s.unit_id AND r.period = s.period
WHERE $locality IS NULL OR u.locality = $locality
ORDER BY u.office_order, s.unit_id, m.position
