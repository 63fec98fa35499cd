-- identity_sums: both sides of every identity wherever its total and a part are known, with how many parts are.
-- An identity that repeats another with a total taken apart is left out where that total is only computed: the other
-- then tells the same mistake with the figures that were written.
-- Reads    completed_values, identity, identity_part, identity_implied, measure
-- Columns  unit_id BIGINT; period VARCHAR; identity VARCHAR; relation VARCHAR; total_measure VARCHAR; total DECIMAL(38,6); parts_sum DECIMAL(38,6); present BIGINT; size BIGINT; parts VARCHAR
WITH part_sums AS (
    SELECT
        c.unit_id,
        c.period,
        p.identity,
        sum(c.value) AS parts_sum,
        count(*) AS present,
        bool_or(c.computed) AS computed,
        string_agg(p.part, ' ' ORDER BY m.position) AS parts
    FROM identity_part AS p
    INNER JOIN completed_values AS c ON c.measure = p.part
    INNER JOIN measure AS m ON m.measure = p.part
    WHERE c.bound IS NULL
    GROUP BY c.unit_id, c.period, p.identity
),

told AS (
    SELECT
        im.identity,
        s.unit_id,
        s.period
    FROM identity_implied AS im
    INNER JOIN part_sums AS s ON s.identity = im.implied_by
    WHERE NOT s.computed
)

SELECT
    s.unit_id,
    s.period,
    i.identity,
    i.relation,
    i.total AS total_measure,
    t.value AS total,
    CAST(s.parts_sum AS DECIMAL(38, 6)) AS parts_sum,
    s.present,
    i.size,
    s.parts
FROM part_sums AS s
INNER JOIN identity AS i ON i.identity = s.identity
INNER JOIN completed_values AS t ON t.unit_id = s.unit_id AND t.period = s.period AND t.measure = i.total
LEFT JOIN told ON told.identity = i.identity AND told.unit_id = s.unit_id AND told.period = s.period
WHERE t.bound IS NULL AND NOT (s.computed AND told.identity IS NOT NULL)
