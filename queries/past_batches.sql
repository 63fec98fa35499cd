-- past_batches: the rows of batch once the journal had so many entries, each by the last thing that had happened to it.
-- Reads    batch, batch_event
-- Params   $position BIGINT, the last entry that counts
-- Columns  batch_id VARCHAR; position BIGINT; status VARCHAR; kind VARCHAR; sha256 VARCHAR; file_name VARCHAR; uploader VARCHAR; reason VARCHAR; document VARCHAR; recorded_at TIMESTAMP
WITH told AS (
    SELECT
        batch_id,
        max(position) AS position
    FROM batch_event
    WHERE position <= $position
    GROUP BY batch_id
)

SELECT
    b.batch_id,
    b.position,
    CASE WHEN e.kind = 'withdrawn' THEN 'withdrawn' ELSE 'published' END AS status,
    b.kind,
    b.sha256,
    b.file_name,
    b.uploader,
    b.reason,
    b.document,
    b.recorded_at
FROM batch AS b
INNER JOIN told AS t ON t.batch_id = b.batch_id
INNER JOIN batch_event AS e ON e.batch_id = t.batch_id AND e.position = t.position
ORDER BY b.position
