-- ranking_sizes: how many units each ranking ranks, and the value of the first.
-- Kept     by period
-- Reads    standings
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; scope VARCHAR; basis VARCHAR; ranked BIGINT; best_value DOUBLE
SELECT
    locality,
    period,
    indicator,
    scope,
    basis,
    count(*) AS ranked,
    max(CASE WHEN rank = 1 THEN value END) AS best_value
FROM standings
GROUP BY locality, period, indicator, scope, basis
