-- carried_over_differs: what is carried over is not what was pending at the end of the period before (design §4).
-- Only where one period follows the other: quarters, months and years; told also when the earlier period comes later.
-- Severity confirm
-- Reads    draft_cells, draft_numbers, completed_values, period
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; carried DOUBLE; pending DOUBLE; other_period VARCHAR
WITH pairs AS (
    SELECT
        now.unit_id,
        p.period,
        p.previous,
        now.value AS carried,
        before.value AS pending
    FROM completed_values AS now
    INNER JOIN period AS p ON p.period = now.period
    INNER JOIN completed_values AS before
        ON before.unit_id = now.unit_id AND before.period = p.previous AND before.measure = 'pending_total'
    WHERE
        now.measure = 'carried_over'
        AND now.bound IS NULL
        AND before.bound IS NULL
        AND p.kind IN ('quarter', 'month', 'year')
        AND now.value <> before.value
),

told AS (
    SELECT
        d.row,
        d.measure,
        d.cell,
        d.text,
        w.carried,
        w.pending,
        w.previous AS other_period
    FROM pairs AS w
    INNER JOIN draft_cells AS d ON d.unit_id = w.unit_id AND d.period = w.period AND d.measure = 'carried_over'
    UNION ALL
    SELECT
        n.row,
        n.measure,
        d.cell,
        d.text,
        w.carried,
        w.pending,
        w.period AS other_period
    FROM pairs AS w
    INNER JOIN draft_numbers AS n ON n.unit_id = w.unit_id AND n.period = w.previous AND n.measure = 'pending_total'
    LEFT JOIN draft_cells AS d ON d.unit_id = n.unit_id AND d.period = n.period AND d.measure = n.measure
    LEFT JOIN draft_cells AS later ON later.unit_id = w.unit_id AND later.period = w.period AND later.measure = 'carried_over'
    WHERE later.unit_id IS NULL
)

SELECT
    row,
    measure,
    cell,
    text AS value,
    CAST(carried AS DOUBLE) AS carried,
    CAST(pending AS DOUBLE) AS pending,
    other_period
FROM told
ORDER BY row, measure, other_period
