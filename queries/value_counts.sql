-- value_counts: the different values that the units of a locality, or of a group, have in each indicator of one period, the
-- best first: how many units have it, have it or a better one, have a worse one, and how many have any.
-- Reads    indicator, main_basis, standings
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3'; $group VARCHAR or NULL; $by VARCHAR or NULL, one indicator alone
-- Columns  indicator VARCHAR; value DOUBLE, of units ranked together; units BIGINT; at_least BIGINT, as good or better; worse BIGINT; ranked BIGINT
WITH counted AS (
    SELECT
        i.indicator,
        i.position,
        i.sign,
        s.value,
        count(*) AS units
    FROM indicator AS i
    INNER JOIN main_basis AS mb ON mb.indicator = i.indicator AND mb.locality = $locality AND mb.period = $period
    INNER JOIN standings AS s
        ON
            s.locality = mb.locality
            AND s.period = mb.period
            AND s.indicator = mb.indicator
            AND s.basis = mb.basis
            AND s.scope = coalesce($group, '')
    WHERE $by IS NULL OR i.indicator = $by
    GROUP BY i.indicator, i.position, i.sign, s.value
),

added AS (
    SELECT
        indicator,
        position,
        sign,
        value,
        units,
        CAST(sum(units) OVER (PARTITION BY indicator ORDER BY value * sign DESC) AS BIGINT) AS at_least,
        CAST(sum(units) OVER (PARTITION BY indicator) AS BIGINT) AS ranked
    FROM counted
)

SELECT
    indicator,
    value,
    units,
    at_least,
    ranked - at_least AS worse,
    ranked
FROM added
ORDER BY position, value * sign DESC
