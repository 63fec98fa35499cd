-- locality_values: the locality's own figure in each scope: a share as ratio of sums over the wards that have both terms,
-- a score or composite as the mean of the wards; never a mean of shares (design §5).
-- Reads    indicator_values, indicator, scopes
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; scope VARCHAR; basis VARCHAR; value DOUBLE; numerator DOUBLE; denominator DOUBLE; units BIGINT
SELECT
    v.locality,
    v.period,
    v.indicator,
    s.scope,
    v.basis,
    CASE
        WHEN i.kind = 'share' AND sum(CAST(v.denominator AS DECIMAL(38, 6))) = 0 THEN i.when_empty
        WHEN i.kind = 'share'
            THEN
                CAST(CAST(sum(CAST(v.numerator AS DECIMAL(38, 6))) * 100000000 AS HUGEINT) AS DOUBLE)
                / CAST(CAST(sum(CAST(v.denominator AS DECIMAL(38, 6))) * 1000000 AS HUGEINT) AS DOUBLE)
        ELSE CAST(sum(CAST(v.value AS DECIMAL(18, 12))) AS DOUBLE) / count(*)
    END AS value,
    CASE WHEN i.kind = 'share' THEN CAST(sum(CAST(v.numerator AS DECIMAL(38, 6))) AS DOUBLE) END AS numerator,
    CASE WHEN i.kind = 'share' THEN CAST(sum(CAST(v.denominator AS DECIMAL(38, 6))) AS DOUBLE) END AS denominator,
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
