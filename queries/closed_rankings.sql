-- closed_rankings: the ids under which rankings of closed periods are cited, with their closing; newest first.
-- Reads    closed_ranking, closing, closing_in_force
-- Params   $ranking_id VARCHAR, NULL for all; $locality VARCHAR, NULL for all; $period VARCHAR, NULL for all
-- Columns  ranking_id VARCHAR; indicator VARCHAR; locality VARCHAR; period VARCHAR; document VARCHAR; document_date DATE; closed_at TIMESTAMP; position BIGINT; declaration VARCHAR; holds BOOLEAN
SELECT
    r.ranking_id,
    r.indicator,
    c.locality,
    c.period,
    c.document,
    c.document_date,
    c.closed_at,
    c.position,
    c.declaration,
    f.position IS NOT NULL AS holds
FROM closed_ranking AS r
INNER JOIN closing AS c ON c.position = r.position
LEFT JOIN closing_in_force AS f ON f.position = c.position
WHERE
    ($ranking_id IS NULL OR r.ranking_id = $ranking_id)
    AND ($locality IS NULL OR c.locality = $locality)
    AND ($period IS NULL OR c.period = $period)
ORDER BY c.position DESC, r.indicator
