-- nothing_pending: everything received was resolved and nothing is pending (design §4, notes).
-- Severity note
-- Reads    draft_numbers, draft_cells
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; received DOUBLE
SELECT
    r.row,
    'resolved_total' AS measure,
    c.cell,
    c.text AS value,
    CAST(r.value AS DOUBLE) AS received
FROM draft_numbers AS r
INNER JOIN draft_numbers AS s ON s.unit_id = r.unit_id AND s.period = r.period AND s.measure = 'resolved_total'
LEFT JOIN draft_numbers AS p ON p.unit_id = r.unit_id AND p.period = r.period AND p.measure = 'pending_total'
LEFT JOIN draft_cells AS c ON c.unit_id = r.unit_id AND c.period = r.period AND c.measure = 'resolved_total'
WHERE r.measure = 'received_total' AND r.value > 0 AND r.value = s.value AND coalesce(p.value, 0) = 0
ORDER BY r.row
