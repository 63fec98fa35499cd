-- draft_changes: what recording a draft does to each cell of the forms it tells of; run beside the draft, empty elsewhere.
-- A number that was written as absent (a dash) is absent. unit_id is NULL for a unit the draft registers.
-- Reads    draft_value_before, values_in_force, told_forms, measure, unit, draft_unit
-- Params   none
-- Columns  kind VARCHAR, new, changed, dropped or unchanged; locality VARCHAR; unit_id BIGINT; ward VARCHAR; period VARCHAR; measure VARCHAR; old DOUBLE; new DOUBLE; old_bound VARCHAR; new_bound VARCHAR; old_text VARCHAR, of a text or practice measure; new_text VARCHAR; cell VARCHAR; batch VARCHAR, which file of the draft
WITH touched AS (
    SELECT
        unit_id,
        period,
        family,
        max(batch_id) AS batch
    FROM told_forms
    WHERE batch_id LIKE 'draft%'
    GROUP BY unit_id, period, family
),

cells AS (
    SELECT
        t.unit_id,
        t.period,
        t.batch,
        m.measure,
        m.position,
        old.value AS old,
        new.value AS new,
        old.bound AS old_bound,
        new.bound AS new_bound,
        CASE WHEN m.kind IN ('text', 'practice') THEN old.text END AS old_text,
        CASE WHEN m.kind IN ('text', 'practice') THEN new.text END AS new_text,
        CASE WHEN new.batch_id LIKE 'draft%' THEN new.cell END AS cell
    FROM touched AS t
    INNER JOIN measure AS m ON m.family = t.family
    LEFT JOIN draft_value_before AS old ON old.unit_id = t.unit_id AND old.period = t.period AND old.measure = m.measure
    LEFT JOIN values_in_force AS new ON new.unit_id = t.unit_id AND new.period = t.period AND new.measure = m.measure
)

SELECT
    CASE
        WHEN c.old IS NULL AND c.old_text IS NULL THEN 'new'
        WHEN c.new IS NULL AND c.new_text IS NULL THEN 'dropped'
        WHEN c.old IS NOT DISTINCT FROM c.new AND c.old_bound IS NOT DISTINCT FROM c.new_bound AND c.old_text IS NOT DISTINCT FROM c.new_text THEN 'unchanged'
        ELSE 'changed'
    END AS kind,
    u.locality,
    CASE WHEN f.unit_id IS NULL THEN c.unit_id END AS unit_id,
    u.ward,
    c.period,
    c.measure,
    CAST(c.old AS DOUBLE) AS old,
    CAST(c.new AS DOUBLE) AS new,
    c.old_bound,
    c.new_bound,
    c.old_text,
    c.new_text,
    c.cell,
    c.batch
FROM cells AS c
INNER JOIN unit AS u ON u.unit_id = c.unit_id
LEFT JOIN draft_unit AS f ON f.unit_id = c.unit_id
WHERE coalesce(c.old, c.new) IS NOT NULL OR coalesce(c.old_text, c.new_text) IS NOT NULL
ORDER BY u.locality COLLATE vi, c.period, u.office_order, c.unit_id, c.position
