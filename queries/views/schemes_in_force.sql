-- schemes_in_force: the score scheme of each unit in each period: the declared scheme's key, else its first writing.
-- Kept     by period
-- Reads    values_in_force, scheme_text, scheme_name
-- Columns  unit_id BIGINT; period VARCHAR; scheme VARCHAR; maximum DECIMAL(18,6)
SELECT
    v.unit_id,
    v.period,
    coalesce(s.scheme, w.scheme) AS scheme,
    s.maximum
FROM values_in_force AS v
INNER JOIN scheme_text AS w ON w.text = v.text
LEFT JOIN scheme_name AS s ON s.name = w.key
WHERE v.measure = 'score_scheme'
