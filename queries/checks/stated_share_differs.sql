-- stated_share_differs: a stated percentage that is not the recomputed one by more than its own rounding (design §4).
-- Also of the locality itself, from the counts of its own row.
-- A percentage is as exact as it is written, in either convention; one written as a fraction two places less.
-- Severity confirm
-- Reads    draft_cells, indicator, terms
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; numerator DOUBLE; denominator DOUBLE; share DOUBLE
WITH written AS (
    SELECT
        row,
        unit_id,
        period,
        measure,
        cell,
        text,
        value,
        length(regexp_replace(text, '^.*?([.,]([0-9]+)[^0-9]*)?$', '\2')) AS decimals,
        regexp_matches(text, '^0[.,]') AND value >= 1 AS is_fraction
    FROM draft_cells
    WHERE bound IS NULL
)

SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    CAST(v.numerator AS DOUBLE) AS numerator,
    CAST(v.denominator AS DOUBLE) AS denominator,
    CAST(v.numerator * 100 AS DOUBLE) / CAST(v.denominator AS DOUBLE) AS share
FROM written AS d
INNER JOIN indicator AS i ON i.stated = d.measure
INNER JOIN terms AS v ON v.unit_id = d.unit_id AND v.period = d.period AND v.indicator = i.indicator
WHERE
    v.numerators = i.numerators
    AND v.denominators = i.denominators
    AND NOT v.bounded
    AND v.denominator > 0
    AND abs(CAST(d.value AS DOUBLE) - CAST(v.numerator * 100 AS DOUBLE) / CAST(v.denominator AS DOUBLE))
    > 0.5 * power(10, -least(d.decimals - CASE WHEN d.is_fraction THEN 2 ELSE 0 END, 6)) + 0.000000001
ORDER BY d.row, d.measure
