-- score_without_maximum: a score that cannot be ranked: no maximum in the row, and none declared for its scheme.
-- Severity note
-- Reads    draft_cells, schemes_in_force
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value
FROM draft_cells AS d
LEFT JOIN draft_cells AS m ON m.unit_id = d.unit_id AND m.period = d.period AND m.measure = 'reform_score_max'
LEFT JOIN schemes_in_force AS s ON s.unit_id = d.unit_id AND s.period = d.period
WHERE d.measure = 'reform_score' AND d.value IS NOT NULL AND m.value IS NULL AND s.maximum IS NULL
ORDER BY d.row
