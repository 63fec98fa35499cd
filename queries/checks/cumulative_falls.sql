-- cumulative_falls: a cumulative count falls from one period to a later one of the same year (design §4).
-- Told also when the earlier period comes later; a report that was said not to be cumulative is none.
-- Severity confirm
-- Reads    draft_cells, values_in_force, measure, period
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; other DOUBLE; other_period VARCHAR
WITH known AS (
    SELECT
        v.unit_id,
        v.measure,
        v.value,
        v.batch_id,
        p.period,
        p.year,
        p.last_day
    FROM values_in_force AS v
    INNER JOIN period AS p ON p.period = v.period
    WHERE v.cumulative AND p.kind <> 'window' AND v.bound IS NULL
)

SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    CAST(k.value AS DOUBLE) AS other,
    k.period AS other_period
FROM draft_cells AS d
INNER JOIN period AS p ON p.period = d.period
INNER JOIN measure AS m ON m.measure = d.measure
INNER JOIN known AS k ON k.unit_id = d.unit_id AND k.measure = d.measure AND k.year = p.year
WHERE
    m.kind = 'flow'
    AND d.cumulative
    AND p.kind <> 'window'
    AND d.bound IS NULL
    AND (
        (k.last_day < p.last_day AND d.value < k.value)
        OR (k.last_day > p.last_day AND d.value > k.value AND k.batch_id NOT LIKE 'draft%')
    )
ORDER BY d.row, m.position, k.last_day
