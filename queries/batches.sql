-- batches: every upload and correction, newest first; one that was withdrawn and restored keeps its place.
-- Reads    batch, report, batch_event, unit, forms_in_force, corrections, closing_in_force
-- Params   $locality VARCHAR, NULL for all; $period VARCHAR, NULL for all
-- Columns  batch_id VARCHAR; position BIGINT; status VARCHAR; kind VARCHAR, upload or correction; file_name VARCHAR; sha256 VARCHAR; uploader VARCHAR; reason VARCHAR; document VARCHAR; recorded_at TIMESTAMP; periods VARCHAR; units BIGINT; events BIGINT; in_force BIGINT, its figures that count; units_in_force BIGINT; after_closing BOOLEAN, a correction of a period that was closed
WITH reported AS (
    SELECT
        r.batch_id,
        string_agg(DISTINCT r.period, ' ' ORDER BY r.period) AS periods,
        count(DISTINCT r.unit_id) AS units,
        count(CASE WHEN u.locality = coalesce($locality, u.locality) AND r.period = coalesce($period, r.period) THEN 1 END) AS asked
    FROM report AS r
    INNER JOIN unit AS u ON u.unit_id = r.unit_id
    GROUP BY r.batch_id
),

happened AS (
    SELECT
        batch_id,
        count(*) AS events
    FROM batch_event
    GROUP BY batch_id
),

counting AS (
    SELECT
        batch_id,
        CAST(sum(figures) AS BIGINT) AS figures,
        count(DISTINCT unit_id) AS units
    FROM forms_in_force
    GROUP BY batch_id
),

late AS (
    SELECT DISTINCT c.batch_id
    FROM corrections AS c
    INNER JOIN closing_in_force AS f ON f.position = c.closing
)

SELECT
    b.batch_id,
    b.position,
    b.status,
    b.kind,
    b.file_name,
    b.sha256,
    b.uploader,
    b.reason,
    b.document,
    b.recorded_at,
    r.periods,
    coalesce(r.units, 0) AS units,
    h.events,
    coalesce(c.figures, 0) AS in_force,
    coalesce(c.units, 0) AS units_in_force,
    l.batch_id IS NOT NULL AS after_closing
FROM batch AS b
INNER JOIN happened AS h ON h.batch_id = b.batch_id
LEFT JOIN reported AS r ON r.batch_id = b.batch_id
LEFT JOIN counting AS c ON c.batch_id = b.batch_id
LEFT JOIN late AS l ON l.batch_id = b.batch_id
WHERE r.asked > 0 OR ($locality IS NULL AND $period IS NULL)
ORDER BY b.position DESC
