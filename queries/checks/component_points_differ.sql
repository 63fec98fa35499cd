-- component_points_differ: the points of the components do not make the score: appraised, surveyed and bonus points added
-- up, penalties taken off (design §3.5); self-scored points never count. With a component absent, those that are there may
-- not exceed the score, once an absent penalty has taken off all it may.
-- Severity error
-- Reads    draft_cells, schemes_in_force, scheme_component, unit
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; total DOUBLE; sum DOUBLE; measures VARCHAR; cells VARCHAR, of these; ward VARCHAR
WITH points AS (
    SELECT
        t.row,
        t.unit_id,
        t.cell,
        t.text,
        t.value AS total,
        c.position,
        c.measure,
        c.sign,
        c.maximum,
        d.cell AS point_cell,
        -- More than so many are at least so many, of what adds up; of a penalty that tells nothing.
        CASE WHEN d.bound IS NULL OR (c.sign > 0 AND d.bound IN ('>', '≥')) THEN d.value END AS least,
        d.value IS NOT NULL AND d.bound IS NULL AS is_known
    FROM draft_cells AS t
    INNER JOIN schemes_in_force AS s ON s.unit_id = t.unit_id AND s.period = t.period
    INNER JOIN scheme_component AS c ON c.scheme = s.scheme
    LEFT JOIN draft_cells AS d ON d.unit_id = t.unit_id AND d.period = t.period AND d.measure = c.measure
    WHERE t.measure = 'reform_score' AND t.value IS NOT NULL AND t.bound IS NULL
),

added AS (
    SELECT
        row,
        unit_id,
        cell,
        text,
        total,
        sum(CASE WHEN least IS NOT NULL THEN sign * least END) AS points,
        sum(CASE WHEN least IS NULL AND sign < 0 THEN maximum ELSE 0 END) AS may_go,
        count(CASE WHEN NOT is_known THEN 1 END) AS absent,
        string_agg(CASE WHEN least IS NOT NULL THEN measure END, ' ' ORDER BY position) AS measures,
        string_agg(CASE WHEN least IS NOT NULL THEN point_cell END, ', ' ORDER BY position) AS cells
    FROM points
    GROUP BY row, unit_id, cell, text, total
)

SELECT
    a.row,
    'reform_score' AS measure,
    a.cell,
    a.text AS value,
    CAST(a.total AS DOUBLE) AS total,
    CAST(a.points AS DOUBLE) AS sum,
    a.measures,
    a.cells,
    u.ward
FROM added AS a
INNER JOIN unit AS u ON u.unit_id = a.unit_id
WHERE (a.absent = 0 AND a.points <> a.total) OR (a.absent > 0 AND a.points - a.may_go > a.total)
ORDER BY a.row
