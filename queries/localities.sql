-- localities: the localities of the store, the default one first.
-- Reads    locality, unit
-- Params   none
-- Columns  locality VARCHAR; close_day INTEGER; is_default BOOLEAN; units BIGINT; groups BIGINT
SELECT
    l.locality,
    l.close_day,
    l.is_default,
    count(CASE WHEN NOT u.is_locality THEN 1 END) AS units,
    count(DISTINCT u.group_name) AS groups
FROM locality AS l
LEFT JOIN unit AS u ON u.locality = l.locality
GROUP BY l.locality, l.close_day, l.is_default
ORDER BY l.is_default DESC, l.locality COLLATE vi
