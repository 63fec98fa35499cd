-- large_score: a score, a maximum or a penalty beyond every scale: 85.500 read as eighty-five thousand (design §7).
-- Severity confirm
-- Reads    draft_cells, schemes_in_force
-- Params   $limit DOUBLE, points
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; score DOUBLE
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value,
    CAST(d.value AS DOUBLE) AS score
FROM draft_cells AS d
LEFT JOIN draft_cells AS m ON m.unit_id = d.unit_id AND m.period = d.period AND m.measure = 'reform_score_max'
LEFT JOIN schemes_in_force AS s ON s.unit_id = d.unit_id AND s.period = d.period
WHERE
    abs(d.value) > $limit
    AND (
        d.measure IN ('reform_score_max', 'bonus_penalty')
        OR (
            d.measure IN ('reform_score', 'reform_self_score', 'reform_survey_score')
            AND coalesce(m.value, s.maximum) IS NULL
        )
    )
ORDER BY d.row, d.measure
