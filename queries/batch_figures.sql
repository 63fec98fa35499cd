-- batch_figures: what a batch changed on the day it was recorded, cell by cell: of each unit, period and form it tells
-- of, its own figures beside those that were in force until then. A number written as absent (a dash) is absent.
-- Reads    batch, batch_event, told_forms, reported_value, measure, unit
-- Params   $batch_id VARCHAR
-- Columns  kind VARCHAR, new, changed, dropped or unchanged; locality VARCHAR; unit_id BIGINT; ward VARCHAR; period VARCHAR; measure VARCHAR; old DOUBLE; new DOUBLE; old_bound VARCHAR; new_bound VARCHAR; old_text VARCHAR, of a text or practice measure; new_text VARCHAR; old_cell VARCHAR; cell VARCHAR; old_file VARCHAR
WITH recording AS (
    SELECT
        b.batch_id,
        b.position,
        min(e.position) AS entry
    FROM batch AS b
    INNER JOIN batch_event AS e ON e.batch_id = b.batch_id
    WHERE b.batch_id = $batch_id
    GROUP BY b.batch_id, b.position
),

told AS (
    SELECT
        unit_id,
        period,
        family
    FROM told_forms
    WHERE batch_id = $batch_id
),

last_event AS (
    SELECT
        e.batch_id,
        max(e.position) AS position
    FROM batch_event AS e
    CROSS JOIN recording AS r
    WHERE e.position < r.entry
    GROUP BY e.batch_id
),

counting AS (
    SELECT
        b.batch_id,
        b.position,
        b.file_name
    FROM batch AS b
    INNER JOIN last_event AS l ON l.batch_id = b.batch_id
    INNER JOIN batch_event AS e ON e.batch_id = l.batch_id AND e.position = l.position
    WHERE e.kind <> 'withdrawn'
),

aged AS (
    SELECT
        v.unit_id,
        v.period,
        v.measure,
        v.value,
        v.bound,
        v.text,
        v.cell,
        c.file_name,
        rank() OVER (PARTITION BY v.unit_id, v.period, m.family ORDER BY c.position DESC) AS age
    FROM reported_value AS v
    INNER JOIN counting AS c ON c.batch_id = v.batch_id
    INNER JOIN measure AS m ON m.measure = v.measure
    INNER JOIN told AS t ON t.unit_id = v.unit_id AND t.period = v.period AND t.family = m.family
),

cells AS (
    SELECT
        t.unit_id,
        t.period,
        m.measure,
        m.position,
        o.value AS old,
        n.value AS new,
        o.bound AS old_bound,
        n.bound AS new_bound,
        CASE WHEN m.kind IN ('text', 'practice') THEN o.text END AS old_text,
        CASE WHEN m.kind IN ('text', 'practice') THEN n.text END AS new_text,
        o.cell AS old_cell,
        n.cell,
        o.file_name AS old_file
    FROM told AS t
    INNER JOIN measure AS m ON m.family = t.family
    LEFT JOIN aged AS o ON o.unit_id = t.unit_id AND o.period = t.period AND o.measure = m.measure AND o.age = 1
    LEFT JOIN reported_value AS n
        ON n.batch_id = $batch_id AND n.unit_id = t.unit_id AND n.period = t.period AND n.measure = m.measure
)

SELECT
    CASE
        WHEN c.old IS NULL AND c.old_text IS NULL THEN 'new'
        WHEN c.new IS NULL AND c.new_text IS NULL THEN 'dropped'
        WHEN c.old IS NOT DISTINCT FROM c.new AND c.old_bound IS NOT DISTINCT FROM c.new_bound AND c.old_text IS NOT DISTINCT FROM c.new_text THEN 'unchanged'
        ELSE 'changed'
    END AS kind,
    u.locality,
    c.unit_id,
    u.ward,
    c.period,
    c.measure,
    CAST(c.old AS DOUBLE) AS old,
    CAST(c.new AS DOUBLE) AS new,
    c.old_bound,
    c.new_bound,
    c.old_text,
    c.new_text,
    c.old_cell,
    c.cell,
    c.old_file
FROM cells AS c
INNER JOIN unit AS u ON u.unit_id = c.unit_id
WHERE coalesce(c.old, c.new) IS NOT NULL OR coalesce(c.old_text, c.new_text) IS NOT NULL
ORDER BY u.locality COLLATE vi, c.period, u.office_order, c.unit_id, c.position
