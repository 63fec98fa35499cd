-- parts_exceed_total: the parts that are there already exceed the total, or what may be at most (design §4).
-- Parts of a missing part are told only where no identity of the row has told the mistake already.
-- Severity error
-- Reads    identity_sums, identity_places, hidden_sums, draft_cells, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; total DOUBLE; sum DOUBLE; measures VARCHAR; ward VARCHAR
WITH direct AS (
    SELECT
        d.row,
        s.total_measure AS measure,
        d.cell,
        d.text AS value,
        s.total,
        s.parts_sum,
        s.parts,
        s.unit_id
    FROM identity_sums AS s
    INNER JOIN identity_places AS d ON d.unit_id = s.unit_id AND d.period = s.period AND d.identity = s.identity
    WHERE
        (s.relation = 'at_most' OR s.present < s.size)
        AND s.parts_sum > s.total
        AND s.total_measure <> 'reform_score_max'
),

hidden AS (
    SELECT
        d.row,
        h.total_measure AS measure,
        d.cell,
        d.text AS value,
        h.total,
        h.parts_sum,
        h.parts,
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

found AS (
    SELECT
        row,
        measure,
        cell,
        value,
        total,
        parts_sum,
        parts,
        unit_id
    FROM direct
    UNION ALL
    SELECT
        row,
        measure,
        cell,
        value,
        total,
        parts_sum,
        parts,
        unit_id
    FROM hidden
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
