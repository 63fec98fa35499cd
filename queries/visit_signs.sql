-- visit_signs: what beside its figures speaks for a visit to each unit expected in a period: no report, doubts and notes
-- about its own cells and rows (see doubts), recommendations overdue, how long since it was visited.
-- Recommendations and visits are also those of the units that a unit came from.
-- Reads    grid, unit, families, values_in_force, report, reported_value, field_value, recording_doubts, recommendation, recommendation_event, visit
-- Params   $locality VARCHAR; $period VARCHAR; $group VARCHAR or NULL; $day DATE, on which it is asked
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; submitted BOOLEAN; doubts BIGINT; open BIGINT, recommendations not done; overdue BIGINT, of these; due DATE, of the longest overdue; days_overdue BIGINT; last_visit DATE, NULL: none is recorded; days_since BIGINT
WITH expected AS (
    SELECT DISTINCT
        g.unit_id,
        g.submitted
    FROM grid AS g
    INNER JOIN unit AS u ON u.unit_id = g.unit_id
    WHERE g.locality = $locality AND g.period = $period AND ($group IS NULL OR u.group_name = $group)
),

in_force AS (
    SELECT DISTINCT
        v.unit_id,
        v.batch_id
    FROM values_in_force AS v
    INNER JOIN expected AS e ON e.unit_id = v.unit_id
    WHERE v.period = $period
),

own_cells AS (
    SELECT
        v.unit_id,
        v.batch_id,
        v.cell
    FROM reported_value AS v
    INNER JOIN in_force AS i ON i.unit_id = v.unit_id AND i.batch_id = v.batch_id
    WHERE v.period = $period
    UNION
    SELECT
        v.unit_id,
        v.batch_id,
        v.cell
    FROM field_value AS v
    INNER JOIN in_force AS i ON i.unit_id = v.unit_id AND i.batch_id = v.batch_id
    WHERE v.period = $period
),

own_rows AS (
    SELECT DISTINCT
        r.unit_id,
        r.batch_id,
        r.number,
        CASE WHEN c.cell LIKE '%!%' THEN rtrim(rtrim(c.cell, '0123456789'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') ELSE '' END
            AS sheet
    FROM report AS r
    INNER JOIN own_cells AS c ON c.unit_id = r.unit_id AND c.batch_id = r.batch_id
    WHERE r.period = $period
),

-- Questions about a whole file say nothing of one unit; what is left is what the query doubts tells of each.
doubted AS (
    SELECT
        c.unit_id,
        p.batch_id,
        p.severity,
        p.code,
        p.cell,
        p.reason
    FROM recording_doubts AS p
    INNER JOIN own_cells AS c ON c.batch_id = p.batch_id AND c.cell = p.cell
    UNION
    SELECT
        r.unit_id,
        p.batch_id,
        p.severity,
        p.code,
        p.cell,
        p.reason
    FROM recording_doubts AS p
    INNER JOIN own_rows AS r ON r.batch_id = p.batch_id
    WHERE (p.cell IS NULL AND p.number = r.number) OR (p.sheet = r.sheet AND p.row = CAST(r.number AS VARCHAR))
),

doubt_count AS (
    SELECT
        unit_id,
        count(*) AS doubts
    FROM doubted
    GROUP BY unit_id
),

standing AS (
    SELECT
        recommendation_id,
        state,
        due,
        row_number() OVER (PARTITION BY recommendation_id ORDER BY position DESC) AS age
    FROM recommendation_event
),

asked AS (
    SELECT
        f.unit_id,
        count(*) AS open,
        count(CASE WHEN s.due < CAST($day AS DATE) THEN 1 END) AS overdue,
        min(CASE WHEN s.due < CAST($day AS DATE) THEN s.due END) AS due
    FROM expected AS e
    INNER JOIN families AS f ON f.unit_id = e.unit_id
    INNER JOIN recommendation AS r ON r.unit_id = f.member_id
    INNER JOIN standing AS s ON s.recommendation_id = r.recommendation_id AND s.age = 1
    WHERE s.state <> 'done'
    GROUP BY f.unit_id
),

visited AS (
    SELECT
        f.unit_id,
        max(v.day) AS day
    FROM expected AS e
    INNER JOIN families AS f ON f.unit_id = e.unit_id
    INNER JOIN visit AS v ON v.unit_id = f.member_id
    WHERE v.day <= CAST($day AS DATE)
    GROUP BY f.unit_id
)

SELECT
    u.unit_id,
    u.ward,
    u.bare_name,
    u.group_name,
    u.office_order,
    e.submitted,
    coalesce(d.doubts, 0) AS doubts,
    coalesce(a.open, 0) AS open,
    coalesce(a.overdue, 0) AS overdue,
    a.due,
    CAST($day AS DATE) - a.due AS days_overdue,
    v.day AS last_visit,
    CAST($day AS DATE) - v.day AS days_since
FROM expected AS e
INNER JOIN unit AS u ON u.unit_id = e.unit_id
LEFT JOIN doubt_count AS d ON d.unit_id = e.unit_id
LEFT JOIN asked AS a ON a.unit_id = e.unit_id
LEFT JOIN visited AS v ON v.unit_id = e.unit_id
ORDER BY u.office_order, u.ward COLLATE vi, u.unit_id
