-- free_unit_id: the id of the next unit: above every one there ever was, so that nobody inherits what a removed unit left.
-- Reads    unit, unit_was
-- Params   none
-- Columns  unit_id BIGINT
SELECT coalesce(max(known.unit_id), 0) + 1 AS unit_id
FROM (
    SELECT unit_id
    FROM unit
    UNION ALL
    SELECT unit_id
    FROM unit_was
) AS known
ORDER BY unit_id
