-- ward_missing: a registered ward of the locality that has no report for a period of the file (design §4, notes).
-- Not told of a ward that this very file registers: before it nobody expected its report.
-- Severity note
-- Reads    grid, report, unit, draft_unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_period VARCHAR
SELECT
    CAST(NULL AS BIGINT) AS row,
    CAST(NULL AS VARCHAR) AS measure,
    CAST(NULL AS VARCHAR) AS cell,
    w.ward AS value,
    w.ward,
    g.period AS other_period
FROM grid AS g
INNER JOIN unit AS w ON w.unit_id = g.unit_id
INNER JOIN unit AS u ON u.locality = g.locality
INNER JOIN report AS r ON r.unit_id = u.unit_id AND r.period = g.period
LEFT JOIN draft_unit AS d ON d.unit_id = w.unit_id
WHERE r.batch_id LIKE 'draft%' AND NOT u.is_locality AND NOT g.submitted AND d.unit_id IS NULL
GROUP BY g.period, w.ward, w.office_order
ORDER BY g.period, w.office_order, w.ward
