-- batch_events: all that happened to a batch or to all of them, oldest first: recorded, withdrawn, restored.
-- Reads    batch_event, batch
-- Params   $batch_id VARCHAR, NULL for all
-- Columns  batch_id VARCHAR; kind VARCHAR, recorded, withdrawn or restored; at TIMESTAMP; who VARCHAR; reason VARCHAR; position BIGINT; file_name VARCHAR; document VARCHAR
SELECT
    e.batch_id,
    e.kind,
    e.happened_at AS at,
    e.who,
    e.reason,
    e.position,
    b.file_name,
    b.document
FROM batch_event AS e
INNER JOIN batch AS b ON b.batch_id = e.batch_id
WHERE $batch_id IS NULL OR e.batch_id = $batch_id
ORDER BY e.position, b.position
