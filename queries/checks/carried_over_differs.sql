-- carried_over_differs: what was carried over is not what was pending at the end of the period before (design §4).
-- Only where one period follows the other: quarters, months and years.
-- Severity confirm
-- Reads    draft_cells, completed_values, period
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; pending DOUBLE; other_period VARCHAR
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    CAST(c.value AS DOUBLE) AS pending,
    p.previous AS other_period
FROM draft_cells AS d
INNER JOIN period AS p ON p.period = d.period
INNER JOIN completed_values AS c ON c.unit_id = d.unit_id AND c.period = p.previous AND c.measure = 'pending_total'
WHERE
    d.measure = 'carried_over'
    AND d.bound IS NULL
    AND c.bound IS NULL
    AND p.kind IN ('quarter', 'month', 'year')
    AND d.value <> c.value
ORDER BY d.row
