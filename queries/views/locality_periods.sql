-- locality_periods: the periods for which any unit of a locality has a published report.
-- Kept     by period
-- Reads    report, batch, unit
-- Columns  locality VARCHAR; period VARCHAR
SELECT DISTINCT
    u.locality,
    r.period
FROM report AS r
INNER JOIN batch AS b ON b.batch_id = r.batch_id
INNER JOIN unit AS u ON u.unit_id = r.unit_id
WHERE b.status = 'published'
