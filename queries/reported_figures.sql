-- reported_figures: the figures of every unit of a locality for one period, as the query figures has them of one unit.
-- Reads    values_in_force, completed_values, batch, measure, report, unit
-- Params   $locality VARCHAR; $period VARCHAR
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
    WHERE period = $period
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
    WHERE period = $period AND computed
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
WHERE u.locality = $locality
ORDER BY u.office_order, s.unit_id, m.position
