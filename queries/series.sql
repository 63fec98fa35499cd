-- series: an indicator of the units of one name over the periods of their locality, oldest first: each dated version, and
-- each group's unit of that name, is a series of its own, with a break before it (design §2).
-- Reads    indicator_values, standings, ranking_sizes, unit, period
-- Params   $unit VARCHAR, a registered name; $indicator VARCHAR; $locality VARCHAR or NULL
-- Columns  locality VARCHAR; unit_id BIGINT; ward VARCHAR; group_name VARCHAR; breaks BOOLEAN, another unit than in the row before; period VARCHAR; label VARCHAR; kind VARCHAR; cumulative BOOLEAN; starts DATE; ends DATE; value DOUBLE; numerator DOUBLE; denominator DOUBLE; rank BIGINT; ranked BIGINT; reason VARCHAR; basis VARCHAR
SELECT
    v.locality,
    u.unit_id,
    u.ward,
    u.group_name,
    coalesce(lag(u.unit_id) OVER in_order <> u.unit_id, FALSE) AS breaks,
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
LEFT JOIN ranking_sizes AS c
    ON
        c.locality = v.locality
        AND c.period = v.period
        AND c.indicator = v.indicator
        AND c.basis = v.basis
        AND c.scope = ''
WHERE u.ward = $unit AND v.indicator = $indicator AND ($locality IS NULL OR v.locality = $locality)
WINDOW in_order AS (
    PARTITION BY v.locality
    ORDER BY u.group_name COLLATE vi NULLS FIRST, u.valid_from NULLS FIRST, u.unit_id, p.last_day, p.first_day, p.period
)
ORDER BY v.locality COLLATE vi, u.group_name COLLATE vi NULLS FIRST, u.valid_from NULLS FIRST, u.unit_id, p.last_day,
    p.first_day, p.period
