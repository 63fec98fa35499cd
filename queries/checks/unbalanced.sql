-- unbalanced: all terms of an identity are there and the parts do not add up to the total (design §4).
-- Severity error
-- Reads    identity_sums, identity_places, identity_part, measure, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; total DOUBLE; sum DOUBLE; measures VARCHAR; ward VARCHAR
WITH listed AS (
    SELECT
        p.identity,
        string_agg(p.part, ' ' ORDER BY m.position) AS parts
    FROM identity_part AS p
    INNER JOIN measure AS m ON m.measure = p.part
    GROUP BY p.identity
)

SELECT
    d.row,
    s.total_measure AS measure,
    d.cell,
    d.text AS value,
    CAST(s.total AS DOUBLE) AS total,
    CAST(s.parts_sum AS DOUBLE) AS sum,
    l.parts AS measures,
    u.ward
FROM identity_sums AS s
INNER JOIN identity_places AS d ON d.unit_id = s.unit_id AND d.period = s.period AND d.identity = s.identity
INNER JOIN listed AS l ON l.identity = s.identity
INNER JOIN unit AS u ON u.unit_id = s.unit_id
WHERE s.relation = 'equals' AND s.present = s.size AND s.parts_sum <> s.total
ORDER BY d.row, s.identity
