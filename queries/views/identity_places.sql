-- identity_places: the one cell of the draft an identity is told at: its total's, else that of its first part.
-- Reads    draft_cells, identity, identity_part, measure
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

placed AS (
    SELECT
        d.row,
        d.unit_id,
        d.period,
        t.identity,
        d.cell,
        d.text,
        row_number() OVER (PARTITION BY d.unit_id, d.period, t.identity ORDER BY t.side, m.position) AS choice
    FROM draft_cells AS d
    INNER JOIN term AS t ON t.measure = d.measure
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
