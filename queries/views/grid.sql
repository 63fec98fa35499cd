-- grid: every ward expected in a period of its locality, by every indicator, reported or not.
-- Guards against the silence of sums and least(): what was not reported is a row with no value, never a missing row.
-- Expected is who holds on the period's last day; an older version of a ward is there only where it has reported.
-- A component of a score is there only where its scheme scored anyone of the locality in the period.
-- Kept     by period
-- Reads    unit, locality_periods, period, indicator, report, batch, schemes_in_force
-- Columns  locality VARCHAR; unit_id BIGINT; group_name VARCHAR; period VARCHAR; indicator VARCHAR; submitted BOOLEAN
WITH submitted AS (
    SELECT DISTINCT
        r.unit_id,
        r.period
    FROM report AS r
    INNER JOIN batch AS b ON b.batch_id = r.batch_id
    WHERE b.status = 'published'
),

scored AS (
    SELECT DISTINCT
        u.locality,
        s.period,
        s.scheme
    FROM schemes_in_force AS s
    INNER JOIN unit AS u ON u.unit_id = s.unit_id
)

SELECT
    u.locality,
    u.unit_id,
    u.group_name,
    p.period,
    i.indicator,
    s.unit_id IS NOT NULL AS submitted
FROM unit AS u
INNER JOIN locality_periods AS lp ON lp.locality = u.locality
INNER JOIN period AS p ON p.period = lp.period
CROSS JOIN indicator AS i
LEFT JOIN submitted AS s ON s.unit_id = u.unit_id AND s.period = p.period
LEFT JOIN scored AS sc ON sc.locality = u.locality AND sc.period = p.period AND sc.scheme = i.scheme
WHERE
    NOT u.is_locality
    AND (i.scheme IS NULL OR sc.scheme IS NOT NULL)
    AND (
        s.unit_id IS NOT NULL
        OR ((u.valid_from IS NULL OR u.valid_from <= p.last_day) AND (u.valid_to IS NULL OR u.valid_to > p.last_day))
    )
