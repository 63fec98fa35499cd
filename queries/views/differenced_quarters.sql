-- differenced_quarters: a quarter of one unit as the difference of two cumulative reports of its year, nine months less six.
-- Only flows are differenced: what is pending before is carried over, stocks are those at the end, received in total is new
-- and carried over (design §3.3). A difference below zero is no figure and says so. A first quarter is cumulative by itself.
-- Two reports that begin on different days have no difference.
-- Kept     whole
-- Reads    completed_values, period, measure
-- Columns  unit_id BIGINT; period VARCHAR, the quarter's key; measure VARCHAR; value DECIMAL(38,6); negative BOOLEAN
WITH ended AS (
    SELECT
        c.unit_id,
        p.year,
        CASE
            WHEN p.kind = 'quarter' THEN p.number
            WHEN p.kind = 'half' THEN 2
            WHEN p.kind = 'months' THEN CASE WHEN p.number = 3 THEN 1 ELSE 3 END
            ELSE 4
        END AS quarter,
        CASE WHEN p.kind = 'quarter' THEN 2 ELSE 1 END AS preference,
        c.measure,
        m.kind,
        c.value,
        c.starts
    FROM completed_values AS c
    INNER JOIN period AS p ON p.period = c.period
    INNER JOIN measure AS m ON m.measure = c.measure
    WHERE
        c.bound IS NULL
        AND m.kind IN ('flow', 'stock')
        AND (
            (p.kind = 'quarter' AND (p.number = 1 OR c.cumulative))
            OR (c.cumulative AND (p.kind = 'year' OR (p.kind = 'half' AND p.number = 1)))
            OR (c.cumulative AND p.kind = 'months' AND p.number IN (3, 9))
        )
),

years AS (
    SELECT DISTINCT
        unit_id,
        year
    FROM ended
    WHERE quarter > 1 OR preference = 1
),

told AS (
    SELECT
        e.unit_id,
        e.year,
        e.quarter,
        e.measure,
        e.kind,
        e.value,
        e.starts,
        row_number() OVER (PARTITION BY e.unit_id, e.year, e.quarter, e.measure ORDER BY e.preference) AS choice
    FROM ended AS e
    INNER JOIN years AS y ON y.unit_id = e.unit_id AND y.year = e.year
),

reports AS (
    SELECT DISTINCT
        unit_id,
        year,
        quarter
    FROM told
),

pairs AS (
    SELECT
        now.unit_id,
        now.year,
        now.quarter,
        now.measure,
        now.kind,
        now.value,
        CASE WHEN now.quarter = 1 THEN now.value ELSE now.value - before.value END AS difference
    FROM told AS now
    LEFT JOIN reports AS r ON r.unit_id = now.unit_id AND r.year = now.year AND r.quarter = now.quarter - 1
    LEFT JOIN told AS before
        ON
            before.unit_id = now.unit_id
            AND before.year = now.year
            AND before.quarter = now.quarter - 1
            AND before.measure = now.measure
            AND before.choice = 1
            AND (before.starts IS NULL OR now.starts IS NULL OR before.starts = now.starts)
    WHERE now.choice = 1 AND (now.quarter = 1 OR r.unit_id IS NOT NULL)
),

known AS (
    SELECT
        w.unit_id,
        w.year,
        w.quarter,
        w.measure,
        CASE
            WHEN w.quarter = 1 THEN w.value
            WHEN w.measure = 'carried_over' THEN b.value
            WHEN w.measure = 'received_total' THEN n.difference + b.value
            WHEN w.kind = 'stock' THEN w.value
            ELSE w.difference
        END AS value,
        coalesce(
            CASE
                WHEN w.measure = 'received_total' THEN n.difference < 0
                WHEN w.kind = 'flow' THEN w.difference < 0
            END,
            FALSE
        ) AS negative
    FROM pairs AS w
    LEFT JOIN pairs AS n
        ON n.unit_id = w.unit_id AND n.year = w.year AND n.quarter = w.quarter AND n.measure = 'received_new'
    LEFT JOIN told AS b
        ON
            b.unit_id = w.unit_id
            AND b.year = w.year
            AND b.quarter = w.quarter - 1
            AND b.measure = 'pending_total'
            AND b.choice = 1
)

SELECT
    unit_id,
    CAST(year AS VARCHAR) || '-Q' || CAST(quarter AS VARCHAR) AS period,
    measure,
    CAST(CASE WHEN NOT negative THEN value END AS DECIMAL(38, 6)) AS value,
    negative
FROM known
WHERE value IS NOT NULL
