-- derived: what one unit did since its last cumulative report: this cumulative report less the one before, the same year.
-- Only flows are differenced; what is pending before is carried over, stocks stay as they are at the end (design §3.3). A
-- difference below zero is no figure. Each report says itself whether it is cumulative; a first quarter or a January is so by
-- itself.
-- Reads    completed_values, period, measure
-- Params   $unit_id BIGINT; $period VARCHAR
-- Columns  measure VARCHAR; value DOUBLE; earlier_period VARCHAR; first_month INTEGER; last_month INTEGER; earlier DOUBLE; own DOUBLE, NULL where it cannot be known
WITH known AS (
    SELECT DISTINCT
        p.period,
        p.first_day,
        p.last_day
    FROM completed_values AS c
    INNER JOIN period AS p ON p.period = c.period
    INNER JOIN period AS now ON now.period = $period
    WHERE
        c.unit_id = $unit_id
        AND (c.cumulative OR p.kind IN ('month', 'quarter'))
        AND now.kind <> 'window'
        AND p.kind <> 'window'
        AND p.first_day = now.first_day
        AND p.last_day < now.last_day
        AND extract(MONTH FROM p.first_day) = 1
),

latest AS (
    SELECT
        period,
        last_day,
        row_number() OVER (ORDER BY last_day DESC, period) AS choice
    FROM known
),

pairs AS (
    SELECT
        now.measure,
        m.kind,
        m.position,
        now.value,
        l.period AS earlier_period,
        CAST(extract(MONTH FROM l.last_day) AS INTEGER) + 1 AS first_month,
        CAST(extract(MONTH FROM p.last_day) AS INTEGER) AS last_month,
        before.value AS earlier,
        now.value - before.value AS difference,
        pending.value AS pending
    FROM completed_values AS now
    INNER JOIN period AS p ON p.period = now.period
    INNER JOIN measure AS m ON m.measure = now.measure
    INNER JOIN latest AS l ON l.choice = 1
    LEFT JOIN completed_values AS before
        ON
            before.unit_id = now.unit_id
            AND before.period = l.period
            AND before.measure = now.measure
            AND before.bound IS NULL
    LEFT JOIN completed_values AS pending
        ON
            pending.unit_id = now.unit_id
            AND pending.period = l.period
            AND pending.measure = 'pending_total'
            AND pending.bound IS NULL
    WHERE
        now.unit_id = $unit_id
        AND now.period = $period
        AND now.cumulative
        AND now.bound IS NULL
        AND m.kind IN ('flow', 'stock')
),

news AS (
    SELECT CASE WHEN difference >= 0 THEN difference END AS difference
    FROM pairs
    WHERE measure = 'received_new'
)

SELECT
    w.measure,
    CAST(w.value AS DOUBLE) AS value,
    w.earlier_period,
    w.first_month,
    w.last_month,
    CAST(w.earlier AS DOUBLE) AS earlier,
    CAST(CASE
        WHEN w.measure = 'carried_over' THEN w.pending
        WHEN w.measure = 'received_total' THEN n.difference + w.pending
        WHEN w.kind = 'stock' THEN w.value
        WHEN w.difference >= 0 THEN w.difference
    END AS DOUBLE) AS own
FROM pairs AS w
LEFT JOIN news AS n ON n.difference IS NOT NULL
ORDER BY w.position
