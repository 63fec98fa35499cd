-- told_forms: the forms that each batch tells of: a family of measures of one unit in one period (design §3.6).
-- Reads    reported_value, measure
-- Columns  batch_id VARCHAR; unit_id BIGINT; period VARCHAR; family VARCHAR
SELECT DISTINCT
    v.batch_id,
    v.unit_id,
    v.period,
    m.family
FROM reported_value AS v
INNER JOIN measure AS m ON m.measure = v.measure
