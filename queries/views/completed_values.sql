-- completed_values: the numbers in force, and each missing total whose other terms are all there (design §4).
-- A computed total is marked and never stored; a bound is a number nobody may add up.
-- Kept     by period
-- Reads    values_in_force, expansion
-- Columns  unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(38,6); bound VARCHAR; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
WITH candidate AS (
    SELECT
        v.unit_id,
        v.period,
        e.measure,
        e.expansion,
        sum(v.value) AS value,
        min(v.starts) AS starts,
        max(v.ends) AS ends,
        bool_or(v.cumulative) AS cumulative
    FROM values_in_force AS v
    INNER JOIN expansion AS e ON e.part = v.measure
    WHERE v.value IS NOT NULL AND v.bound IS NULL
    GROUP BY v.unit_id, v.period, e.measure, e.expansion, e.size
    HAVING count(*) = e.size
),

best AS (
    SELECT
        c.unit_id,
        c.period,
        c.measure,
        c.value,
        c.starts,
        c.ends,
        c.cumulative,
        row_number() OVER (PARTITION BY c.unit_id, c.period, c.measure ORDER BY c.expansion) AS choice
    FROM candidate AS c
    LEFT JOIN values_in_force AS v
        ON v.unit_id = c.unit_id AND v.period = c.period AND v.measure = c.measure AND v.value IS NOT NULL
    WHERE v.measure IS NULL
)

SELECT
    unit_id,
    period,
    measure,
    CAST(value AS DECIMAL(38, 6)) AS value,
    bound,
    FALSE AS computed,
    starts,
    ends,
    cumulative
FROM values_in_force
WHERE value IS NOT NULL
UNION ALL
SELECT
    unit_id,
    period,
    measure,
    value,
    CAST(NULL AS VARCHAR) AS bound,
    TRUE AS computed,
    starts,
    ends,
    cumulative
FROM best
WHERE choice = 1
