-- closings: every closing of a period, newest first; the newest of a period holds, the others it replaced.
-- Reads    closing, closing_in_force, closed_ranking, corrections
-- Params   $locality VARCHAR, NULL for all; $period VARCHAR, NULL for all
-- Columns  locality VARCHAR; period VARCHAR; document VARCHAR; document_date DATE; closed_at TIMESTAMP; position BIGINT; who VARCHAR; declaration VARCHAR; holds BOOLEAN; rankings VARCHAR, 'online=1a2b3c4d5e6f timeliness=…', the ids to cite; corrections BIGINT
WITH cited AS (
    SELECT
        position,
        string_agg(indicator || '=' || ranking_id, ' ' ORDER BY indicator) AS rankings
    FROM closed_ranking
    GROUP BY position
),

corrected AS (
    SELECT
        closing,
        count(*) AS corrections
    FROM corrections
    GROUP BY closing
)

SELECT
    c.locality,
    c.period,
    c.document,
    c.document_date,
    c.closed_at,
    c.position,
    c.who,
    c.declaration,
    f.position IS NOT NULL AS holds,
    coalesce(n.rankings, '') AS rankings,
    coalesce(k.corrections, 0) AS corrections
FROM closing AS c
LEFT JOIN closing_in_force AS f ON f.position = c.position
LEFT JOIN cited AS n ON n.position = c.position
LEFT JOIN corrected AS k ON k.closing = c.position
WHERE ($locality IS NULL OR c.locality = $locality) AND ($period IS NULL OR c.period = $period)
ORDER BY c.position DESC
