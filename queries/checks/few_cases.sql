-- few_cases: so few dossiers or ballots that one more or less moves the share (design §4, notes).
-- Severity note
-- Reads    draft_numbers, draft_cells
-- Params   $limit DOUBLE, dossiers or ballots
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; cases DOUBLE
SELECT
    n.row,
    n.measure,
    c.cell,
    c.text AS value,
    CAST(n.value AS DOUBLE) AS cases
FROM draft_numbers AS n
LEFT JOIN draft_cells AS c ON c.unit_id = n.unit_id AND c.period = n.period AND c.measure = n.measure
WHERE n.measure IN ('received_new', 'resolved_total', 'survey_ballots') AND n.value > 0 AND n.value < $limit
ORDER BY n.row, n.measure
