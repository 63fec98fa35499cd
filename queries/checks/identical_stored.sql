-- identical_stored: a ward with the very counts that another ward of its locality has in force for the same period (design §4).
-- Three counts or more and not all zero; told once a ward, beside the first of the office's list.
-- Only wards whose counts are as many and add up to the same, plain and weighted, are spelt out to be compared.
-- Severity confirm
-- Reads    values_in_force, draft_cells, measure, unit, batch
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; ward VARCHAR; other_ward VARCHAR; file_name VARCHAR
WITH drafted AS (
    SELECT DISTINCT period
    FROM draft_cells
),

counted AS (
    SELECT
        v.unit_id,
        v.period,
        max(CASE WHEN v.batch_id LIKE 'draft%' THEN 1 ELSE 0 END) AS told,
        max(v.batch_id) AS batch_id,
        count(*) AS counts,
        sum(v.value) AS total,
        sum(v.value * m.position) AS weighted
    FROM values_in_force AS v
    INNER JOIN drafted AS d ON d.period = v.period
    INNER JOIN measure AS m ON m.measure = v.measure
    WHERE m.kind IN ('flow', 'stock') AND v.bound IS NULL AND v.value IS NOT NULL
    GROUP BY v.unit_id, v.period
    HAVING count(*) >= 3 AND sum(v.value) > 0
),

likely AS (
    SELECT
        c.unit_id,
        c.period,
        u.locality,
        u.ward,
        u.office_order,
        c.told,
        c.batch_id,
        min(c.told) OVER twins AS least_told,
        max(c.told) OVER twins AS most_told
    FROM counted AS c
    INNER JOIN unit AS u ON u.unit_id = c.unit_id
    WHERE NOT u.is_locality
    WINDOW twins AS (PARTITION BY u.locality, c.period, c.counts, c.total, c.weighted)
),

spelt AS (
    SELECT
        l.unit_id,
        l.period,
        l.locality,
        l.ward,
        l.office_order,
        l.told,
        l.batch_id,
        string_agg(v.measure || '=' || CAST(v.value AS VARCHAR), ' ' ORDER BY m.position) AS figures
    FROM likely AS l
    INNER JOIN values_in_force AS v ON v.unit_id = l.unit_id AND v.period = l.period
    INNER JOIN measure AS m ON m.measure = v.measure
    WHERE l.least_told = 0 AND l.most_told = 1 AND m.kind IN ('flow', 'stock') AND v.bound IS NULL AND v.value IS NOT NULL
    GROUP BY l.unit_id, l.period, l.locality, l.ward, l.office_order, l.told, l.batch_id
),

-- those stored come first among the alike; joining them instead pairs every ward with every other
compared AS (
    SELECT
        unit_id,
        period,
        ward,
        told,
        first_value(told) OVER alike AS other_told,
        first_value(ward) OVER alike AS other_ward,
        first_value(batch_id) OVER alike AS other_batch
    FROM spelt
    WINDOW alike AS (PARTITION BY locality, period, figures ORDER BY told, office_order, unit_id)
),

placed AS (
    SELECT
        unit_id,
        period,
        min(row) AS row,
        min(cell) AS cell
    FROM draft_cells
    GROUP BY unit_id, period
)

SELECT
    p.row,
    CAST(NULL AS VARCHAR) AS measure,
    p.cell,
    c.ward AS value,
    c.ward,
    c.other_ward,
    b.file_name
FROM compared AS c
INNER JOIN placed AS p ON p.unit_id = c.unit_id AND p.period = c.period
INNER JOIN batch AS b ON b.batch_id = c.other_batch
WHERE c.told = 1 AND c.other_told = 0
ORDER BY p.row
