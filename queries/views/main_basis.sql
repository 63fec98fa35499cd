-- main_basis: the score scheme (or members) that most wards of a locality have in a period; the first by name when equal.
-- Kept     by period
-- Reads    indicator_values
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; basis VARCHAR
WITH counted AS (
    SELECT
        locality,
        period,
        indicator,
        basis,
        row_number() OVER (PARTITION BY locality, period, indicator ORDER BY count(*) DESC, basis ASC) AS choice
    FROM indicator_values
    WHERE value IS NOT NULL
    GROUP BY locality, period, indicator, basis
)

SELECT
    locality,
    period,
    indicator,
    basis
FROM counted
WHERE choice = 1
