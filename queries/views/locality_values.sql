-- locality_values: the locality's own figure in each scope: a share as ratio of sums over the wards that have both terms,
-- a score or composite as the mean of the wards; never a mean of shares (design §5).
-- Kept     by period
-- Reads    indicator_values, indicator, scopes
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; scope VARCHAR; basis VARCHAR; value DOUBLE; numerator DOUBLE; denominator DOUBLE; units BIGINT
WITH added AS (
    SELECT
        v.locality,
        v.period,
        v.indicator,
        s.scope,
        v.basis,
        i.kind,
        i.when_empty,
        sum(CAST(v.numerator AS DECIMAL(38, 6))) AS numerator,
        sum(CAST(v.denominator AS DECIMAL(38, 6))) AS denominator,
        sum(CASE WHEN i.kind <> 'share' THEN CAST(v.value AS DECIMAL(18, 12)) END) AS points,
        count(*) AS units
    FROM indicator_values AS v
    INNER JOIN indicator AS i ON i.indicator = v.indicator
    INNER JOIN scopes AS s ON s.unit_id = v.unit_id
    WHERE
        CASE
            WHEN i.kind = 'share' THEN v.numerator IS NOT NULL AND v.denominator IS NOT NULL
            ELSE v.value IS NOT NULL
        END
    GROUP BY v.locality, v.period, v.indicator, s.scope, v.basis, i.kind, i.when_empty
)

SELECT
    locality,
    period,
    indicator,
    scope,
    basis,
    CASE
        WHEN kind <> 'share' THEN CAST(points AS DOUBLE) / units
        WHEN denominator = 0 THEN when_empty
        WHEN numerator % 1 = 0 AND denominator % 1 = 0
            THEN CAST(CAST(numerator * 100 AS HUGEINT) AS DOUBLE) / CAST(CAST(denominator AS HUGEINT) AS DOUBLE)
        ELSE
            CAST(CAST(numerator * 100000000 AS HUGEINT) AS DOUBLE)
            / CAST(CAST(denominator * 1000000 AS HUGEINT) AS DOUBLE)
    END AS value,
    CASE WHEN kind = 'share' THEN CAST(numerator AS DOUBLE) END AS numerator,
    CASE WHEN kind = 'share' THEN CAST(denominator AS DOUBLE) END AS denominator,
    units
FROM added
