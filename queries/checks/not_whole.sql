-- not_whole: a count that is not a whole number (design §4).
-- Severity error
-- Reads    draft_cells, measure
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value
FROM draft_cells AS d
INNER JOIN measure AS m ON m.measure = d.measure
WHERE m.kind IN ('flow', 'stock') AND d.value <> floor(d.value)
ORDER BY d.row, m.position
