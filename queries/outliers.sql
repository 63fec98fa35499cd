-- outliers: units whose value lies further from the middle half of their ranking than one and a half times its width
-- (Tukey's fences). A ranking of fewer than eight units has none, nor one whose middle half is a single value: there
-- whoever differs at all would be one.
-- Reads    main_basis, period, standings, unit
-- Params   $locality VARCHAR; $period VARCHAR, a period or several with a blank between; $group VARCHAR or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; indicator VARCHAR; value DOUBLE; side VARCHAR, low or high; lower_quartile DOUBLE; upper_quartile DOUBLE; units BIGINT; period VARCHAR
WITH placed AS (
    SELECT
        s.period,
        s.unit_id,
        s.indicator,
        s.value
    FROM standings AS s
    INNER JOIN main_basis AS mb
        ON mb.locality = s.locality AND mb.period = s.period AND mb.indicator = s.indicator AND mb.basis = s.basis
    INNER JOIN period AS p
        ON p.period = s.period AND position(' ' || p.period || ' ' IN ' ' || $period || ' ') > 0
    WHERE s.locality = $locality AND s.scope = coalesce($group, '')
),

middle AS (
    SELECT
        period,
        indicator,
        count(*) AS units,
        percentile_cont(0.25) WITHIN GROUP (ORDER BY value) AS lower_quartile,
        percentile_cont(0.75) WITHIN GROUP (ORDER BY value) AS upper_quartile
    FROM placed
    GROUP BY period, indicator
    HAVING count(*) >= 8
)

SELECT
    p.unit_id,
    u.ward,
    p.indicator,
    p.value,
    CASE WHEN p.value < m.lower_quartile THEN 'low' ELSE 'high' END AS side,
    m.lower_quartile,
    m.upper_quartile,
    m.units,
    p.period
FROM placed AS p
INNER JOIN middle AS m ON m.period = p.period AND m.indicator = p.indicator
INNER JOIN unit AS u ON u.unit_id = p.unit_id
WHERE
    m.upper_quartile > m.lower_quartile
    AND (
        p.value < m.lower_quartile - 1.5 * (m.upper_quartile - m.lower_quartile)
        OR p.value > m.upper_quartile + 1.5 * (m.upper_quartile - m.lower_quartile)
    )
ORDER BY p.period, p.indicator, p.value, p.unit_id
