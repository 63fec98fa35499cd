-- online_assisted: an online share above so many percent while agents or officials file for people (design §4, notes).
-- Severity note
-- Reads    ratio_values, draft_numbers, draft_cells
-- Params   $limit DOUBLE, percent
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; share DOUBLE; assisted DOUBLE
WITH assisted AS (
    SELECT
        row,
        unit_id,
        period,
        sum(value) AS value
    FROM draft_numbers
    WHERE measure IN ('filed_by_agents', 'filed_by_officials')
    GROUP BY row, unit_id, period
)

SELECT
    a.row,
    'received_online' AS measure,
    c.cell,
    c.text AS value,
    v.value AS share,
    CAST(a.value AS DOUBLE) AS assisted
FROM assisted AS a
INNER JOIN ratio_values AS v ON v.unit_id = a.unit_id AND v.period = a.period AND v.indicator = 'online'
LEFT JOIN draft_cells AS c ON c.unit_id = a.unit_id AND c.period = a.period AND c.measure = 'received_online'
WHERE a.value > 0 AND v.value > $limit
ORDER BY a.row
