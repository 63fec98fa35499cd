-- units: the wards of a locality in the office's order: those that hold on a day, or every dated version of each.
-- Reads    unit, unit_alias, report
-- Params   $locality VARCHAR; $day DATE or NULL, for all versions; $period VARCHAR, also those with a report of it, or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; type VARCHAR; bare_name VARCHAR; group_name VARCHAR; code VARCHAR; office_order INTEGER; valid_from DATE; valid_to DATE, the first day it no longer holds; aliases VARCHAR, one a line, as a name may hold a comma; has_reports BOOLEAN
WITH named AS (
    SELECT
        unit_id,
        string_agg(alias, chr(10) ORDER BY alias) AS aliases
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
WHERE
    u.locality = $locality
    AND NOT u.is_locality
    AND (
        CAST($day AS DATE) IS NULL
        OR u.unit_id IN (SELECT unit_id FROM report WHERE period = $period)
        OR (
            (u.valid_from IS NULL OR u.valid_from <= CAST($day AS DATE))
            AND (u.valid_to IS NULL OR u.valid_to > CAST($day AS DATE))
        )
    )
ORDER BY u.office_order, u.ward COLLATE vi, u.valid_from NULLS FIRST, u.unit_id
