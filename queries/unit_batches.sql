-- unit_batches: every upload and correction that tells of a unit, newest first, with how many of its figures still count.
-- Reads    batch, report, reported_value, values_in_force
-- Params   $unit_id BIGINT; $period VARCHAR, NULL for all
-- Columns  batch_id VARCHAR; position BIGINT; status VARCHAR; kind VARCHAR; file_name VARCHAR; uploader VARCHAR; document VARCHAR; recorded_at TIMESTAMP; periods VARCHAR; figures BIGINT; in_force BIGINT
WITH told AS (
    SELECT
        batch_id,
        string_agg(DISTINCT period, ' ' ORDER BY period) AS periods
    FROM report
    WHERE unit_id = $unit_id AND period = coalesce($period, period)
    GROUP BY batch_id
),

written AS (
    SELECT
        batch_id,
        count(*) AS figures
    FROM reported_value
    WHERE unit_id = $unit_id AND period = coalesce($period, period)
    GROUP BY batch_id
),

counting AS (
    SELECT
        batch_id,
        count(*) AS figures
    FROM values_in_force
    WHERE unit_id = $unit_id AND period = coalesce($period, period)
    GROUP BY batch_id
)

SELECT
    b.batch_id,
    b.position,
    b.status,
    b.kind,
    b.file_name,
    b.uploader,
    b.document,
    b.recorded_at,
    t.periods,
    coalesce(w.figures, 0) AS figures,
    coalesce(c.figures, 0) AS in_force
FROM batch AS b
INNER JOIN told AS t ON t.batch_id = b.batch_id
LEFT JOIN written AS w ON w.batch_id = b.batch_id
LEFT JOIN counting AS c ON c.batch_id = b.batch_id
ORDER BY b.position DESC
