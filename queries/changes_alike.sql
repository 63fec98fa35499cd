-- changes_alike: the locality's own figure of every indicator in one period and in the two it is compared with, over the
-- same units alone: those that have it in both. Beside them, how many units have it in each: where all three numbers are
-- one, the figures are those of locality_values. A share is a ratio of sums, a score or composite the mean of the units.
-- Reads    indicator, indicator_values, main_basis, period, scopes
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3'; $group VARCHAR or NULL
-- Columns  indicator VARCHAR; moment VARCHAR, previous or last_year; period VARCHAR, the earlier one; units BIGINT, in both; units_now BIGINT; units_then BIGINT; value DOUBLE, over units in both; earlier_value DOUBLE, over the same
WITH compared AS (
    SELECT
        'previous' AS moment,
        previous AS period
    FROM period
    WHERE period = $period
    UNION ALL
    SELECT
        'last_year' AS moment,
        last_year AS period
    FROM period
    WHERE period = $period
),

told AS (
    SELECT
        v.indicator,
        v.period,
        v.unit_id,
        i.kind,
        i.when_empty,
        CAST(v.numerator AS DECIMAL(38, 6)) AS numerator,
        CAST(v.denominator AS DECIMAL(38, 6)) AS denominator,
        CAST(v.value AS DECIMAL(18, 12)) AS points
    FROM indicator_values AS v
    INNER JOIN indicator AS i ON i.indicator = v.indicator
    INNER JOIN scopes AS s ON s.unit_id = v.unit_id AND s.scope = coalesce($group, '')
    INNER JOIN main_basis AS mb
        ON mb.locality = v.locality AND mb.indicator = v.indicator AND mb.period = $period AND mb.basis = v.basis
    WHERE
        v.locality = $locality
        AND CASE
            WHEN i.kind = 'share' THEN v.numerator IS NOT NULL AND v.denominator IS NOT NULL
            ELSE v.value IS NOT NULL
        END
),

counted AS (
    SELECT
        indicator,
        period,
        count(*) AS units
    FROM told
    GROUP BY indicator, period
),

shared AS (
    SELECT
        n.indicator,
        c.moment,
        c.period,
        n.kind,
        n.when_empty,
        count(*) AS units,
        sum(n.numerator) AS numerator,
        sum(n.denominator) AS denominator,
        sum(n.points) AS points,
        sum(o.numerator) AS earlier_numerator,
        sum(o.denominator) AS earlier_denominator,
        sum(o.points) AS earlier_points
    FROM told AS n
    CROSS JOIN compared AS c
    INNER JOIN told AS o ON o.indicator = n.indicator AND o.unit_id = n.unit_id AND o.period = c.period
    WHERE n.period = $period
    GROUP BY n.indicator, c.moment, c.period, n.kind, n.when_empty
)

SELECT
    s.indicator,
    s.moment,
    s.period,
    s.units,
    n.units AS units_now,
    o.units AS units_then,
    CASE
        WHEN s.kind <> 'share' THEN CAST(s.points AS DOUBLE) / s.units
        WHEN s.denominator = 0 THEN s.when_empty
        ELSE
            CAST(CAST(s.numerator * 100000000 AS HUGEINT) AS DOUBLE)
            / CAST(CAST(s.denominator * 1000000 AS HUGEINT) AS DOUBLE)
    END AS value,
    CASE
        WHEN s.kind <> 'share' THEN CAST(s.earlier_points AS DOUBLE) / s.units
        WHEN s.earlier_denominator = 0 THEN s.when_empty
        ELSE
            CAST(CAST(s.earlier_numerator * 100000000 AS HUGEINT) AS DOUBLE)
            / CAST(CAST(s.earlier_denominator * 1000000 AS HUGEINT) AS DOUBLE)
    END AS earlier_value
FROM shared AS s
INNER JOIN counted AS n ON n.indicator = s.indicator AND n.period = $period
INNER JOIN counted AS o ON o.indicator = s.indicator AND o.period = s.period
INNER JOIN indicator AS i ON i.indicator = s.indicator
ORDER BY i.position, s.moment DESC
