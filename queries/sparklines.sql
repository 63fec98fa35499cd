-- sparklines: an indicator of every ward over the last 8 periods of one kind up to the one shown, oldest first.
-- Only values that compare with the one shown: of its score scheme, of the same members of a composite.
-- Reads    indicator_values, period, locality_periods
-- Params   $locality VARCHAR; $period VARCHAR; $by VARCHAR
-- Columns  unit_id BIGINT; period VARCHAR; position BIGINT; value DOUBLE
WITH recent AS (
    SELECT
        p.period,
        row_number() OVER (ORDER BY p.last_day DESC, p.period DESC) AS age
    FROM period AS p
    INNER JOIN locality_periods AS lp ON lp.period = p.period AND lp.locality = $locality
    INNER JOIN period AS asked ON asked.period = $period
    WHERE
        p.kind = asked.kind
        AND p.cumulative = asked.cumulative
        AND (asked.kind IN ('quarter', 'month') OR p.number IS NOT DISTINCT FROM asked.number)
        AND p.last_day <= asked.last_day
)

SELECT
    v.unit_id,
    r.period,
    9 - r.age AS position,
    CASE WHEN shown.value IS NULL OR v.basis = shown.basis THEN v.value END AS value
FROM recent AS r
INNER JOIN indicator_values AS v ON v.period = r.period AND v.locality = $locality AND v.indicator = $by
LEFT JOIN indicator_values AS shown ON shown.unit_id = v.unit_id AND shown.period = $period AND shown.indicator = $by
WHERE r.age <= 8
ORDER BY v.unit_id, position
