-- indicator_values: every indicator of every expected ward in every period: a value, or the reason why there is none.
-- basis is what a value may be compared within: the score scheme, or the members of a composite; '' otherwise.
-- Kept     by period
-- Reads    ratio_values, index_totals
-- Columns  locality VARCHAR; unit_id BIGINT; group_name VARCHAR; period VARCHAR; indicator VARCHAR; basis VARCHAR; value DOUBLE; numerator DOUBLE; denominator DOUBLE; reason VARCHAR; stated DOUBLE; stated_bound VARCHAR; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
SELECT
    locality,
    unit_id,
    group_name,
    period,
    indicator,
    basis,
    value,
    numerator,
    denominator,
    reason,
    stated,
    stated_bound,
    computed,
    starts,
    ends,
    cumulative
FROM ratio_values
UNION ALL
SELECT
    locality,
    unit_id,
    group_name,
    period,
    indicator,
    basis,
    value,
    CAST(NULL AS DOUBLE) AS numerator,
    CAST(NULL AS DOUBLE) AS denominator,
    reason,
    CAST(NULL AS DOUBLE) AS stated,
    CAST(NULL AS VARCHAR) AS stated_bound,
    computed,
    starts,
    ends,
    cumulative
FROM index_totals
