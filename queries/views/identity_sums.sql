-- identity_sums: both sides of every identity of the draft wherever its total and a part are known, with how many parts are.
-- Empty beside a published store. An identity that repeats another with a total taken apart is left out where that total
-- is only computed: the other then tells the same mistake with the figures that were written.
-- Reads    completed_values, report, identity, identity_part, identity_implied
-- Columns  unit_id BIGINT; period VARCHAR; identity VARCHAR; relation VARCHAR; total_measure VARCHAR; total DECIMAL(38,6); parts_sum DECIMAL(38,6); present BIGINT; size BIGINT; least DECIMAL(38,6), also with the parts of which only a lower bound is known
WITH drafted AS (
    SELECT DISTINCT
        unit_id,
        period
    FROM report
    WHERE batch_id LIKE 'draft%'
),

known AS (
    SELECT
        c.unit_id,
        c.period,
        c.measure,
        c.value,
        c.bound,
        c.computed
    FROM completed_values AS c
    INNER JOIN drafted AS d ON d.unit_id = c.unit_id AND d.period = c.period
),

part_sums AS (
    SELECT
        c.unit_id,
        c.period,
        p.identity,
        sum(CASE WHEN c.bound IS NULL THEN c.value END) AS parts_sum,
        count(CASE WHEN c.bound IS NULL THEN 1 END) AS present,
        bool_or(c.computed) AS computed,
        sum(c.value) AS least
    FROM identity_part AS p
    INNER JOIN known AS c ON c.measure = p.part
    WHERE c.bound IS NULL OR c.bound IN ('>', '≥')
    GROUP BY c.unit_id, c.period, p.identity
),

told AS (
    SELECT
        im.identity,
        s.unit_id,
        s.period
    FROM identity_implied AS im
    INNER JOIN part_sums AS s ON s.identity = im.implied_by
    WHERE NOT s.computed AND s.present > 0
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
    CAST(s.least AS DECIMAL(38, 6)) AS least
FROM part_sums AS s
INNER JOIN identity AS i ON i.identity = s.identity
INNER JOIN known AS t ON t.unit_id = s.unit_id AND t.period = s.period AND t.measure = i.total
LEFT JOIN told ON told.identity = i.identity AND told.unit_id = s.unit_id AND told.period = s.period
WHERE t.bound IS NULL AND NOT (s.computed AND told.identity IS NOT NULL)
