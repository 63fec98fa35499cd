-- values_in_force: of each unit, period and family, the values of the newest published batch that has any (design §3.6).
-- Reads    reported_value, batch, report, measure
-- Columns  unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(18,6); bound VARCHAR; text VARCHAR; cell VARCHAR; batch_id VARCHAR; starts DATE; ends DATE; cumulative BOOLEAN
WITH aged AS (
    SELECT
        v.unit_id,
        v.period,
        v.measure,
        v.value,
        v.bound,
        v.text,
        v.cell,
        v.batch_id,
        rank() OVER (PARTITION BY v.unit_id, v.period, m.family ORDER BY b.position DESC) AS age
    FROM reported_value AS v
    INNER JOIN batch AS b ON b.batch_id = v.batch_id
    INNER JOIN measure AS m ON m.measure = v.measure
    WHERE b.status = 'published'
)

SELECT
    a.unit_id,
    a.period,
    a.measure,
    a.value,
    a.bound,
    a.text,
    a.cell,
    a.batch_id,
    r.starts,
    r.ends,
    r.cumulative
FROM aged AS a
INNER JOIN report AS r ON r.batch_id = a.batch_id AND r.unit_id = a.unit_id AND r.period = a.period
WHERE a.age = 1
