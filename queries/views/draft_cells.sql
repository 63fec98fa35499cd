-- draft_cells: the cells of the draft under check with their row; empty beside a published store.
-- Reads    values_in_force, report
-- Columns  batch_id VARCHAR; row BIGINT; unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(18,6); bound VARCHAR; text VARCHAR; cell VARCHAR; cumulative BOOLEAN
SELECT
    v.batch_id,
    r.number AS row,
    v.unit_id,
    v.period,
    v.measure,
    v.value,
    v.bound,
    v.text,
    v.cell,
    v.cumulative
FROM values_in_force AS v
INNER JOIN report AS r ON r.batch_id = v.batch_id AND r.unit_id = v.unit_id AND r.period = v.period
WHERE v.batch_id LIKE 'draft%'
