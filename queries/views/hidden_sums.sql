-- hidden_sums: for a total of the draft, the parts of its missing parts that were reported: (8) of (3) where (7) is blank
-- (design §4). Empty beside a published store.
-- Reads    draft_numbers, expansion
-- Columns  unit_id BIGINT; period VARCHAR; total_measure VARCHAR; total DECIMAL(38,6); parts_sum DECIMAL(38,6); expansion BIGINT, the way to take the total apart that they are of
WITH sums AS (
    SELECT
        c.unit_id,
        c.period,
        e.measure,
        e.expansion,
        sum(c.value) AS parts_sum
    FROM expansion AS e
    INNER JOIN draft_numbers AS c ON c.measure = e.part
    GROUP BY c.unit_id, c.period, e.measure, e.expansion
),

largest AS (
    SELECT
        unit_id,
        period,
        measure,
        parts_sum,
        expansion,
        row_number() OVER (PARTITION BY unit_id, period, measure ORDER BY parts_sum DESC, expansion ASC) AS choice
    FROM sums
)

SELECT
    l.unit_id,
    l.period,
    l.measure AS total_measure,
    t.value AS total,
    CAST(l.parts_sum AS DECIMAL(38, 6)) AS parts_sum,
    l.expansion
FROM largest AS l
INNER JOIN draft_numbers AS t ON t.unit_id = l.unit_id AND t.period = l.period AND t.measure = l.measure
WHERE l.choice = 1
