-- ballots_few: fewer ballots than so many percent of the resolved dossiers (design §4, notes).
-- Severity note
-- Reads    draft_numbers, draft_cells
-- Params   $limit DOUBLE, percent
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ballots DOUBLE; resolved DOUBLE
SELECT
    b.row,
    b.measure,
    c.cell,
    c.text AS value,
    CAST(b.value AS DOUBLE) AS ballots,
    CAST(s.value AS DOUBLE) AS resolved
FROM draft_numbers AS b
INNER JOIN draft_numbers AS s ON s.unit_id = b.unit_id AND s.period = b.period AND s.measure = 'resolved_total'
LEFT JOIN draft_cells AS c ON c.unit_id = b.unit_id AND c.period = b.period AND c.measure = b.measure
WHERE b.measure = 'survey_ballots' AND b.value * 100 < s.value * $limit
ORDER BY b.row
