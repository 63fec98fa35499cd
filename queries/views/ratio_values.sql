-- ratio_values: shares and scores on the grid: value in percent or points of 100, or the reason why there is none.
-- A component of a score is its points as they are, and has a value only under its own scheme.
-- A value is one division of two integers (of millionths where there are decimals), so equal ratios are equal doubles
-- on any machine.
-- Reads    grid, terms, indicator, values_in_force, schemes_in_force
-- Columns  locality VARCHAR; unit_id BIGINT; group_name VARCHAR; period VARCHAR; indicator VARCHAR; basis VARCHAR; value DOUBLE; numerator DOUBLE; denominator DOUBLE; reason VARCHAR; stated DOUBLE; stated_bound VARCHAR; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
WITH counted AS (
    SELECT
        g.locality,
        g.unit_id,
        g.group_name,
        g.period,
        g.indicator,
        g.submitted,
        i.kind,
        i.when_empty,
        i.scheme IS NOT NULL AS is_component,
        i.scheme IS NOT NULL AND i.scheme IS DISTINCT FROM sf.scheme AS elsewhere,
        t.starts,
        t.ends,
        t.cumulative,
        CASE WHEN i.kind = 'score' THEN coalesce(sf.scheme, '') ELSE '' END AS basis,
        t.bounded,
        -- One bound, above the line and over an exact denominator, bounds the share itself.
        CASE
            WHEN i.scheme IS NOT NULL AND t.bound IS NOT NULL THEN CAST(t.numerator AS DOUBLE)
            WHEN t.bounds = 1 AND t.bound IS NOT NULL AND t.numerators = i.numerators AND t.denominator > 0
                THEN CAST(t.numerator * 100 AS DOUBLE) / CAST(t.denominator AS DOUBLE)
        END AS level,
        t.bound,
        coalesce(t.computed, FALSE) AS computed,
        CASE WHEN t.numerators = i.numerators AND NOT t.bounded THEN t.numerator END AS numerator,
        CASE
            WHEN t.bounded THEN NULL
            WHEN i.scheme IS NOT NULL THEN CAST(i.maximum AS DECIMAL(38, 6))
            WHEN t.denominators = i.denominators THEN t.denominator
            WHEN i.kind = 'score' THEN CAST(sf.maximum AS DECIMAL(38, 6))
        END AS denominator,
        t.unit_id IS NOT NULL AS any_term,
        sv.value AS stated,
        sv.bound AS stated_bound,
        sv.value IS NOT NULL AS any_stated
    FROM grid AS g
    INNER JOIN indicator AS i ON i.indicator = g.indicator
    LEFT JOIN terms AS t ON t.unit_id = g.unit_id AND t.period = g.period AND t.indicator = g.indicator
    LEFT JOIN values_in_force AS sv ON sv.unit_id = g.unit_id AND sv.period = g.period AND sv.measure = i.stated
    LEFT JOIN schemes_in_force AS sf ON sf.unit_id = g.unit_id AND sf.period = g.period
    WHERE i.kind IN ('share', 'score')
),

divided AS (
    SELECT
        locality,
        unit_id,
        group_name,
        period,
        indicator,
        submitted,
        starts,
        ends,
        cumulative,
        basis,
        bounded,
        level,
        bound,
        computed,
        numerator,
        denominator,
        any_term,
        stated,
        stated_bound,
        any_stated,
        elsewhere,
        CASE
            WHEN numerator IS NULL OR denominator IS NULL OR elsewhere THEN NULL
            WHEN is_component THEN CAST(CAST(numerator * 1000000 AS HUGEINT) AS DOUBLE) / 1000000
            WHEN denominator = 0 THEN when_empty
            WHEN numerator % 1 = 0 AND denominator % 1 = 0
                THEN CAST(CAST(numerator * 100 AS HUGEINT) AS DOUBLE) / CAST(CAST(denominator AS HUGEINT) AS DOUBLE)
            ELSE
                CAST(CAST(numerator * 100000000 AS HUGEINT) AS DOUBLE)
                / CAST(CAST(denominator * 1000000 AS HUGEINT) AS DOUBLE)
        END AS value
    FROM counted
)

SELECT
    locality,
    unit_id,
    group_name,
    period,
    indicator,
    basis,
    value,
    CAST(numerator AS DOUBLE) AS numerator,
    CAST(denominator AS DOUBLE) AS denominator,
    CASE
        WHEN value IS NOT NULL THEN NULL
        WHEN NOT submitted THEN 'not_submitted'
        WHEN NOT any_term AND NOT any_stated THEN 'blank'
        WHEN denominator = 0 THEN 'no_dossiers'
        WHEN bounded OR stated_bound IS NOT NULL THEN 'bounded'
        WHEN any_stated THEN 'stated_only'
        WHEN elsewhere AND numerator IS NOT NULL THEN 'other_scheme'
        ELSE 'blank'
    END AS reason,
    coalesce(CAST(stated AS DOUBLE), level, CASE WHEN elsewhere THEN CAST(numerator AS DOUBLE) END) AS stated,
    CASE WHEN stated IS NULL AND level IS NOT NULL THEN bound ELSE stated_bound END AS stated_bound,
    computed,
    starts,
    ends,
    cumulative
FROM divided
