-- visits: which delegation was at which unit when, the newest first; of one unit with the visits to those it came from.
-- Reads    visit, unit, predecessors
-- Params   $locality VARCHAR or NULL; $unit_id BIGINT or NULL
-- Columns  position BIGINT, the same of all units of one visit; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; is_former BOOLEAN, of a unit that the asked one came from; day DATE; delegation VARCHAR; ban VARCHAR; who VARCHAR
WITH wanted AS (
    SELECT
        unit_id,
        FALSE AS is_former
    FROM unit
    WHERE $unit_id IS NULL OR unit_id = $unit_id
    UNION ALL
    SELECT
        predecessor_id AS unit_id,
        TRUE AS is_former
    FROM predecessors
    WHERE unit_id = $unit_id
)

SELECT
    v.position,
    v.unit_id,
    u.ward,
    u.bare_name,
    w.is_former,
    v.day,
    v.delegation,
    v.ban,
    v.who
FROM visit AS v
INNER JOIN wanted AS w ON w.unit_id = v.unit_id
INNER JOIN unit AS u ON u.unit_id = v.unit_id
WHERE $locality IS NULL OR u.locality = $locality
ORDER BY v.day DESC, v.position DESC, u.office_order, u.ward COLLATE vi, v.unit_id
