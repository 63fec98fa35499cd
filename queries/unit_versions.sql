-- unit_versions: every unit of the store as it stands, the localities themselves too.
-- Reads    unit
-- Params   none
-- Columns  unit_id BIGINT; locality VARCHAR; ward VARCHAR; type VARCHAR; bare_name VARCHAR; group_name VARCHAR; code VARCHAR; office_order INTEGER; is_locality BOOLEAN; valid_from DATE; valid_to DATE, the first day it no longer holds
SELECT
    unit_id,
    locality,
    ward,
    type,
    bare_name,
    group_name,
    code,
    office_order,
    is_locality,
    valid_from,
    valid_to
FROM unit
ORDER BY unit_id
