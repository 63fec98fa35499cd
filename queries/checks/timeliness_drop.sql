-- timeliness_drop: the share resolved early or on time fell by more than so many points (design §4, notes).
-- A billionth more is the binary remainder of two shares, no drop.
-- Severity note
-- Reads    ratio_values, period, draft_numbers, draft_cells
-- Params   $limit DOUBLE, percentage points
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; share DOUBLE; earlier DOUBLE; other_period VARCHAR
SELECT
    t.row,
    'resolved_overdue' AS measure,
    c.cell,
    c.text AS value,
    n.value AS share,
    b.value AS earlier,
    p.previous AS other_period
FROM draft_numbers AS t
INNER JOIN period AS p ON p.period = t.period
INNER JOIN ratio_values AS n ON n.unit_id = t.unit_id AND n.period = t.period AND n.indicator = 'timeliness'
INNER JOIN ratio_values AS b ON b.unit_id = t.unit_id AND b.period = p.previous AND b.indicator = 'timeliness'
LEFT JOIN draft_cells AS c ON c.unit_id = t.unit_id AND c.period = t.period AND c.measure = 'resolved_overdue'
WHERE t.measure = 'resolved_total' AND b.value - n.value > $limit + 0.000000001
ORDER BY t.row
