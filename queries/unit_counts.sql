-- unit_counts: how many units of a locality, or of a group, are expected in one period, have reported, have any figure of
-- form II.06a, and are placed in each band. A band that nobody is placed in has no row.
-- Reads    grid, scopes, measure, completed_values, main_basis, standings, score_bands
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3'; $group VARCHAR or NULL
-- Columns  counted VARCHAR, expected or submitted or form or band; band VARCHAR, NULL but of a band; units BIGINT
WITH expected AS (
    SELECT
        g.unit_id,
        bool_or(g.submitted) AS submitted
    FROM grid AS g
    INNER JOIN scopes AS s ON s.unit_id = g.unit_id AND s.scope = coalesce($group, '')
    WHERE g.locality = $locality AND g.period = $period
    GROUP BY g.unit_id
),

filled AS (
    SELECT DISTINCT c.unit_id
    FROM completed_values AS c
    INNER JOIN measure AS m ON m.measure = c.measure
    INNER JOIN measure AS total ON total.measure = 'received_total' AND total.family = m.family
    INNER JOIN expected AS e ON e.unit_id = c.unit_id
    WHERE c.period = $period
),

placed AS (
    SELECT
        b.band,
        count(*) AS units
    FROM standings AS s
    INNER JOIN main_basis AS mb
        ON
            mb.locality = s.locality
            AND mb.period = s.period
            AND mb.indicator = s.indicator
            AND mb.basis = s.basis
    INNER JOIN score_bands AS b ON b.unit_id = s.unit_id AND b.period = s.period AND b.indicator = s.indicator
    WHERE
        s.locality = $locality
        AND s.period = $period
        AND s.indicator = 'score'
        AND s.scope = coalesce($group, '')
    GROUP BY b.band
)

SELECT
    'expected' AS counted,
    CAST(NULL AS VARCHAR) AS band,
    count(*) AS units
FROM expected
UNION ALL
SELECT
    'submitted' AS counted,
    CAST(NULL AS VARCHAR) AS band,
    count(*) AS units
FROM expected
WHERE submitted
UNION ALL
SELECT
    'form' AS counted,
    CAST(NULL AS VARCHAR) AS band,
    count(*) AS units
FROM filled
UNION ALL
SELECT
    'band' AS counted,
    band,
    units
FROM placed
ORDER BY counted, band
