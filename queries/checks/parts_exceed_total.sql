-- parts_exceed_total: the parts that are there already exceed the total, or what may be at most (design §4).
-- Of a part that is told as more than so many, so many count. Parts of a missing part are told only where no identity of the row has told the mistake already.
-- Severity error
-- Reads    identity_sums, identity_places, identity_part, hidden_sums, expansion, completed_values, draft_cells, measure, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; total DOUBLE; sum DOUBLE; measures VARCHAR; ward VARCHAR
WITH direct AS (
    SELECT
        d.row,
        s.identity,
        s.period,
        s.total_measure AS measure,
        d.cell,
        d.text AS value,
        s.total,
        s.least AS parts_sum,
        s.unit_id
    FROM identity_sums AS s
    INNER JOIN identity_places AS d ON d.unit_id = s.unit_id AND d.period = s.period AND d.identity = s.identity
    WHERE
        (s.relation = 'at_most' OR s.present < s.size)
        AND s.least > s.total
        AND s.total_measure <> 'reform_score_max'
),

hidden AS (
    SELECT
        d.row,
        h.expansion,
        h.period,
        h.total_measure AS measure,
        d.cell,
        d.text AS value,
        h.total,
        h.parts_sum,
        h.unit_id
    FROM hidden_sums AS h
    INNER JOIN draft_cells AS d ON d.unit_id = h.unit_id AND d.period = h.period AND d.measure = h.total_measure
    LEFT JOIN identity_sums AS s
        ON
            s.unit_id = h.unit_id
            AND s.period = h.period
            AND (s.parts_sum > s.total OR (s.relation = 'equals' AND s.present = s.size AND s.parts_sum <> s.total))
    WHERE h.parts_sum > h.total AND s.identity IS NULL
),

-- the parts that are there, of either: listed only of what is wrong
found AS (
    SELECT
        d.row,
        d.measure,
        d.cell,
        d.value,
        d.total,
        d.parts_sum,
        d.unit_id,
        string_agg(p.part, ' ' ORDER BY m.position) AS parts
    FROM direct AS d
    INNER JOIN identity_part AS p ON p.identity = d.identity
    INNER JOIN completed_values AS c ON c.unit_id = d.unit_id AND c.period = d.period AND c.measure = p.part
    INNER JOIN measure AS m ON m.measure = p.part
    WHERE c.bound IS NULL OR c.bound IN ('>', '≥')
    GROUP BY d.row, d.identity, d.measure, d.cell, d.value, d.total, d.parts_sum, d.unit_id
    UNION ALL
    SELECT
        h.row,
        h.measure,
        h.cell,
        h.value,
        h.total,
        h.parts_sum,
        h.unit_id,
        string_agg(e.part, ' ' ORDER BY m.position) AS parts
    FROM hidden AS h
    INNER JOIN expansion AS e ON e.measure = h.measure AND e.expansion = h.expansion
    INNER JOIN completed_values AS c ON c.unit_id = h.unit_id AND c.period = h.period AND c.measure = e.part
    INNER JOIN measure AS m ON m.measure = e.part
    WHERE c.bound IS NULL
    GROUP BY h.row, h.measure, h.cell, h.value, h.total, h.parts_sum, h.unit_id
)

SELECT
    f.row,
    f.measure,
    f.cell,
    f.value,
    CAST(f.total AS DOUBLE) AS total,
    CAST(f.parts_sum AS DOUBLE) AS sum,
    f.parts AS measures,
    u.ward
FROM found AS f
INNER JOIN unit AS u ON u.unit_id = f.unit_id
ORDER BY f.row, f.measure, f.cell, f.parts
