-- score_over_maximum: a reform score, appraised, self-assessed or surveyed, above its maximum: the reported one, else
-- that of the declared scheme; or the points of a component above the component's own (design §4).
-- Severity error
-- Reads    draft_cells, schemes_in_force, scheme_measure
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; maximum DOUBLE
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    CAST(coalesce(c.maximum, m.value, s.maximum) AS DOUBLE) AS maximum
FROM draft_cells AS d
LEFT JOIN draft_cells AS m ON m.unit_id = d.unit_id AND m.period = d.period AND m.measure = 'reform_score_max'
LEFT JOIN schemes_in_force AS s ON s.unit_id = d.unit_id AND s.period = d.period
LEFT JOIN scheme_measure AS c ON c.scheme = s.scheme AND c.measure = d.measure
WHERE
    (c.measure IS NOT NULL OR d.measure IN ('reform_score', 'reform_self_score', 'reform_survey_score'))
    AND (d.bound IS NULL OR d.bound IN ('>', '≥'))
    AND (c.measure IS NOT NULL OR m.bound IS NULL OR m.bound IN ('<', '≤'))
    AND d.value > coalesce(c.maximum, m.value, s.maximum)
ORDER BY d.row, d.measure
