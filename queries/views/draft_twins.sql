-- draft_twins: the files of the draft that were recorded before, read the same way: the batch each of them is, and the
-- newest file whose figures count instead of any of its own. While it is checked the batch stands aside for the draft,
-- which has its place: `restated` counted until now, `withdrawn` did not.
-- Reads    batch, reported_value, measure
-- Columns  batch VARCHAR; status VARCHAR; position BIGINT; recorded_at TIMESTAMP; file_name VARCHAR; newer_file VARCHAR
WITH twin AS (
    SELECT
        draft.batch_id AS batch,
        old.batch_id,
        old.status,
        old.position,
        old.recorded_at,
        old.file_name
    FROM batch AS draft
    INNER JOIN batch AS old ON old.position = draft.position AND old.batch_id <> draft.batch_id
    WHERE draft.batch_id LIKE 'draft%' AND old.status IN ('restated', 'withdrawn')
),

newer AS (
    SELECT
        t.batch,
        b.file_name,
        row_number() OVER (PARTITION BY t.batch ORDER BY b.position DESC) AS choice
    FROM twin AS t
    INNER JOIN reported_value AS v ON v.batch_id = t.batch
    INNER JOIN measure AS m ON m.measure = v.measure
    INNER JOIN measure AS fm ON fm.family = m.family
    INNER JOIN reported_value AS w ON w.unit_id = v.unit_id AND w.period = v.period AND w.measure = fm.measure
    INNER JOIN batch AS b ON b.batch_id = w.batch_id
    WHERE b.batch_id NOT LIKE 'draft%' AND b.status = 'published' AND b.position > t.position
)

SELECT
    t.batch,
    t.status,
    t.position,
    t.recorded_at,
    t.file_name,
    n.file_name AS newer_file
FROM twin AS t
LEFT JOIN newer AS n ON n.batch = t.batch AND n.choice = 1
