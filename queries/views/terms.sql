-- terms: above and below the line of each indicator, per unit and period, with how many terms were reported.
-- computed marks a total that was missing, not a column that is a sum by definition.
-- Reads    completed_values, indicator_term, measure
-- Columns  unit_id BIGINT; period VARCHAR; indicator VARCHAR; numerator DECIMAL(38,6); denominator DECIMAL(38,6); numerators BIGINT; denominators BIGINT; bounded BOOLEAN; bound VARCHAR; bounds BIGINT; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
SELECT
    c.unit_id,
    c.period,
    t.indicator,
    CAST(sum(CASE WHEN t.side = 'numerator' THEN c.value END) AS DECIMAL(38, 6)) AS numerator,
    CAST(sum(CASE WHEN t.side = 'denominator' THEN c.value END) AS DECIMAL(38, 6)) AS denominator,
    count(CASE WHEN t.side = 'numerator' THEN 1 END) AS numerators,
    count(CASE WHEN t.side = 'denominator' THEN 1 END) AS denominators,
    bool_or(c.bound IS NOT NULL) AS bounded,
    max(CASE WHEN t.side = 'numerator' THEN c.bound END) AS bound,
    count(c.bound) AS bounds,
    bool_or(c.computed AND NOT m.merged) AS computed,
    min(c.starts) AS starts,
    max(c.ends) AS ends,
    bool_or(c.cumulative) AS cumulative
FROM completed_values AS c
INNER JOIN indicator_term AS t ON t.measure = c.measure
INNER JOIN measure AS m ON m.measure = c.measure
GROUP BY c.unit_id, c.period, t.indicator
