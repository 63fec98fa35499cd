-- visits: which delegation was at which unit when, the newest first; of one unit with the visits to those it came from.
-- Reads    visit, unit, families
-- Params   $locality VARCHAR or NULL; $unit_id BIGINT or NULL
-- Columns  position BIGINT, the same of all units of one visit; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; is_former BOOLEAN, of a unit that the asked one came from; day DATE; delegation VARCHAR; ban VARCHAR; who VARCHAR
SELECT
    v.position,
    v.unit_id,
    u.ward,
    u.bare_name,
    f.is_former,
    v.day,
    v.delegation,
    v.ban,
    v.who
FROM visit AS v
INNER JOIN families AS f ON f.member_id = v.unit_id
INNER JOIN unit AS u ON u.unit_id = v.unit_id
WHERE
    (f.unit_id = $unit_id OR ($unit_id IS NULL AND NOT f.is_former))
    AND ($locality IS NULL OR u.locality = $locality)
ORDER BY v.day DESC, v.position DESC, u.office_order, u.ward COLLATE vi, v.unit_id
