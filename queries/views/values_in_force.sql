-- values_in_force: of each unit, period and family, the values of the newest published batch that has any (design §3.6).
-- Reads    forms_in_force, reported_value, measure
-- Columns  unit_id BIGINT; period VARCHAR; measure VARCHAR; value DECIMAL(18,6); bound VARCHAR; text VARCHAR; cell VARCHAR; batch_id VARCHAR; starts DATE; ends DATE; cumulative BOOLEAN
SELECT
    v.unit_id,
    v.period,
    v.measure,
    v.value,
    v.bound,
    v.text,
    v.cell,
    v.batch_id,
    f.starts,
    f.ends,
    f.cumulative
FROM reported_value AS v
INNER JOIN measure AS m ON m.measure = v.measure
INNER JOIN forms_in_force AS f
    ON f.batch_id = v.batch_id AND f.unit_id = v.unit_id AND f.period = v.period AND f.family = m.family
