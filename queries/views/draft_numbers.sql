-- draft_numbers: the numbers a check compares, one row a unit and period of the draft: reported or computed, unbounded.
-- Reads    completed_values, report
-- Columns  row BIGINT; unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(38,6); computed BOOLEAN
SELECT
    r.number AS row,
    c.unit_id,
    c.period,
    c.measure,
    c.value,
    c.computed
FROM completed_values AS c
INNER JOIN report AS r ON r.unit_id = c.unit_id AND r.period = c.period
WHERE r.batch_id = 'draft' AND c.bound IS NULL
