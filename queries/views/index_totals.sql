-- index_totals: the composite of each ward on the grid; a ward that lacks a live member has no total, with the first reason.
-- Reads    grid, indicator, member_points, reason
-- Columns  locality VARCHAR; unit_id BIGINT; group_name VARCHAR; period VARCHAR; indicator VARCHAR; basis VARCHAR; value DOUBLE; reason VARCHAR; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
WITH added AS (
    SELECT
        p.unit_id,
        p.period,
        p.indicator,
        p.basis,
        sum(p.points) AS total,
        count(*) AS members,
        count(p.points) AS reported,
        min(r.position) AS first_reason,
        bool_or(p.computed) AS computed,
        min(p.starts) AS starts,
        max(p.ends) AS ends,
        bool_or(p.cumulative) AS cumulative
    FROM member_points AS p
    LEFT JOIN reason AS r ON r.reason = p.reason
    GROUP BY p.unit_id, p.period, p.indicator, p.basis
)

SELECT
    g.locality,
    g.unit_id,
    g.group_name,
    g.period,
    g.indicator,
    coalesce(a.basis, '') AS basis,
    CASE WHEN a.reported = a.members THEN CAST(a.total AS DOUBLE) END AS value,
    CASE
        WHEN a.reported = a.members THEN NULL
        WHEN NOT g.submitted THEN 'not_submitted'
        ELSE coalesce(r.reason, 'blank')
    END AS reason,
    coalesce(a.computed, FALSE) AS computed,
    a.starts,
    a.ends,
    a.cumulative
FROM grid AS g
INNER JOIN indicator AS i ON i.indicator = g.indicator
LEFT JOIN added AS a ON a.unit_id = g.unit_id AND a.period = g.period AND a.indicator = g.indicator
LEFT JOIN reason AS r ON r.position = a.first_reason
WHERE i.kind = 'composite'
