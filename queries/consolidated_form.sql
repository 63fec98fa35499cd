-- consolidated_form: what every unit of a locality reported in the columns of form II.06a in one period, in the office's
-- order: a row a unit and measure of the form's family, and one row without a measure for a unit that filled in none.
-- Reads    grid, unit, scopes, measure, completed_values
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3'; $group VARCHAR or NULL
-- Columns  office_order INTEGER; unit_id BIGINT; ward VARCHAR; group_name VARCHAR; submitted BOOLEAN; measure VARCHAR; value DOUBLE; bound VARCHAR; computed BOOLEAN, a total that was not reported; starts DATE; ends DATE; cumulative BOOLEAN
WITH expected AS (
    SELECT
        g.unit_id,
        bool_or(g.submitted) AS submitted
    FROM grid AS g
    INNER JOIN scopes AS s ON s.unit_id = g.unit_id AND s.scope = coalesce($group, '')
    WHERE g.locality = $locality AND g.period = $period
    GROUP BY g.unit_id
),

told AS (
    SELECT
        c.unit_id,
        c.measure,
        m.position,
        c.value,
        c.bound,
        c.computed,
        c.starts,
        c.ends,
        c.cumulative
    FROM completed_values AS c
    INNER JOIN measure AS m ON m.measure = c.measure
    INNER JOIN measure AS total ON total.measure = 'received_total' AND total.family = m.family
    WHERE c.period = $period
)

SELECT
    u.office_order,
    e.unit_id,
    u.ward,
    u.group_name,
    e.submitted,
    t.measure,
    CAST(t.value AS DOUBLE) AS value,
    t.bound,
    t.computed,
    t.starts,
    t.ends,
    t.cumulative
FROM expected AS e
INNER JOIN unit AS u ON u.unit_id = e.unit_id
LEFT JOIN told AS t ON t.unit_id = e.unit_id
ORDER BY u.office_order, u.ward COLLATE vi, e.unit_id, t.position
