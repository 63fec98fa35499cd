-- identical_rows: a ward with the very counts of another one of its locality in one period, three or more and not all zero (design §4).
-- Told once a ward, beside the first that has these counts: of ten equal rows nine are asked about.
-- Only wards whose counts are as many and add up to the same, plain and weighted, are spelt out to be compared.
-- Severity confirm
-- Reads    draft_cells, measure, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_ward VARCHAR; other_row BIGINT
WITH counted AS (
    SELECT
        d.row,
        d.unit_id,
        d.period,
        min(d.cell) AS cell,
        count(*) AS counts,
        sum(d.value) AS total,
        sum(d.value * m.position) AS weighted
    FROM draft_cells AS d
    INNER JOIN measure AS m ON m.measure = d.measure
    WHERE m.kind IN ('flow', 'stock') AND d.bound IS NULL
    GROUP BY d.row, d.unit_id, d.period
    HAVING count(*) >= 3 AND sum(d.value) > 0
),

likely AS (
    SELECT
        c.row,
        c.unit_id,
        c.period,
        u.locality,
        u.ward,
        c.cell,
        count(*) OVER (PARTITION BY u.locality, c.period, c.counts, c.total, c.weighted) AS wards
    FROM counted AS c
    INNER JOIN unit AS u ON u.unit_id = c.unit_id
    WHERE NOT u.is_locality
),

spelt AS (
    SELECT
        l.row,
        l.period,
        l.locality,
        l.ward,
        l.cell,
        string_agg(d.measure || '=' || CAST(d.value AS VARCHAR), ' ' ORDER BY m.position) AS figures
    FROM likely AS l
    INNER JOIN draft_cells AS d ON d.row = l.row AND d.unit_id = l.unit_id AND d.period = l.period
    INNER JOIN measure AS m ON m.measure = d.measure
    WHERE l.wards > 1 AND m.kind IN ('flow', 'stock') AND d.bound IS NULL
    GROUP BY l.row, l.period, l.locality, l.ward, l.cell
),

compared AS (
    SELECT
        row,
        ward,
        cell,
        first_value(ward) OVER alike AS other_ward,
        first_value(row) OVER alike AS other_row
    FROM spelt
    WINDOW alike AS (PARTITION BY locality, period, figures ORDER BY row)
)

SELECT
    row,
    CAST(NULL AS VARCHAR) AS measure,
    cell,
    ward AS value,
    ward,
    other_ward,
    other_row
FROM compared
WHERE row > other_row
ORDER BY row
