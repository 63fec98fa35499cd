-- overdue_dossiers: dossiers overdue at each ward: returned late and still pending late; both or neither, absent is not zero.
-- Kept     by period
-- Reads    completed_values
-- Columns  unit_id BIGINT; period VARCHAR; resolved_overdue BIGINT; pending_overdue BIGINT; overdue BIGINT
SELECT
    unit_id,
    period,
    CAST(sum(CASE WHEN measure = 'resolved_overdue' THEN value END) AS BIGINT) AS resolved_overdue,
    CAST(sum(CASE WHEN measure = 'pending_overdue' THEN value END) AS BIGINT) AS pending_overdue,
    CAST(sum(value) AS BIGINT) AS overdue
FROM completed_values
WHERE measure IN ('resolved_overdue', 'pending_overdue') AND bound IS NULL
GROUP BY unit_id, period
HAVING count(*) = 2
