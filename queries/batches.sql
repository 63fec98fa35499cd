-- batches: every upload, newest first.
-- Reads    batch, report
-- Params   none
-- Columns  batch_id VARCHAR; position BIGINT; status VARCHAR; file_name VARCHAR; sha256 VARCHAR; uploader VARCHAR; reason VARCHAR; recorded_at TIMESTAMP; periods VARCHAR; units BIGINT
SELECT
    b.batch_id,
    b.position,
    b.status,
    b.file_name,
    b.sha256,
    b.uploader,
    b.reason,
    b.recorded_at,
    string_agg(DISTINCT r.period, ' ' ORDER BY r.period) AS periods,
    count(DISTINCT r.unit_id) AS units
FROM batch AS b
LEFT JOIN report AS r ON r.batch_id = b.batch_id
GROUP BY b.batch_id, b.position, b.status, b.file_name, b.sha256, b.uploader, b.reason, b.recorded_at
ORDER BY b.position DESC
