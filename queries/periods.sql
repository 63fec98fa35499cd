-- periods: the periods a locality has reports for, newest first, with who reported, what can be ranked and, once it is
-- closed, the document that says so; document NULL: provisional (tạm tính).
-- Reads    locality_periods, period, reporting_units, ranking_sizes, indicator, closing_in_force, corrections
-- Params   $locality VARCHAR, NULL for all localities
-- Columns  locality VARCHAR; period VARCHAR; label VARCHAR; kind VARCHAR; year INTEGER; number INTEGER; cumulative BOOLEAN; first_day DATE; last_day DATE; previous VARCHAR; last_year VARCHAR; units BIGINT; expected BIGINT; indicators VARCHAR; document VARCHAR; document_date DATE; closed_at TIMESTAMP; corrections BIGINT
WITH ranked AS (
    SELECT DISTINCT
        s.locality,
        s.period,
        s.indicator,
        i.position
    FROM ranking_sizes AS s
    INNER JOIN indicator AS i ON i.indicator = s.indicator
    WHERE s.scope = '' AND ($locality IS NULL OR s.locality = $locality)
),

listed AS (
    SELECT
        locality,
        period,
        string_agg(indicator, ' ' ORDER BY position) AS indicators
    FROM ranked
    GROUP BY locality, period
),

corrected AS (
    SELECT
        closing,
        count(*) AS corrections
    FROM corrections
    GROUP BY closing
)

SELECT
    lp.locality,
    p.period,
    p.label,
    p.kind,
    p.year,
    p.number,
    p.cumulative,
    p.first_day,
    p.last_day,
    p.previous,
    p.last_year,
    coalesce(r.units, 0) AS units,
    coalesce(r.expected, 0) AS expected,
    coalesce(l.indicators, '') AS indicators,
    c.document,
    c.document_date,
    c.closed_at,
    coalesce(k.corrections, 0) AS corrections
FROM locality_periods AS lp
INNER JOIN period AS p ON p.period = lp.period
LEFT JOIN reporting_units AS r ON r.locality = lp.locality AND r.period = lp.period
LEFT JOIN listed AS l ON l.locality = lp.locality AND l.period = lp.period
LEFT JOIN closing_in_force AS c ON c.locality = lp.locality AND c.period = lp.period
LEFT JOIN corrected AS k ON k.closing = c.position
WHERE $locality IS NULL OR lp.locality = $locality
ORDER BY p.last_day DESC, p.first_day DESC, p.period DESC, lp.locality COLLATE vi
