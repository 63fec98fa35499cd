-- identical_rows: two wards of one locality with the same counts in one period, three or more and not all zero (design §4).
-- Severity confirm
-- Reads    draft_cells, measure, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_ward VARCHAR; other_row BIGINT
WITH counted AS (
    SELECT
        d.row,
        u.locality,
        u.ward,
        d.period,
        min(d.cell) AS cell,
        string_agg(d.measure || '=' || CAST(d.value AS VARCHAR), ' ' ORDER BY m.position) AS figures
    FROM draft_cells AS d
    INNER JOIN measure AS m ON m.measure = d.measure
    INNER JOIN unit AS u ON u.unit_id = d.unit_id
    WHERE m.kind IN ('flow', 'stock') AND d.bound IS NULL AND NOT u.is_locality
    GROUP BY d.row, u.locality, u.ward, d.period
    HAVING count(*) >= 3 AND sum(d.value) > 0
)

SELECT
    b.row,
    CAST(NULL AS VARCHAR) AS measure,
    b.cell,
    b.ward AS value,
    b.ward,
    a.ward AS other_ward,
    a.row AS other_row
FROM counted AS a
INNER JOIN counted AS b ON b.locality = a.locality AND b.period = a.period AND b.figures = a.figures AND b.row > a.row
ORDER BY b.row, a.row
