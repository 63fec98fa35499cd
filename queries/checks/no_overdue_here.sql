-- no_overdue_here: a ward reports no overdue dossier while its locality reports some, returned or pending (design §4, notes).
-- Severity note
-- Reads    completed_values, report, unit, draft_cells
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; overdue DOUBLE
WITH late AS (
    SELECT
        unit_id,
        period,
        sum(value) AS dossiers
    FROM completed_values
    WHERE measure IN ('resolved_overdue', 'pending_overdue') AND bound IS NULL
    GROUP BY unit_id, period
)

SELECT
    r.number AS row,
    'resolved_overdue' AS measure,
    c.cell,
    c.text AS value,
    u.ward,
    CAST(whole.dossiers AS DOUBLE) AS overdue
FROM report AS r
INNER JOIN unit AS u ON u.unit_id = r.unit_id AND NOT u.is_locality
INNER JOIN unit AS l ON l.locality = u.locality AND l.is_locality
INNER JOIN late AS own ON own.unit_id = u.unit_id AND own.period = r.period AND own.dossiers = 0
INNER JOIN late AS whole ON whole.unit_id = l.unit_id AND whole.period = r.period AND whole.dossiers > 0
LEFT JOIN draft_cells AS c ON c.unit_id = r.unit_id AND c.period = r.period AND c.measure = 'resolved_overdue'
WHERE r.batch_id = 'draft'
ORDER BY r.number
