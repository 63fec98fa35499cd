-- stated_share_differs: a stated percentage that is not the recomputed one by more than its own rounding (design §4).
-- Severity confirm
-- Reads    draft_cells, indicator, ratio_values
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; numerator DOUBLE; denominator DOUBLE; share DOUBLE
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    v.numerator,
    v.denominator,
    v.value AS share
FROM draft_cells AS d
INNER JOIN indicator AS i ON i.stated = d.measure
INNER JOIN ratio_values AS v ON v.unit_id = d.unit_id AND v.period = d.period AND v.indicator = i.indicator
WHERE
    d.bound IS NULL
    AND v.value IS NOT NULL
    AND abs(CAST(d.value AS DOUBLE) - v.value)
    > 0.5 * power(10, -length(regexp_replace(d.text, '^[^,]*(,([0-9]*))?.*$', '\2'))) + 0.000000001
ORDER BY d.row, d.measure
