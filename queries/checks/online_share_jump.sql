-- online_share_jump: the online share rose by more than so many points since the previous period (design §4, notes).
-- 65.9 - 45.9 is a little more than 20 in binary: a billionth is no rise.
-- Severity note
-- Reads    ratio_values, period, report, draft_cells
-- Params   $limit DOUBLE, percentage points
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; share DOUBLE; earlier DOUBLE; other_period VARCHAR
SELECT
    r.number AS row,
    'received_online' AS measure,
    c.cell,
    c.text AS value,
    n.value AS share,
    b.value AS earlier,
    p.previous AS other_period
FROM report AS r
INNER JOIN period AS p ON p.period = r.period
INNER JOIN ratio_values AS n ON n.unit_id = r.unit_id AND n.period = r.period AND n.indicator = 'online'
INNER JOIN ratio_values AS b ON b.unit_id = r.unit_id AND b.period = p.previous AND b.indicator = 'online'
INNER JOIN draft_cells AS c ON c.unit_id = r.unit_id AND c.period = r.period AND c.measure = 'received_online'
WHERE r.batch_id = 'draft' AND n.value - b.value > $limit + 0.000000001
ORDER BY r.number
