-- forms_in_force: of each unit, period and family the newest published batch that tells of it (design §3.6).
-- Kept     by period
-- Reads    reported_value, batch, report, measure
-- Columns  unit_id BIGINT; period VARCHAR; family VARCHAR; batch_id VARCHAR; figures BIGINT, its cells; starts DATE; ends DATE; cumulative BOOLEAN
WITH told AS (
    SELECT
        v.batch_id,
        v.unit_id,
        v.period,
        m.family,
        count(*) AS figures
    FROM reported_value AS v
    INNER JOIN measure AS m ON m.measure = v.measure
    GROUP BY v.batch_id, v.unit_id, v.period, m.family
),

aged AS (
    SELECT
        t.batch_id,
        t.unit_id,
        t.period,
        t.family,
        t.figures,
        rank() OVER (PARTITION BY t.unit_id, t.period, t.family ORDER BY b.position DESC) AS age
    FROM told AS t
    INNER JOIN batch AS b ON b.batch_id = t.batch_id
    WHERE b.status = 'published'
)

SELECT
    a.unit_id,
    a.period,
    a.family,
    a.batch_id,
    a.figures,
    r.starts,
    r.ends,
    r.cumulative
FROM aged AS a
INNER JOIN report AS r ON r.batch_id = a.batch_id AND r.unit_id = a.unit_id AND r.period = a.period
WHERE a.age = 1
