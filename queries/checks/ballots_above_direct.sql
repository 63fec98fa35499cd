-- ballots_above_direct: more ballots than dossiers handed in at the desk (design §4, notes).
-- Severity note
-- Reads    draft_numbers, draft_cells
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ballots DOUBLE; direct DOUBLE
SELECT
    b.row,
    b.measure,
    c.cell,
    c.text AS value,
    CAST(b.value AS DOUBLE) AS ballots,
    CAST(s.value AS DOUBLE) AS direct
FROM draft_numbers AS b
INNER JOIN draft_numbers AS s ON s.unit_id = b.unit_id AND s.period = b.period AND s.measure = 'received_direct_postal'
LEFT JOIN draft_cells AS c ON c.unit_id = b.unit_id AND c.period = b.period AND c.measure = b.measure
WHERE b.measure = 'survey_ballots' AND b.value > s.value
ORDER BY b.row
