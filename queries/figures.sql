-- figures: everything one unit reported for one period, each with its file and cell; computed totals have neither.
-- Reads    values_in_force, completed_values, batch, measure, report
-- Params   $unit_id BIGINT; $period VARCHAR
-- Columns  measure VARCHAR; value DOUBLE; bound VARCHAR; text VARCHAR; cell VARCHAR; computed BOOLEAN; file_name VARCHAR; sha256 VARCHAR; batch_id VARCHAR; uploader VARCHAR; recorded_at TIMESTAMP; row BIGINT
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
    WHERE unit_id = $unit_id AND period = $period
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
    WHERE unit_id = $unit_id AND period = $period AND computed
)

SELECT
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
INNER JOIN measure AS m ON m.measure = s.measure
LEFT JOIN batch AS b ON b.batch_id = s.batch_id
LEFT JOIN report AS r ON r.batch_id = s.batch_id AND r.unit_id = s.unit_id AND r.period = s.period
ORDER BY m.position
