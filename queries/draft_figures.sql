-- draft_figures: what is in force of the units and periods a draft tells of, in all their forms; empty elsewhere.
-- Reads    values_in_force, report
-- Params   none
-- Columns  unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(18,6); bound VARCHAR; text VARCHAR
WITH place AS (
    SELECT DISTINCT
        unit_id,
        period
    FROM report
    WHERE batch_id LIKE 'draft%'
)

SELECT
    v.unit_id,
    v.period,
    v.measure,
    v.value,
    v.bound,
    v.text
FROM values_in_force AS v
INNER JOIN place AS p ON p.unit_id = v.unit_id AND p.period = v.period
ORDER BY v.unit_id, v.period, v.measure
