-- component_points: what each unit's score of a period is made of: one row a unit and component of its scheme, with what it
-- gave itself, its rank by the component within that scheme, the locality's mean and the most that any unit has.
-- Units that name a declared scheme; points NULL: not reported, or only a bound, as `reason` says.
-- Reads    indicator_values, completed_values, locality_values, scheme_component, schemes_in_force, scopes, standings, unit
-- Params   $locality VARCHAR; $period VARCHAR; $group VARCHAR or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; office_order INTEGER; scheme VARCHAR; position BIGINT; component VARCHAR; indicator VARCHAR; part VARCHAR; domain VARCHAR; sign BIGINT, -1 for a penalty; maximum DOUBLE; points DOUBLE; self_points DOUBLE; rank BIGINT; ranked BIGINT; best_points DOUBLE; locality_points DOUBLE; reason VARCHAR
WITH ranked AS (
    SELECT
        s.indicator,
        s.unit_id,
        s.rank
    FROM standings AS s
    WHERE s.locality = $locality AND s.period = $period AND s.scope = coalesce($group, '')
),

best AS (
    SELECT
        s.indicator,
        count(*) AS ranked,
        max(s.value * c.sign) * max(c.sign) AS best_points
    FROM standings AS s
    INNER JOIN scheme_component AS c ON c.indicator = s.indicator
    WHERE s.locality = $locality AND s.period = $period AND s.scope = coalesce($group, '')
    GROUP BY s.indicator
)

SELECT
    u.unit_id,
    u.ward,
    u.bare_name,
    u.office_order,
    c.scheme,
    c.position,
    c.component,
    c.indicator,
    c.part,
    c.domain,
    c.sign,
    CAST(c.maximum AS DOUBLE) AS maximum,
    v.value AS points,
    CAST(CASE WHEN own.bound IS NULL THEN own.value END AS DOUBLE) AS self_points,
    r.rank,
    coalesce(b.ranked, 0) AS ranked,
    b.best_points,
    lv.value AS locality_points,
    v.reason
FROM scheme_component AS c
INNER JOIN schemes_in_force AS sf ON sf.scheme = c.scheme
INNER JOIN unit AS u ON u.unit_id = sf.unit_id
INNER JOIN scopes AS sc ON sc.unit_id = u.unit_id AND sc.scope = coalesce($group, '')
INNER JOIN indicator_values AS v ON v.unit_id = u.unit_id AND v.period = sf.period AND v.indicator = c.indicator
LEFT JOIN completed_values AS own
    ON own.unit_id = u.unit_id AND own.period = sf.period AND own.measure = 'self_' || c.measure
LEFT JOIN ranked AS r ON r.unit_id = u.unit_id AND r.indicator = c.indicator
LEFT JOIN best AS b ON b.indicator = c.indicator
LEFT JOIN locality_values AS lv
    ON
        lv.locality = u.locality
        AND lv.period = sf.period
        AND lv.indicator = c.indicator
        AND lv.scope = sc.scope
        AND lv.basis = c.scheme
WHERE u.locality = $locality AND sf.period = $period
ORDER BY u.office_order, u.unit_id, c.position
