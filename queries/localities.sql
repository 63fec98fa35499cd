-- localities: the localities of the store with the units that hold now, the default one first.
-- Reads    locality, unit
-- Params   none
-- Columns  locality VARCHAR; close_day INTEGER; is_default BOOLEAN; units BIGINT; groups BIGINT
SELECT
    l.locality,
    l.close_day,
    l.is_default,
    count(CASE WHEN NOT u.is_locality AND u.valid_to IS NULL THEN 1 END) AS units,
    count(DISTINCT CASE WHEN u.valid_to IS NULL THEN u.group_name END) AS groups
FROM locality AS l
LEFT JOIN unit AS u ON u.locality = l.locality
GROUP BY l.locality, l.close_day, l.is_default
ORDER BY l.is_default DESC, l.locality COLLATE vi
