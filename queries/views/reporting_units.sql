-- reporting_units: how many units are expected in a period of their locality, and how many of them have reported.
-- Kept     by period
-- Reads    grid, indicator
-- Columns  locality VARCHAR; period VARCHAR; units BIGINT, that reported; expected BIGINT
WITH first AS (
    SELECT min(position) AS position
    FROM indicator
)

-- every expected unit stands once beside the first indicator
SELECT
    g.locality,
    g.period,
    count(CASE WHEN g.submitted THEN 1 END) AS units,
    count(*) AS expected
FROM grid AS g
INNER JOIN indicator AS i ON i.indicator = g.indicator
INNER JOIN first AS f ON f.position = i.position
GROUP BY g.locality, g.period
