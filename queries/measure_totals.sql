-- measure_totals: the sum of each count over the units of a locality, or of a group, that reported it in one period,
-- beside the sums of the previous comparable period and of the same period last year. Absent is not zero: units says
-- over how many the sum is. Sums of different units are not compared: alike says whether they are of the same ones.
-- Reads    period, completed_values, measure, unit, scopes
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3'; $group VARCHAR or NULL
-- Columns  measure VARCHAR; value DOUBLE, NULL where nobody has an exact number; units BIGINT, with one; bounded BIGINT, units with a bound instead; computed BOOLEAN, at least one total was computed; previous_period VARCHAR; previous_value DOUBLE; previous_units BIGINT; previous_alike BOOLEAN; last_year_period VARCHAR; last_year_value DOUBLE; last_year_units BIGINT; last_year_alike BOOLEAN
WITH span AS (
    SELECT
        'now' AS moment,
        period
    FROM period
    WHERE period = $period
    UNION ALL
    SELECT
        'before' AS moment,
        previous AS period
    FROM period
    WHERE period = $period
    UNION ALL
    SELECT
        'year_before' AS moment,
        last_year AS period
    FROM period
    WHERE period = $period
),

told AS (
    SELECT
        sp.moment,
        c.unit_id,
        c.measure,
        m.position,
        c.value,
        c.bound,
        c.computed AND NOT m.merged AS computed
    FROM span AS sp
    INNER JOIN completed_values AS c ON c.period = sp.period
    INNER JOIN measure AS m ON m.measure = c.measure AND m.kind IN ('flow', 'stock')
    INNER JOIN unit AS u ON u.unit_id = c.unit_id AND u.locality = $locality
    INNER JOIN scopes AS s ON s.unit_id = c.unit_id AND s.scope = coalesce($group, '')
),

added AS (
    SELECT
        moment,
        measure,
        position,
        CAST(sum(CASE WHEN bound IS NULL THEN value END) AS DOUBLE) AS value,
        count(CASE WHEN bound IS NULL THEN value END) AS units,
        count(bound) AS bounded,
        bool_or(computed) AS computed
    FROM told
    GROUP BY moment, measure, position
),

shared AS (
    SELECT
        o.moment,
        o.measure,
        count(*) AS units
    FROM told AS n
    INNER JOIN told AS o ON o.unit_id = n.unit_id AND o.measure = n.measure AND o.moment <> 'now' AND o.bound IS NULL
    WHERE n.moment = 'now' AND n.bound IS NULL
    GROUP BY o.moment, o.measure
)

SELECT
    n.measure,
    n.value,
    n.units,
    n.bounded,
    n.computed,
    p.previous AS previous_period,
    b.value AS previous_value,
    coalesce(b.units, 0) AS previous_units,
    coalesce(b.units = n.units AND sb.units = n.units, FALSE) AS previous_alike,
    p.last_year AS last_year_period,
    y.value AS last_year_value,
    coalesce(y.units, 0) AS last_year_units,
    coalesce(y.units = n.units AND sy.units = n.units, FALSE) AS last_year_alike
FROM added AS n
INNER JOIN period AS p ON p.period = $period
LEFT JOIN added AS b ON b.measure = n.measure AND b.moment = 'before'
LEFT JOIN added AS y ON y.measure = n.measure AND y.moment = 'year_before'
LEFT JOIN shared AS sb ON sb.measure = n.measure AND sb.moment = 'before'
LEFT JOIN shared AS sy ON sy.measure = n.measure AND sy.moment = 'year_before'
WHERE n.moment = 'now'
ORDER BY n.position
