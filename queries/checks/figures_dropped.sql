-- figures_dropped: figures in force that this file replaces without reporting them again (design §3.6: names what it drops).
-- Severity note
-- Reads    told_forms, reported_value, batch, measure, report, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_period VARCHAR; measures VARCHAR; file_name VARCHAR
WITH touched AS (
    SELECT DISTINCT
        batch_id,
        unit_id,
        period,
        family
    FROM told_forms
    WHERE batch_id LIKE 'draft%'
),

stored AS (
    SELECT
        t.batch_id AS draft,
        v.unit_id,
        v.period,
        v.measure,
        m.position,
        b.file_name,
        rank() OVER (PARTITION BY t.batch_id, v.unit_id, v.period, m.family ORDER BY b.position DESC) AS age
    FROM reported_value AS v
    INNER JOIN batch AS b ON b.batch_id = v.batch_id
    INNER JOIN measure AS m ON m.measure = v.measure
    INNER JOIN touched AS t ON t.unit_id = v.unit_id AND t.period = v.period AND t.family = m.family
    WHERE b.status = 'published' AND v.batch_id NOT LIKE 'draft%'
)

SELECT
    r.number AS row,
    CAST(NULL AS VARCHAR) AS measure,
    CAST(NULL AS VARCHAR) AS cell,
    u.ward AS value,
    u.ward,
    s.period AS other_period,
    string_agg(s.measure, ' ' ORDER BY s.position) AS measures,
    s.file_name
FROM stored AS s
INNER JOIN report AS r ON r.batch_id = s.draft AND r.unit_id = s.unit_id AND r.period = s.period
INNER JOIN unit AS u ON u.unit_id = s.unit_id
LEFT JOIN reported_value AS d
    ON d.batch_id LIKE 'draft%' AND d.unit_id = s.unit_id AND d.period = s.period AND d.measure = s.measure
WHERE s.age = 1 AND d.measure IS NULL
GROUP BY r.number, u.ward, s.period, s.file_name
ORDER BY r.number, s.file_name
