-- doubts: the questions about a unit's figures of a period that were answered by their default reading and still stand:
-- those of its cells and its row, and those of the whole file, of the batches whose figures are in force.
-- Reads    acceptance, batch, batch_event, field_value, report, reported_value, values_in_force
-- Params   $unit_id BIGINT; $period VARCHAR
-- Columns  batch_id VARCHAR; file_name VARCHAR; code VARCHAR; cell VARCHAR, NULL for the whole file; reason VARCHAR; who VARCHAR; at TIMESTAMP; position BIGINT
WITH in_force AS (
    SELECT DISTINCT batch_id
    FROM values_in_force
    WHERE unit_id = $unit_id AND period = $period
),

own_cells AS (
    SELECT
        batch_id,
        cell
    FROM reported_value
    WHERE unit_id = $unit_id AND period = $period
    UNION
    SELECT
        batch_id,
        cell
    FROM field_value
    WHERE unit_id = $unit_id AND period = $period
),

-- A batch that was withdrawn and restored was confirmed twice; what counts is the last time.
last_answered AS (
    SELECT
        batch_id,
        max(position) AS position
    FROM acceptance
    GROUP BY batch_id
)

SELECT
    a.batch_id,
    b.file_name,
    a.code,
    a.cell,
    a.reason,
    e.who,
    e.happened_at AS at,
    a.position
FROM acceptance AS a
INNER JOIN last_answered AS l ON l.batch_id = a.batch_id AND l.position = a.position
INNER JOIN in_force AS i ON i.batch_id = a.batch_id
INNER JOIN batch AS b ON b.batch_id = a.batch_id
INNER JOIN batch_event AS e ON e.batch_id = a.batch_id AND e.position = a.position
LEFT JOIN report AS r ON r.batch_id = a.batch_id AND r.unit_id = $unit_id AND r.period = $period
LEFT JOIN own_cells AS c ON c.batch_id = a.batch_id AND c.cell = a.cell
WHERE
    a.cell IS NULL
    OR c.cell IS NOT NULL
    OR substr(a.cell, length(rtrim(a.cell, '0123456789')) + 1) = CAST(r.number AS VARCHAR)
ORDER BY a.position DESC, a.code, a.cell
