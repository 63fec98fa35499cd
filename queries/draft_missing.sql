-- draft_missing: units that are expected in a period of a draft and have no figure even after it; empty elsewhere.
-- Reads    grid, values_in_force, report, unit
-- Params   none
-- Columns  locality VARCHAR; period VARCHAR; unit_id BIGINT; ward VARCHAR
WITH place AS (
    SELECT DISTINCT
        u.locality,
        r.period
    FROM report AS r
    INNER JOIN unit AS u ON u.unit_id = r.unit_id
    WHERE r.batch_id LIKE 'draft%' AND NOT u.is_locality
),

expected AS (
    SELECT DISTINCT
        locality,
        period,
        unit_id
    FROM grid
),

told AS (
    SELECT DISTINCT
        unit_id,
        period
    FROM values_in_force
)

SELECT
    e.locality,
    e.period,
    e.unit_id,
    u.ward
FROM expected AS e
INNER JOIN place AS p ON p.locality = e.locality AND p.period = e.period
INNER JOIN unit AS u ON u.unit_id = e.unit_id
LEFT JOIN told AS t ON t.unit_id = e.unit_id AND t.period = e.period
WHERE t.unit_id IS NULL
ORDER BY e.locality COLLATE vi, e.period, u.office_order, u.ward COLLATE vi
