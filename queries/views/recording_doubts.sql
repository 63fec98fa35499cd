-- recording_doubts: the questions that were answered and the notes there were when a batch was recorded, the last time: one
-- that was withdrawn and restored was confirmed twice. Each with its place: the sheet before the row, and the row.
-- Kept     whole
-- Reads    acceptance, note
-- Columns  batch_id VARCHAR; position BIGINT; severity VARCHAR, confirm or note; code VARCHAR; cell VARCHAR, NULL for the whole file or a figure made of others; number BIGINT, of a note: its row; reason VARCHAR, of a question; sheet VARCHAR, '' of a table that is no sheet; row VARCHAR
WITH said AS (
    SELECT
        batch_id,
        position,
        'confirm' AS severity,
        code,
        cell,
        CAST(NULL AS BIGINT) AS number,
        reason
    FROM acceptance
    UNION ALL
    SELECT
        batch_id,
        position,
        'note' AS severity,
        code,
        cell,
        number,
        CAST(NULL AS VARCHAR) AS reason
    FROM note
),

last_said AS (
    SELECT
        batch_id,
        severity,
        max(position) AS position
    FROM said
    GROUP BY batch_id, severity
)

SELECT
    s.batch_id,
    s.position,
    s.severity,
    s.code,
    s.cell,
    s.number,
    s.reason,
    CASE WHEN s.cell LIKE '%!%' THEN rtrim(rtrim(s.cell, '0123456789'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') ELSE '' END
        AS sheet,
    substr(s.cell, length(rtrim(s.cell, '0123456789')) + 1) AS row
FROM said AS s
INNER JOIN last_said AS l ON l.batch_id = s.batch_id AND l.severity = s.severity AND l.position = s.position
