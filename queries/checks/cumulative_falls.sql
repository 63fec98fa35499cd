-- cumulative_falls: a cumulative count is smaller than an earlier one of the same year (design §4).
-- Severity confirm
-- Reads    draft_cells, values_in_force, measure, period
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; earlier DOUBLE; other_period VARCHAR
WITH earlier AS (
    SELECT
        v.unit_id,
        v.measure,
        v.value,
        p.period,
        p.year,
        p.last_day
    FROM values_in_force AS v
    INNER JOIN period AS p ON p.period = v.period
    WHERE p.cumulative AND p.kind <> 'window' AND v.bound IS NULL
)

SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    CAST(e.value AS DOUBLE) AS earlier,
    e.period AS other_period
FROM draft_cells AS d
INNER JOIN period AS p ON p.period = d.period
INNER JOIN measure AS m ON m.measure = d.measure
INNER JOIN earlier AS e
    ON e.unit_id = d.unit_id AND e.measure = d.measure AND e.year = p.year AND e.last_day < p.last_day
WHERE m.kind = 'flow' AND p.cumulative AND p.kind <> 'window' AND d.bound IS NULL AND d.value < e.value
ORDER BY d.row, m.position, e.last_day
