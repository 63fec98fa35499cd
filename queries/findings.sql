-- findings: what does not fit in the recorded figures of a unit, or of every unit of a locality, in a period: among
-- themselves, beside an earlier period, beside another unit. Each bears the name of the check of a draft that tells the
-- same (queries/checks): figures recorded before their neighbour came, or before an identity was declared, never met it.
-- Reads    completed_values, identity, identity_implied, identity_part, indicator, measure, period, terms, unit, values_in_force
-- Params   $unit_id BIGINT or NULL; $locality VARCHAR or NULL; $period VARCHAR, a period or several with a blank between
-- Columns  unit_id BIGINT; period VARCHAR; finding VARCHAR; identity VARCHAR; measure VARCHAR; value DOUBLE; other_value DOUBLE, what it should be; other_measure VARCHAR; other_period VARCHAR; other_ward VARCHAR; counts BIGINT, how many are the same
WITH asked AS (
    SELECT
        u.unit_id,
        u.locality,
        u.is_locality,
        u.office_order,
        p.period,
        p.kind,
        p.year,
        p.last_day,
        p.previous
    FROM unit AS u
    CROSS JOIN period AS p
    WHERE
        ($unit_id IS NULL OR u.unit_id = $unit_id)
        AND ($locality IS NULL OR u.locality = $locality)
        AND position(' ' || p.period || ' ' IN ' ' || $period || ' ') > 0
),

known AS (
    SELECT
        c.unit_id,
        c.period,
        c.measure,
        c.value,
        c.bound,
        c.computed
    FROM completed_values AS c
    INNER JOIN asked AS a ON a.unit_id = c.unit_id AND a.period = c.period
),

part_sums AS (
    SELECT
        k.unit_id,
        k.period,
        p.identity,
        sum(CASE WHEN k.bound IS NULL THEN k.value END) AS parts_sum,
        count(CASE WHEN k.bound IS NULL THEN 1 END) AS present,
        bool_or(k.computed) AS computed,
        sum(k.value) AS least
    FROM identity_part AS p
    INNER JOIN known AS k ON k.measure = p.part
    WHERE k.bound IS NULL OR k.bound IN ('>', '≥')
    GROUP BY k.unit_id, k.period, p.identity
),

-- an identity that repeats another with a total taken apart tells nothing where that total is only computed
told AS (
    SELECT DISTINCT
        s.unit_id,
        s.period,
        im.identity
    FROM identity_implied AS im
    INNER JOIN part_sums AS s ON s.identity = im.implied_by
    WHERE NOT s.computed
),

broken AS (
    SELECT
        s.unit_id,
        s.period,
        CASE WHEN s.least > t.value THEN 'parts_exceed_total' ELSE 'unbalanced' END AS finding,
        i.identity,
        i.total AS measure,
        t.value,
        CASE WHEN s.least > t.value THEN s.least ELSE s.parts_sum END AS other_value
    FROM part_sums AS s
    INNER JOIN identity AS i ON i.identity = s.identity
    INNER JOIN known AS t
        ON t.unit_id = s.unit_id AND t.period = s.period AND t.measure = i.total AND t.bound IS NULL
    LEFT JOIN told ON told.unit_id = s.unit_id AND told.period = s.period AND told.identity = i.identity
    WHERE
        NOT (s.computed AND told.identity IS NOT NULL)
        AND (s.least > t.value OR (i.relation = 'equals' AND s.present = i.size AND s.parts_sum <> t.value))
),

carried AS (
    SELECT
        k.unit_id,
        k.period,
        k.measure,
        k.value,
        b.value AS other_value,
        b.measure AS other_measure,
        a.previous AS other_period
    FROM known AS k
    INNER JOIN asked AS a
        ON a.unit_id = k.unit_id AND a.period = k.period AND a.kind IN ('quarter', 'month', 'year')
    INNER JOIN completed_values AS b
        ON b.unit_id = k.unit_id AND b.period = a.previous AND b.measure = 'pending_total' AND b.bound IS NULL
    WHERE k.measure = 'carried_over' AND k.bound IS NULL AND k.value <> b.value
),

own AS (
    SELECT
        v.unit_id,
        v.period,
        v.measure,
        v.value,
        v.text,
        v.cumulative,
        m.kind,
        m.position
    FROM values_in_force AS v
    INNER JOIN asked AS a ON a.unit_id = v.unit_id AND a.period = v.period
    INNER JOIN measure AS m ON m.measure = v.measure
    WHERE v.bound IS NULL AND v.value IS NOT NULL
),

fallen AS (
    SELECT
        o.unit_id,
        o.period,
        o.measure,
        o.value,
        v.value AS other_value,
        v.period AS other_period,
        row_number() OVER (PARTITION BY o.unit_id, o.period, o.measure ORDER BY e.last_day DESC) AS choice
    FROM own AS o
    INNER JOIN asked AS a ON a.unit_id = o.unit_id AND a.period = o.period AND a.kind <> 'window'
    INNER JOIN period AS e ON e.year = a.year AND e.kind <> 'window' AND e.last_day < a.last_day
    INNER JOIN values_in_force AS v
        ON v.unit_id = o.unit_id AND v.period = e.period AND v.measure = o.measure AND v.cumulative AND v.bound IS NULL
    WHERE o.kind = 'flow' AND o.cumulative AND o.value < v.value
),

written AS (
    SELECT
        unit_id,
        period,
        measure,
        value,
        length(regexp_replace(text, '^.*?([.,]([0-9]+)[^0-9]*)?$', '\2')) AS decimals,
        regexp_matches(text, '^0[.,]') AND value >= 1 AS is_fraction
    FROM own
    WHERE kind = 'stated'
),

-- a percentage is as exact as it is written; one written as a fraction two places less
stated AS (
    SELECT
        w.unit_id,
        w.period,
        w.measure,
        w.value,
        CAST(t.numerator * 100 AS DOUBLE) / CAST(t.denominator AS DOUBLE) AS other_value,
        0.5 * power(10, -least(w.decimals - CASE WHEN w.is_fraction THEN 2 ELSE 0 END, 6)) + 0.000000001 AS rounding
    FROM written AS w
    INNER JOIN indicator AS i ON i.stated = w.measure
    INNER JOIN terms AS t ON t.unit_id = w.unit_id AND t.period = w.period AND t.indicator = i.indicator
    WHERE t.numerators = i.numerators AND t.denominators = i.denominators AND NOT t.bounded AND t.denominator > 0
),

counted AS (
    SELECT
        unit_id,
        period,
        measure,
        value
    FROM own
    WHERE kind IN ('flow', 'stock')
),

many AS (
    SELECT
        unit_id,
        period,
        count(*) AS counts
    FROM counted
    GROUP BY unit_id, period
    HAVING count(*) >= 3 AND sum(value) > 0
),

again AS (
    SELECT
        m.unit_id,
        m.period,
        a.previous AS other_period,
        min(m.counts) AS counts
    FROM many AS m
    INNER JOIN asked AS a ON a.unit_id = m.unit_id AND a.period = m.period
    INNER JOIN values_in_force AS v ON v.unit_id = m.unit_id AND v.period = a.previous AND v.bound IS NULL
    INNER JOIN counted AS c
        ON c.unit_id = m.unit_id AND c.period = m.period AND c.measure = v.measure AND c.value = v.value
    GROUP BY m.unit_id, m.period, a.previous
    HAVING count(*) = min(m.counts)
),

twins AS (
    SELECT
        m.unit_id,
        m.period,
        u.ward AS other_ward,
        u.unit_id AS other_unit,
        min(m.counts) AS counts
    FROM many AS m
    INNER JOIN asked AS a ON a.unit_id = m.unit_id AND a.period = m.period AND NOT a.is_locality
    INNER JOIN unit AS u ON u.locality = a.locality AND u.unit_id <> a.unit_id AND NOT u.is_locality
    INNER JOIN values_in_force AS v
        ON v.unit_id = u.unit_id AND v.period = m.period AND v.bound IS NULL AND v.value IS NOT NULL
    INNER JOIN measure AS kinds ON kinds.measure = v.measure AND kinds.kind IN ('flow', 'stock')
    LEFT JOIN counted AS c
        ON c.unit_id = m.unit_id AND c.period = m.period AND c.measure = v.measure AND c.value = v.value
    GROUP BY m.unit_id, m.period, u.ward, u.unit_id
    HAVING count(*) = min(m.counts) AND count(c.measure) = min(m.counts)
),

found AS (
    SELECT
        unit_id,
        period,
        1 AS place,
        finding,
        identity,
        measure,
        CAST(value AS DOUBLE) AS value,
        CAST(other_value AS DOUBLE) AS other_value,
        CAST(NULL AS VARCHAR) AS other_measure,
        CAST(NULL AS VARCHAR) AS other_period,
        CAST(NULL AS VARCHAR) AS other_ward,
        CAST(NULL AS BIGINT) AS counts
    FROM broken
    UNION ALL
    SELECT
        unit_id,
        period,
        2 AS place,
        'carried_over_differs' AS finding,
        NULL AS identity,
        measure,
        CAST(value AS DOUBLE) AS value,
        CAST(other_value AS DOUBLE) AS other_value,
        other_measure,
        other_period,
        NULL AS other_ward,
        NULL AS counts
    FROM carried
    UNION ALL
    SELECT
        unit_id,
        period,
        3 AS place,
        'cumulative_falls' AS finding,
        NULL AS identity,
        measure,
        CAST(value AS DOUBLE) AS value,
        CAST(other_value AS DOUBLE) AS other_value,
        NULL AS other_measure,
        other_period,
        NULL AS other_ward,
        NULL AS counts
    FROM fallen
    WHERE choice = 1
    UNION ALL
    SELECT
        unit_id,
        period,
        4 AS place,
        'stated_share_differs' AS finding,
        NULL AS identity,
        measure,
        CAST(value AS DOUBLE) AS value,
        other_value,
        NULL AS other_measure,
        NULL AS other_period,
        NULL AS other_ward,
        NULL AS counts
    FROM stated
    WHERE abs(CAST(value AS DOUBLE) - other_value) > rounding
    UNION ALL
    SELECT
        unit_id,
        period,
        5 AS place,
        'repeated_figures' AS finding,
        NULL AS identity,
        NULL AS measure,
        NULL AS value,
        NULL AS other_value,
        NULL AS other_measure,
        other_period,
        NULL AS other_ward,
        counts
    FROM again
    UNION ALL
    SELECT
        unit_id,
        period,
        6 AS place,
        'identical_rows' AS finding,
        NULL AS identity,
        NULL AS measure,
        NULL AS value,
        NULL AS other_value,
        NULL AS other_measure,
        NULL AS other_period,
        other_ward,
        counts
    FROM twins
)

SELECT
    f.unit_id,
    f.period,
    f.finding,
    f.identity,
    f.measure,
    f.value,
    f.other_value,
    f.other_measure,
    f.other_period,
    f.other_ward,
    f.counts
FROM found AS f
INNER JOIN asked AS a ON a.unit_id = f.unit_id AND a.period = f.period
LEFT JOIN measure AS m ON m.measure = f.measure
ORDER BY a.last_day, f.period, a.office_order, f.unit_id, f.place, m.position, f.identity, f.other_ward COLLATE vi
