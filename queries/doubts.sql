-- doubts: what is still open about a unit's figures of a period: the questions that were answered by their default reading
-- and the notes there were when the figures were recorded: those of its cells and its row, and the questions of the whole
-- file, of the batches whose figures are in force. A row is one of its own sheet: another sheet has one of that number too.
-- Reads    recording_doubts, batch, batch_event, field_value, report, reported_value, values_in_force
-- Params   $unit_id BIGINT; $period VARCHAR
-- Columns  batch_id VARCHAR; file_name VARCHAR; severity VARCHAR, confirm or note; code VARCHAR; cell VARCHAR, NULL for the whole file or a figure made of others; reason VARCHAR, of a question; who VARCHAR; at TIMESTAMP; position BIGINT
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

own_rows AS (
    SELECT DISTINCT
        r.batch_id,
        r.number,
        CASE WHEN c.cell LIKE '%!%' THEN rtrim(rtrim(c.cell, '0123456789'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') ELSE '' END
            AS sheet
    FROM report AS r
    INNER JOIN own_cells AS c ON c.batch_id = r.batch_id
    WHERE r.unit_id = $unit_id AND r.period = $period
)

SELECT DISTINCT
    p.batch_id,
    b.file_name,
    p.severity,
    p.code,
    p.cell,
    p.reason,
    e.who,
    e.happened_at AS at,
    p.position
FROM recording_doubts AS p
INNER JOIN in_force AS i ON i.batch_id = p.batch_id
INNER JOIN batch AS b ON b.batch_id = p.batch_id
INNER JOIN batch_event AS e ON e.batch_id = p.batch_id AND e.position = p.position
LEFT JOIN own_rows AS r ON r.batch_id = p.batch_id
LEFT JOIN own_cells AS c ON c.batch_id = p.batch_id AND c.cell = p.cell
WHERE
    c.cell IS NOT NULL
    OR (p.cell IS NULL AND (p.severity = 'confirm' OR p.number = r.number))
    OR (p.sheet = r.sheet AND p.row = CAST(r.number AS VARCHAR))
ORDER BY p.severity, p.position DESC, p.code, p.cell
