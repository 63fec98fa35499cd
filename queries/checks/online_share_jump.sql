-- online_share_jump: the online share rose by more than so many points since the previous period (design §4, notes).
-- 65.9 - 45.9 is a little more than 20 in binary: a billionth is no rise.
-- Severity note
-- Reads    ratio_values, period, draft_cells
-- Params   $limit DOUBLE, percentage points
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; share DOUBLE; earlier DOUBLE; other_period VARCHAR
SELECT
    c.row,
    'received_online' AS measure,
    c.cell,
    c.text AS value,
    n.value AS share,
    b.value AS earlier,
    p.previous AS other_period
FROM draft_cells AS c
INNER JOIN period AS p ON p.period = c.period
INNER JOIN ratio_values AS n ON n.unit_id = c.unit_id AND n.period = c.period AND n.indicator = 'online'
INNER JOIN ratio_values AS b ON b.unit_id = c.unit_id AND b.period = p.previous AND b.indicator = 'online'
WHERE c.measure = 'received_online' AND n.value - b.value > $limit + 0.000000001
ORDER BY c.row
