-- identity_places: the one cell of the draft that an identity which does not hold is told at: its total's, else that of
-- its first part.
-- Reads    draft_cells, identity_sums, identity, identity_part, measure
-- Columns  row BIGINT; unit_id BIGINT; period VARCHAR; identity VARCHAR; cell VARCHAR; text VARCHAR
WITH term AS (
    SELECT
        identity,
        total AS measure,
        0 AS side
    FROM identity
    UNION ALL
    SELECT
        identity,
        part AS measure,
        1 AS side
    FROM identity_part
),

wrong AS (
    SELECT
        unit_id,
        period,
        identity
    FROM identity_sums
    WHERE least > total OR (present = size AND parts_sum <> total)
),

placed AS (
    SELECT
        d.row,
        d.unit_id,
        d.period,
        t.identity,
        d.cell,
        d.text,
        row_number() OVER (PARTITION BY d.unit_id, d.period, t.identity ORDER BY t.side, m.position) AS choice
    FROM wrong AS w
    INNER JOIN term AS t ON t.identity = w.identity
    INNER JOIN draft_cells AS d ON d.unit_id = w.unit_id AND d.period = w.period AND d.measure = t.measure
    INNER JOIN measure AS m ON m.measure = d.measure
    WHERE d.value IS NOT NULL
)

SELECT
    row,
    unit_id,
    period,
    identity,
    cell,
    text
FROM placed
WHERE choice = 1
