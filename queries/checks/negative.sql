-- negative: a count or a share below zero, or a score below zero; only bonus and penalty may be (design §4).
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
WHERE d.measure <> 'bonus_penalty' AND m.kind <> 'stated' AND d.value < 0
ORDER BY d.row, m.position
