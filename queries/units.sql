-- units: the wards of a locality in the office's order.
-- Reads    unit
-- Params   $locality VARCHAR
-- Columns  unit_id BIGINT; ward VARCHAR; type VARCHAR; bare_name VARCHAR; group_name VARCHAR; code VARCHAR; office_order INTEGER
SELECT
    unit_id,
    ward,
    type,
    bare_name,
    group_name,
    code,
    office_order
FROM unit
WHERE locality = $locality AND NOT is_locality
ORDER BY office_order, ward COLLATE vi
