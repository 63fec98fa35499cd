-- scopes: the sets within which wards are ranked: the whole locality ('') and each of its groups (cụm).
-- Kept     whole
-- Reads    unit
-- Columns  unit_id BIGINT; scope VARCHAR
SELECT
    unit_id,
    '' AS scope
FROM unit
WHERE NOT is_locality
UNION ALL
SELECT
    unit_id,
    group_name AS scope
FROM unit
WHERE NOT is_locality AND group_name IS NOT NULL
