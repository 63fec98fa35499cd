-- standings: ranks of all wards with a value, in each scope and within each basis (design §5).
-- Unrounded; equal values share a rank: 1, 2, 2, 4. A key breaks a tie only if every ward of that tie has it,
-- else it is skipped for that tie and the next one is tried. sort_1 to sort_3: larger ranks first.
-- Kept     by period
-- Reads    indicator_values, indicator, indicator_key, scopes
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; scope VARCHAR; basis VARCHAR; unit_id BIGINT; rank BIGINT; value DOUBLE; numerator DOUBLE; denominator DOUBLE; key_1 DOUBLE; key_2 DOUBLE; used_1 BOOLEAN; used_2 BOOLEAN; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
WITH keyed AS (
    SELECT
        v.locality,
        v.period,
        v.indicator,
        s.scope,
        v.basis,
        v.unit_id,
        v.value,
        v.numerator,
        v.denominator,
        v.computed,
        v.starts,
        v.ends,
        v.cumulative,
        v.value * i.sign AS sort_1,
        v1.value AS key_1,
        v1.value * i1.sign AS signed_1,
        v2.value AS key_2,
        v2.value * i2.sign AS signed_2
    FROM indicator_values AS v
    INNER JOIN indicator AS i ON i.indicator = v.indicator
    INNER JOIN scopes AS s ON s.unit_id = v.unit_id
    LEFT JOIN indicator_key AS k1 ON k1.indicator = v.indicator AND k1.position = 1
    LEFT JOIN indicator AS i1 ON i1.indicator = k1.key
    LEFT JOIN indicator_values AS v1 ON v1.unit_id = v.unit_id AND v1.period = v.period AND v1.indicator = k1.key
    LEFT JOIN indicator_key AS k2 ON k2.indicator = v.indicator AND k2.position = 2
    LEFT JOIN indicator AS i2 ON i2.indicator = k2.key
    LEFT JOIN indicator_values AS v2 ON v2.unit_id = v.unit_id AND v2.period = v.period AND v2.indicator = k2.key
    WHERE v.value IS NOT NULL
),

first_key AS (
    SELECT
        locality,
        period,
        indicator,
        scope,
        basis,
        unit_id,
        value,
        numerator,
        denominator,
        computed,
        starts,
        ends,
        cumulative,
        sort_1,
        key_1,
        signed_1,
        key_2,
        signed_2,
        count(*) OVER tie > 1 AS tied_1,
        CASE WHEN bool_and(signed_1 IS NOT NULL) OVER tie THEN signed_1 END AS sort_2
    FROM keyed
    WINDOW tie AS (PARTITION BY locality, period, indicator, scope, basis, sort_1)
),

second_key AS (
    SELECT
        locality,
        period,
        indicator,
        scope,
        basis,
        unit_id,
        value,
        numerator,
        denominator,
        computed,
        starts,
        ends,
        cumulative,
        sort_1,
        key_1,
        tied_1,
        sort_2,
        key_2,
        signed_2,
        count(*) OVER tie > 1 AS tied_2,
        CASE WHEN bool_and(signed_2 IS NOT NULL) OVER tie THEN signed_2 END AS sort_3
    FROM first_key
    WINDOW tie AS (PARTITION BY locality, period, indicator, scope, basis, sort_1, sort_2)
)

SELECT
    locality,
    period,
    indicator,
    scope,
    basis,
    unit_id,
    rank() OVER (
        PARTITION BY locality, period, indicator, scope, basis
        ORDER BY sort_1 DESC, sort_2 DESC NULLS LAST, sort_3 DESC NULLS LAST
    ) AS rank,
    value,
    numerator,
    denominator,
    key_1,
    key_2,
    tied_1 AND sort_2 IS NOT NULL AS used_1,
    tied_2 AND sort_3 IS NOT NULL AS used_2,
    computed,
    starts,
    ends,
    cumulative
FROM second_key
