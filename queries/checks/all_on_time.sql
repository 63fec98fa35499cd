-- all_on_time: 100 % early or on time over many resolved dossiers (design §4, notes).
-- Severity note
-- Reads    draft_numbers, draft_cells
-- Params   $limit DOUBLE, dossiers
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; resolved DOUBLE
SELECT
    s.row,
    'resolved_early_or_on_time' AS measure,
    c.cell,
    c.text AS value,
    CAST(s.value AS DOUBLE) AS resolved
FROM draft_numbers AS s
INNER JOIN draft_numbers AS t
    ON t.unit_id = s.unit_id AND t.period = s.period AND t.measure = 'resolved_early_or_on_time' AND t.value = s.value
LEFT JOIN draft_cells AS c ON c.unit_id = s.unit_id AND c.period = s.period AND c.measure = 'resolved_total'
WHERE s.measure = 'resolved_total' AND s.value >= $limit
ORDER BY s.row
