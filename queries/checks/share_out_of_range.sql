-- share_out_of_range: a stated percentage below 0 or above 100 (design §4).
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
WHERE m.kind = 'stated' AND (d.value < 0 OR d.value > 100)
ORDER BY d.row, m.position
