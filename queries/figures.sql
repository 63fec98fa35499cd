-- figures: everything a unit, or every unit of a locality, reported for a period, each with its file and cell; computed
-- totals have neither.
-- Reads    values_in_force, completed_values, batch, measure, period, report, unit
-- Params   $unit_id BIGINT or NULL; $locality VARCHAR or NULL; $period VARCHAR, a period or several with a blank between
-- Columns  unit_id BIGINT; period VARCHAR; measure VARCHAR; value DOUBLE; bound VARCHAR; text VARCHAR; cell VARCHAR; computed BOOLEAN; file_name VARCHAR; sha256 VARCHAR; batch_id VARCHAR; uploader VARCHAR; recorded_at TIMESTAMP; row BIGINT
WITH asked AS (
    SELECT
        u.unit_id,
        u.office_order,
        p.period,
        p.last_day
    FROM unit AS u
    CROSS JOIN period AS p
    WHERE
        ($unit_id IS NULL OR u.unit_id = $unit_id)
        AND ($locality IS NULL OR u.locality = $locality)
        AND position(' ' || p.period || ' ' IN ' ' || $period || ' ') > 0
),

shown AS (
    SELECT
        v.measure,
        v.value,
        v.bound,
        v.text,
        v.cell,
        FALSE AS computed,
        v.batch_id,
        a.unit_id,
        a.office_order,
        a.period,
        a.last_day
    FROM values_in_force AS v
    INNER JOIN asked AS a ON a.unit_id = v.unit_id AND a.period = v.period
    UNION ALL
    SELECT
        c.measure,
        c.value,
        c.bound,
        NULL AS text,
        NULL AS cell,
        TRUE AS computed,
        NULL AS batch_id,
        a.unit_id,
        a.office_order,
        a.period,
        a.last_day
    FROM completed_values AS c
    INNER JOIN asked AS a ON a.unit_id = c.unit_id AND a.period = c.period
    WHERE c.computed
)

SELECT
    s.unit_id,
    s.period,
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
ORDER BY s.last_day, s.period, s.office_order, s.unit_id, m.position
