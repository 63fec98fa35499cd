-- unranked: the wards that a ranking leaves out, each with the first reason that applies (design §5).
-- Reads    indicator, indicator_values, main_basis, unit
-- Params   $locality VARCHAR; $period VARCHAR; $by VARCHAR; $group VARCHAR or NULL; $scheme VARCHAR or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; reason VARCHAR; value DOUBLE; bound VARCHAR; scheme VARCHAR
SELECT
    v.unit_id,
    u.ward,
    u.bare_name,
    u.group_name,
    u.office_order,
    coalesce(v.reason, 'other_scheme') AS reason,
    coalesce(v.value, v.stated) AS value,
    v.stated_bound AS bound,
    v.basis AS scheme
FROM indicator_values AS v
INNER JOIN unit AS u ON u.unit_id = v.unit_id
INNER JOIN indicator AS i ON i.indicator = v.indicator
LEFT JOIN main_basis AS mb ON mb.locality = v.locality AND mb.period = v.period AND mb.indicator = v.indicator
WHERE
    v.locality = $locality
    AND v.period = $period
    AND v.indicator = $by
    AND ($group IS NULL OR v.group_name = $group)
    AND (v.reason IS NOT NULL OR v.basis <> CASE WHEN i.kind = 'score' THEN coalesce($scheme, mb.basis) ELSE mb.basis END)
ORDER BY u.office_order, u.ward COLLATE vi
