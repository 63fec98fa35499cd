-- timeliness_drop: the share resolved early or on time fell by more than so many points (design §4, notes).
-- A billionth more is the binary remainder of two shares, no drop.
-- Severity note
-- Reads    ratio_values, period, report, draft_numbers, draft_cells
-- Params   $limit DOUBLE, percentage points
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; share DOUBLE; earlier DOUBLE; other_period VARCHAR
SELECT
    r.number AS row,
    'resolved_overdue' AS measure,
    c.cell,
    c.text AS value,
    n.value AS share,
    b.value AS earlier,
    p.previous AS other_period
FROM report AS r
INNER JOIN period AS p ON p.period = r.period
INNER JOIN ratio_values AS n ON n.unit_id = r.unit_id AND n.period = r.period AND n.indicator = 'timeliness'
INNER JOIN ratio_values AS b ON b.unit_id = r.unit_id AND b.period = p.previous AND b.indicator = 'timeliness'
INNER JOIN draft_numbers AS t ON t.unit_id = r.unit_id AND t.period = r.period AND t.measure = 'resolved_total'
LEFT JOIN draft_cells AS c ON c.unit_id = r.unit_id AND c.period = r.period AND c.measure = 'resolved_overdue'
WHERE r.batch_id = 'draft' AND b.value - n.value > $limit + 0.000000001
ORDER BY r.number
