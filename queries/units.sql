-- units: the wards of a locality in the office's order, every dated version of each.
-- Reads    unit, unit_alias, report
-- Params   $locality VARCHAR
-- Columns  unit_id BIGINT; ward VARCHAR; type VARCHAR; bare_name VARCHAR; group_name VARCHAR; code VARCHAR; office_order INTEGER; valid_from DATE; valid_to DATE, the first day it no longer holds; aliases VARCHAR, joined by a comma; has_reports BOOLEAN
WITH named AS (
    SELECT
        unit_id,
        string_agg(alias, ', ' ORDER BY alias) AS aliases
    FROM unit_alias
    GROUP BY unit_id
),

reported AS (
    SELECT DISTINCT unit_id
    FROM report
)

SELECT
    u.unit_id,
    u.ward,
    u.type,
    u.bare_name,
    u.group_name,
    u.code,
    u.office_order,
    u.valid_from,
    u.valid_to,
    n.aliases,
    r.unit_id IS NOT NULL AS has_reports
FROM unit AS u
LEFT JOIN named AS n ON n.unit_id = u.unit_id
LEFT JOIN reported AS r ON r.unit_id = u.unit_id
WHERE u.locality = $locality AND NOT u.is_locality
ORDER BY u.office_order, u.ward COLLATE vi, u.valid_from NULLS FIRST, u.unit_id
