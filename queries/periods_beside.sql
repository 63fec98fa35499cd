-- periods_beside: the periods asked for, and any right after one of them: what is recorded late is compared with what follows.
-- Reads    period
-- Params   $periods VARCHAR, keys with a comma before, between and behind: ',2025-Q2,2025-Q3,'
-- Columns  period VARCHAR
SELECT p.period
FROM period AS p
WHERE
    position(',' || p.period || ',' IN $periods) > 0
    OR position(',' || p.previous || ',' IN $periods) > 0
ORDER BY p.period
