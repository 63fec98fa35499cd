-- repeated_figures: all counts a ward reports are those of the period before, three or more and not all zero (design §4).
-- Severity confirm
-- Reads    values_in_force, draft_cells, measure, period, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_period VARCHAR
SELECT
    d.row,
    CAST(NULL AS VARCHAR) AS measure,
    min(d.cell) AS cell,
    u.ward AS value,
    u.ward,
    p.previous AS other_period
FROM draft_cells AS d
INNER JOIN measure AS m ON m.measure = d.measure
INNER JOIN period AS p ON p.period = d.period
INNER JOIN unit AS u ON u.unit_id = d.unit_id
LEFT JOIN values_in_force AS before
    ON
        before.unit_id = d.unit_id
        AND before.period = p.previous
        AND before.measure = d.measure
        AND before.bound IS NULL
WHERE m.kind IN ('flow', 'stock') AND d.bound IS NULL
GROUP BY d.row, u.ward, p.previous
HAVING count(*) >= 3 AND sum(d.value) > 0 AND count(CASE WHEN before.value = d.value THEN 1 END) = count(*)
ORDER BY d.row
