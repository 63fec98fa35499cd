-- repeated_figures: all counts a ward reports are those of the period before or after, three or more and not all zero
-- (design §4). Of two periods of one draft the later one is told of.
-- Severity confirm
-- Reads    values_in_force, draft_cells, measure, period, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_period VARCHAR
WITH beside AS (
    SELECT
        period,
        previous AS other_period,
        FALSE AS is_later
    FROM period
    UNION ALL
    SELECT
        previous AS period,
        period AS other_period,
        TRUE AS is_later
    FROM period
),

known AS (
    SELECT
        unit_id,
        period,
        measure,
        value,
        batch_id LIKE 'draft%' AS is_drafted
    FROM values_in_force
    WHERE bound IS NULL
)

SELECT
    d.row,
    CAST(NULL AS VARCHAR) AS measure,
    min(d.cell) AS cell,
    u.ward AS value,
    u.ward,
    b.other_period
FROM draft_cells AS d
INNER JOIN measure AS m ON m.measure = d.measure
INNER JOIN beside AS b ON b.period = d.period
INNER JOIN unit AS u ON u.unit_id = d.unit_id
LEFT JOIN known AS other ON other.unit_id = d.unit_id AND other.period = b.other_period AND other.measure = d.measure
WHERE m.kind IN ('flow', 'stock') AND d.bound IS NULL
GROUP BY d.row, u.ward, b.other_period
HAVING
    count(*) >= 3
    AND sum(d.value) > 0
    AND count(CASE WHEN other.value = d.value AND NOT (b.is_later AND other.is_drafted) THEN 1 END) = count(*)
ORDER BY d.row, b.other_period
