-- locality_unit: the locality itself as a unit: what it reported of itself stands under this unit (design §3.2).
-- Reads    unit
-- Params   $locality VARCHAR
-- Columns  unit_id BIGINT; ward VARCHAR
SELECT
    unit_id,
    ward
FROM unit
WHERE locality = $locality AND is_locality
ORDER BY unit_id
