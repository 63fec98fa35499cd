-- draft_numbers: the numbers a check compares, of every unit and period of the draft: reported or computed, unbounded.
-- row is where the draft tells the measure's form, else the first row that tells of the unit at all.
-- Reads    completed_values, report, draft_cells, measure
-- Columns  row BIGINT; unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(38,6); computed BOOLEAN
WITH reported AS (
    SELECT
        unit_id,
        period,
        min(number) AS row
    FROM report
    WHERE batch_id LIKE 'draft%'
    GROUP BY unit_id, period
),

told AS (
    SELECT
        d.unit_id,
        d.period,
        m.family,
        min(d.row) AS row
    FROM draft_cells AS d
    INNER JOIN measure AS m ON m.measure = d.measure
    GROUP BY d.unit_id, d.period, m.family
)

SELECT
    coalesce(t.row, r.row) AS row,
    c.unit_id,
    c.period,
    c.measure,
    c.value,
    c.computed
FROM completed_values AS c
INNER JOIN measure AS m ON m.measure = c.measure
INNER JOIN reported AS r ON r.unit_id = c.unit_id AND r.period = c.period
LEFT JOIN told AS t ON t.unit_id = c.unit_id AND t.period = c.period AND t.family = m.family
WHERE c.bound IS NULL
