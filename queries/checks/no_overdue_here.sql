-- no_overdue_here: a ward reports no overdue dossier while its locality reports some (design §4, notes).
-- Severity note
-- Reads    overdue_dossiers, report, unit, draft_cells
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; overdue DOUBLE
SELECT
    r.number AS row,
    'resolved_overdue' AS measure,
    c.cell,
    c.text AS value,
    u.ward,
    CAST(lo.overdue AS DOUBLE) AS overdue
FROM report AS r
INNER JOIN unit AS u ON u.unit_id = r.unit_id AND NOT u.is_locality
INNER JOIN unit AS l ON l.locality = u.locality AND l.is_locality
INNER JOIN overdue_dossiers AS o ON o.unit_id = u.unit_id AND o.period = r.period AND o.overdue = 0
INNER JOIN overdue_dossiers AS lo ON lo.unit_id = l.unit_id AND lo.period = r.period AND lo.overdue > 0
LEFT JOIN draft_cells AS c ON c.unit_id = r.unit_id AND c.period = r.period AND c.measure = 'resolved_overdue'
WHERE r.batch_id = 'draft'
ORDER BY r.number
