-- schemes_in_force: the score scheme of each unit in each period: the declared scheme's key, else the text as written.
-- Reads    values_in_force, scheme_name
-- Columns  unit_id BIGINT; period VARCHAR; scheme VARCHAR; maximum DECIMAL(18,6)
SELECT
    v.unit_id,
    v.period,
    coalesce(s.scheme, v.text) AS scheme,
    s.maximum
FROM values_in_force AS v
LEFT JOIN scheme_name AS s ON s.name = lower(v.text)
WHERE v.measure = 'score_scheme'
