-- series: one unit's indicator over the periods of its locality, oldest first.
-- Reads    indicator_values, standings, unit, period
-- Params   $unit VARCHAR, a registered name; $indicator VARCHAR; $locality VARCHAR or NULL
-- Columns  locality VARCHAR; ward VARCHAR; period VARCHAR; label VARCHAR; kind VARCHAR; cumulative BOOLEAN; starts DATE; ends DATE; value DOUBLE; numerator DOUBLE; denominator DOUBLE; rank BIGINT; ranked BIGINT; reason VARCHAR; basis VARCHAR
WITH counted AS (
    SELECT
        locality,
        period,
        indicator,
        basis,
        count(*) AS ranked
    FROM standings
    WHERE scope = ''
    GROUP BY locality, period, indicator, basis
)

SELECT
    v.locality,
    u.ward,
    p.period,
    p.label,
    p.kind,
    p.cumulative,
    v.starts,
    v.ends,
    v.value,
    v.numerator,
    v.denominator,
    s.rank,
    c.ranked,
    v.reason,
    v.basis
FROM indicator_values AS v
INNER JOIN unit AS u ON u.unit_id = v.unit_id
INNER JOIN period AS p ON p.period = v.period
LEFT JOIN standings AS s
    ON s.unit_id = v.unit_id AND s.period = v.period AND s.indicator = v.indicator AND s.basis = v.basis AND s.scope = ''
LEFT JOIN counted AS c
    ON c.locality = v.locality AND c.period = v.period AND c.indicator = v.indicator AND c.basis = v.basis
WHERE u.ward = $unit AND v.indicator = $indicator AND ($locality IS NULL OR v.locality = $locality)
ORDER BY v.locality COLLATE vi, p.last_day, p.first_day, p.period
