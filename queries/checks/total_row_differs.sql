-- total_row_differs: a total row that is not the sum of its file's wards, or is exceeded by those that reported (design §4).
-- Severity error
-- Reads    draft_total, draft_cells, measure, unit, report
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; total DOUBLE; sum DOUBLE; wards BIGINT
WITH wards AS (
    SELECT
        r.batch_id,
        u.locality,
        r.period,
        count(*) AS wards
    FROM report AS r
    INNER JOIN unit AS u ON u.unit_id = r.unit_id
    WHERE r.batch_id LIKE 'draft%' AND NOT u.is_locality
    GROUP BY r.batch_id, u.locality, r.period
),

sums AS (
    SELECT
        d.batch_id,
        u.locality,
        d.period,
        d.measure,
        sum(d.value) AS value,
        count(*) AS reported
    FROM draft_cells AS d
    INNER JOIN unit AS u ON u.unit_id = d.unit_id
    INNER JOIN measure AS m ON m.measure = d.measure
    WHERE m.kind IN ('flow', 'stock') AND d.bound IS NULL AND NOT u.is_locality
    GROUP BY d.batch_id, u.locality, d.period, d.measure
)

SELECT
    t.number AS row,
    t.measure,
    t.cell,
    t.text AS value,
    CAST(t.value AS DOUBLE) AS total,
    CAST(s.value AS DOUBLE) AS sum,
    w.wards
FROM draft_total AS t
INNER JOIN sums AS s
    ON s.batch_id = t.batch_id AND s.locality = t.locality AND s.period = t.period AND s.measure = t.measure
INNER JOIN wards AS w ON w.batch_id = t.batch_id AND w.locality = t.locality AND w.period = t.period
WHERE s.value > t.value OR (s.value <> t.value AND s.reported = w.wards)
ORDER BY t.number, t.cell
