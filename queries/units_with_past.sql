-- units_with_past: the units that a delegation has visited or asked something of: what was said of them outlives every list.
-- Reads    recommendation, visit
-- Params   none
-- Columns  unit_id BIGINT
SELECT unit_id
FROM recommendation
UNION
SELECT unit_id
FROM visit
ORDER BY unit_id
