-- figures_version: the last entry of the journal that changed a locality's figures or closed a period of it; documents,
-- visits and recommendations, which change none, do not count.
-- Reads    report, unit, batch_event, closing
-- Params   $locality VARCHAR
-- Columns  position BIGINT, NULL while it has none
SELECT max(told.position) AS position
FROM (
    SELECT e.position
    FROM batch_event AS e
    INNER JOIN report AS r ON r.batch_id = e.batch_id
    INNER JOIN unit AS u ON u.unit_id = r.unit_id
    WHERE u.locality = $locality
    UNION ALL
    SELECT c.position
    FROM closing AS c
    WHERE c.locality = $locality
) AS told
ORDER BY position
