-- deadlines: the last day on which a report of a period is on time, where one was set; newest period first.
-- Reads    deadline, period
-- Params   $locality VARCHAR, NULL for all localities
-- Columns  locality VARCHAR; period VARCHAR; label VARCHAR; day DATE
SELECT
    d.locality,
    d.period,
    p.label,
    d.day
FROM deadline AS d
INNER JOIN period AS p ON p.period = d.period
WHERE $locality IS NULL OR d.locality = $locality
ORDER BY d.locality COLLATE vi, p.last_day DESC, p.first_day DESC, d.period
