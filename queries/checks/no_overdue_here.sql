-- no_overdue_here: a ward reports no overdue dossier while its locality reports some, returned or pending (design §4, notes).
-- The locality's figures are added up by themselves: joined to all wards first they pair each with every other.
-- Severity note
-- Reads    completed_values, report, unit, draft_cells
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; overdue DOUBLE
WITH elsewhere AS (
    SELECT
        l.locality,
        l.unit_id,
        c.period,
        sum(c.value) AS dossiers
    FROM completed_values AS c
    INNER JOIN unit AS l ON l.unit_id = c.unit_id AND l.is_locality
    WHERE c.measure IN ('resolved_overdue', 'pending_overdue') AND c.bound IS NULL
    GROUP BY l.locality, l.unit_id, c.period
    HAVING sum(c.value) > 0
),

reported AS (
    SELECT
        unit_id,
        period,
        min(number) AS row
    FROM report
    WHERE batch_id LIKE 'draft%'
    GROUP BY unit_id, period
),

spotless AS (
    SELECT
        r.row,
        r.unit_id,
        r.period,
        u.locality,
        u.ward
    FROM reported AS r
    INNER JOIN unit AS u ON u.unit_id = r.unit_id
    INNER JOIN completed_values AS c ON c.unit_id = r.unit_id AND c.period = r.period
    WHERE NOT u.is_locality AND c.measure IN ('resolved_overdue', 'pending_overdue') AND c.bound IS NULL
    GROUP BY r.row, r.unit_id, r.period, u.locality, u.ward
    HAVING sum(c.value) = 0
)

SELECT
    s.row,
    'resolved_overdue' AS measure,
    c.cell,
    c.text AS value,
    s.ward,
    CAST(e.dossiers AS DOUBLE) AS overdue
FROM spotless AS s
INNER JOIN elsewhere AS e ON e.locality = s.locality AND e.period = s.period
LEFT JOIN draft_cells AS c ON c.unit_id = s.unit_id AND c.period = s.period AND c.measure = 'resolved_overdue'
ORDER BY s.row
