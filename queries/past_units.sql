-- past_units: the rows of unit once the journal had so many entries; what a later entry changed as it was before it.
-- Reads    unit, unit_was
-- Params   $position BIGINT, the last entry that counts
-- Columns  unit_id BIGINT; locality VARCHAR; ward VARCHAR; type VARCHAR; bare_name VARCHAR; group_name VARCHAR; code VARCHAR; office_order INTEGER; is_locality BOOLEAN; valid_from DATE; valid_to DATE
WITH changed AS (
    SELECT
        unit_id,
        min(until) AS until
    FROM unit_was
    WHERE until > $position
    GROUP BY unit_id
)

SELECT
    w.unit_id,
    w.locality,
    w.ward,
    w.type,
    w.bare_name,
    w.group_name,
    w.code,
    w.office_order,
    w.is_locality,
    w.valid_from,
    w.valid_to
FROM unit_was AS w
INNER JOIN changed AS c ON c.unit_id = w.unit_id AND c.until = w.until
WHERE w.ward IS NOT NULL
UNION ALL
SELECT
    u.unit_id,
    u.locality,
    u.ward,
    u.type,
    u.bare_name,
    u.group_name,
    u.code,
    u.office_order,
    u.is_locality,
    u.valid_from,
    u.valid_to
FROM unit AS u
LEFT JOIN changed AS c ON c.unit_id = u.unit_id
WHERE c.unit_id IS NULL
ORDER BY unit_id
