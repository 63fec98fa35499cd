-- measure_totals: the sum of each count over the units of a locality, or of a group, that reported it in a period,
-- beside the sums of the previous comparable period and of the same period last year. Absent is not zero: units says
-- over how many the sum is. Sums of different units are not compared: alike says whether they are of the same ones.
-- Reads    period, completed_values, measure, unit, scopes
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3', or several with a blank between; $group VARCHAR or NULL
-- Columns  measure VARCHAR; value DOUBLE, NULL where nobody has an exact number; units BIGINT, with one; bounded BIGINT, units with a bound instead; computed BOOLEAN, at least one total was computed; previous_period VARCHAR; previous_value DOUBLE; previous_units BIGINT; previous_alike BOOLEAN; last_year_period VARCHAR; last_year_value DOUBLE; last_year_units BIGINT; last_year_alike BOOLEAN; period VARCHAR
WITH asked AS (
    SELECT
        period,
        previous,
        last_year
    FROM period
    WHERE position(' ' || period || ' ' IN ' ' || $period || ' ') > 0
),

span AS (
    SELECT
        'now' AS moment,
        period AS own,
        period
    FROM asked
    UNION ALL
    SELECT
        'before' AS moment,
        period AS own,
        previous AS period
    FROM asked
    UNION ALL
    SELECT
        'year_before' AS moment,
        period AS own,
        last_year AS period
    FROM asked
),

told AS (
    SELECT
        sp.own,
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
        own,
        moment,
        measure,
        position,
        CAST(sum(CASE WHEN bound IS NULL THEN value END) AS DOUBLE) AS value,
        count(CASE WHEN bound IS NULL THEN value END) AS units,
        count(bound) AS bounded,
        bool_or(computed) AS computed
    FROM told
    GROUP BY own, moment, measure, position
),

shared AS (
    SELECT
        o.own,
        o.moment,
        o.measure,
        count(*) AS units
    FROM told AS n
    INNER JOIN told AS o
        ON
            o.own = n.own
            AND o.unit_id = n.unit_id
            AND o.measure = n.measure
            AND o.moment <> 'now'
            AND o.bound IS NULL
    WHERE n.moment = 'now' AND n.bound IS NULL
    GROUP BY o.own, o.moment, o.measure
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
    coalesce(y.units = n.units AND sy.units = n.units, FALSE) AS last_year_alike,
    n.own AS period
FROM added AS n
INNER JOIN asked AS p ON p.period = n.own
LEFT JOIN added AS b ON b.own = n.own AND b.measure = n.measure AND b.moment = 'before'
LEFT JOIN added AS y ON y.own = n.own AND y.measure = n.measure AND y.moment = 'year_before'
LEFT JOIN shared AS sb ON sb.own = n.own AND sb.measure = n.measure AND sb.moment = 'before'
LEFT JOIN shared AS sy ON sy.own = n.own AND sy.measure = n.measure AND sy.moment = 'year_before'
WHERE n.moment = 'now'
ORDER BY n.own, n.position
