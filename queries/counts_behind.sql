-- counts_behind: the counts behind a ranking: of a share its own and those of the keys that break its ties, of a composite
-- those of its live members. One row a unit of the grid; a unit that does not report a figure has no counts in its row.
-- Reads    indicator, indicator_key, indicator_values, live_members, main_basis, scopes, standings, unit
-- Params   $locality VARCHAR; $period VARCHAR; $by VARCHAR; $group VARCHAR or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; rank BIGINT; role VARCHAR, value or key or member; position BIGINT; indicator VARCHAR; numerator DOUBLE; denominator DOUBLE; value DOUBLE; sign BIGINT; when_empty DOUBLE; points DOUBLE, a member's full marks; low DOUBLE; high DOUBLE
WITH asked AS (
    SELECT
        i.indicator,
        'value' AS role,
        CAST(0 AS BIGINT) AS position,
        CAST(NULL AS DOUBLE) AS points,
        CAST(NULL AS DOUBLE) AS low,
        CAST(NULL AS DOUBLE) AS high
    FROM indicator AS i
    WHERE i.indicator = $by AND i.kind = 'share'
    UNION ALL
    SELECT
        k.key AS indicator,
        'key' AS role,
        k.position,
        CAST(NULL AS DOUBLE) AS points,
        CAST(NULL AS DOUBLE) AS low,
        CAST(NULL AS DOUBLE) AS high
    FROM indicator_key AS k
    WHERE k.indicator = $by
    UNION ALL
    SELECT
        m.member AS indicator,
        'member' AS role,
        m.position,
        CAST(m.points AS DOUBLE) AS points,
        m.low,
        m.high
    FROM live_members AS m
    WHERE m.locality = $locality AND m.period = $period AND m.indicator = $by
)

SELECT
    v.unit_id,
    u.ward,
    u.bare_name,
    s.rank,
    a.role,
    a.position,
    a.indicator,
    CASE WHEN v.value IS NOT NULL THEN v.numerator END AS numerator,
    CASE WHEN v.value IS NOT NULL THEN v.denominator END AS denominator,
    v.value,
    i.sign,
    i.when_empty,
    a.points,
    a.low,
    a.high
FROM asked AS a
INNER JOIN indicator AS i ON i.indicator = a.indicator AND i.kind <> 'composite'
INNER JOIN indicator_values AS v ON v.indicator = a.indicator
INNER JOIN unit AS u ON u.unit_id = v.unit_id
INNER JOIN scopes AS sc ON sc.unit_id = v.unit_id AND sc.scope = coalesce($group, '')
LEFT JOIN main_basis AS mb ON mb.locality = v.locality AND mb.period = v.period AND mb.indicator = $by
LEFT JOIN standings AS s
    ON
        s.unit_id = v.unit_id
        AND s.period = v.period
        AND s.indicator = $by
        AND s.scope = sc.scope
        AND s.basis = mb.basis
WHERE v.locality = $locality AND v.period = $period
ORDER BY a.position, u.office_order, u.unit_id
