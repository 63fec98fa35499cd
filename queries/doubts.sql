-- doubts: what is still open about the figures of a period of a unit, or of every unit of a locality: the questions that
-- were answered by their default reading and the notes there were when the figures were recorded: those of its cells and
-- its row, and the questions of the whole file, of the batches whose figures are in force. A row is one of its own sheet:
-- another sheet has one of that number too.
-- Reads    recording_doubts, batch, batch_event, field_value, period, report, reported_value, unit, values_in_force
-- Params   $unit_id BIGINT or NULL; $locality VARCHAR or NULL; $period VARCHAR, a period or several with a blank between
-- Columns  unit_id BIGINT; period VARCHAR; batch_id VARCHAR; file_name VARCHAR; severity VARCHAR, confirm or note; code VARCHAR; cell VARCHAR, NULL for the whole file or a figure made of others; reason VARCHAR, of a question; who VARCHAR; at TIMESTAMP; position BIGINT
WITH asked AS (
    SELECT
        u.unit_id,
        p.period
    FROM unit AS u
    CROSS JOIN period AS p
    WHERE
        ($unit_id IS NULL OR u.unit_id = $unit_id)
        AND ($locality IS NULL OR u.locality = $locality)
        AND position(' ' || p.period || ' ' IN ' ' || $period || ' ') > 0
),

in_force AS (
    SELECT DISTINCT
        v.unit_id,
        v.period,
        v.batch_id
    FROM values_in_force AS v
    INNER JOIN asked AS a ON a.unit_id = v.unit_id AND a.period = v.period
),

own_cells AS (
    SELECT
        v.unit_id,
        v.period,
        v.batch_id,
        v.cell
    FROM reported_value AS v
    INNER JOIN asked AS a ON a.unit_id = v.unit_id AND a.period = v.period
    UNION
    SELECT
        v.unit_id,
        v.period,
        v.batch_id,
        v.cell
    FROM field_value AS v
    INNER JOIN asked AS a ON a.unit_id = v.unit_id AND a.period = v.period
),

own_rows AS (
    SELECT DISTINCT
        r.unit_id,
        r.period,
        r.batch_id,
        r.number,
        CASE WHEN c.cell LIKE '%!%' THEN rtrim(rtrim(c.cell, '0123456789'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') ELSE '' END
            AS sheet
    FROM report AS r
    INNER JOIN own_cells AS c ON c.unit_id = r.unit_id AND c.period = r.period AND c.batch_id = r.batch_id
)

SELECT DISTINCT
    i.unit_id,
    i.period,
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
LEFT JOIN own_rows AS r ON r.unit_id = i.unit_id AND r.period = i.period AND r.batch_id = p.batch_id
LEFT JOIN own_cells AS c
    ON c.unit_id = i.unit_id AND c.period = i.period AND c.batch_id = p.batch_id AND c.cell = p.cell
WHERE
    c.cell IS NOT NULL
    OR (p.cell IS NULL AND (p.severity = 'confirm' OR p.number = r.number))
    OR (p.sheet = r.sheet AND p.row = CAST(r.number AS VARCHAR))
ORDER BY i.period, i.unit_id, p.severity, p.position DESC, p.code, p.cell
