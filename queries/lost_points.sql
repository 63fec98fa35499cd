-- lost_points: what a unit earns with each part of a composite or of a score, beside full marks and the unit that leads.
-- Of a composite its live members; of a score the components of the unit's own scheme, in the scheme's points: a bonus and
-- a penalty are no part of full marks, and what is not reported of them is none. Several may lead: the first of them in the
-- office's order stands for all, as their totals are equal and their parts need not be.
-- Reads    indicator_values, live_members, main_basis, member_points, scheme_component, schemes_in_force, standings, unit
-- Params   $unit_id BIGINT; $locality VARCHAR; $period VARCHAR; $by VARCHAR, a composite or score; $group VARCHAR or NULL
-- Columns  position BIGINT; part VARCHAR, an indicator; value DOUBLE; points DECIMAL(18,12), negative of a penalty; maximum DECIMAL(18,12); to_full DECIMAL(18,12), what it lacks; leader_id BIGINT; leader VARCHAR; leaders BIGINT; leads BOOLEAN, whether it is among them; leader_value DOUBLE; leader_points DECIMAL(18,12); to_leader DECIMAL(18,12), negative where it has more; total DECIMAL(18,12), NULL while a part is not reported; full_marks DECIMAL(18,12); lacks DECIMAL(18,12); leader_total DECIMAL(18,12); behind DECIMAL(18,12)
WITH first_units AS (
    SELECT
        s.unit_id,
        u.ward,
        count(*) OVER () AS leaders,
        bool_or(s.unit_id = $unit_id) OVER () AS leads,
        row_number() OVER (ORDER BY u.office_order, u.unit_id) AS choice
    FROM standings AS s
    INNER JOIN main_basis AS mb
        ON mb.locality = s.locality AND mb.period = s.period AND mb.indicator = s.indicator AND mb.basis = s.basis
    INNER JOIN unit AS u ON u.unit_id = s.unit_id
    WHERE
        s.locality = $locality
        AND s.period = $period
        AND s.indicator = $by
        AND s.scope = coalesce($group, '')
        AND s.rank = 1
),

asked AS (
    SELECT
        m.position,
        m.member AS part,
        m.points AS maximum
    FROM live_members AS m
    WHERE m.locality = $locality AND m.period = $period AND m.indicator = $by
    UNION ALL
    SELECT
        c.position,
        c.indicator AS part,
        CAST(CASE WHEN c.part IN ('bonus', 'penalty') THEN 0 ELSE c.maximum END AS DECIMAL(18, 12)) AS maximum
    FROM scheme_component AS c
    INNER JOIN schemes_in_force AS sf ON sf.scheme = c.scheme
    WHERE sf.unit_id = $unit_id AND sf.period = $period AND $by = 'score'
),

earned AS (
    SELECT
        m.unit_id,
        m.member AS part,
        m.value,
        m.points
    FROM member_points AS m
    WHERE m.locality = $locality AND m.period = $period AND m.indicator = $by
    UNION ALL
    SELECT
        v.unit_id,
        c.indicator AS part,
        v.value,
        CAST(
            CASE WHEN c.part IN ('bonus', 'penalty') THEN coalesce(c.sign * v.value, 0) ELSE v.value END
            AS DECIMAL(18, 12)
        ) AS points
    FROM scheme_component AS c
    INNER JOIN indicator_values AS v ON v.indicator = c.indicator AND v.basis = c.scheme
    WHERE v.locality = $locality AND v.period = $period AND $by = 'score'
),

parts AS (
    SELECT
        a.position,
        a.part,
        o.value,
        o.points,
        a.maximum,
        CAST(a.maximum - o.points AS DECIMAL(18, 12)) AS to_full,
        f.unit_id AS leader_id,
        f.ward AS leader,
        f.leaders,
        coalesce(f.leads, FALSE) AS leads,
        l.value AS leader_value,
        l.points AS leader_points,
        CAST(l.points - o.points AS DECIMAL(18, 12)) AS to_leader
    FROM asked AS a
    INNER JOIN earned AS o ON o.part = a.part AND o.unit_id = $unit_id
    LEFT JOIN first_units AS f ON f.choice = 1
    LEFT JOIN earned AS l ON l.part = a.part AND l.unit_id = f.unit_id
),

totals AS (
    SELECT
        CASE WHEN count(points) = count(*) THEN CAST(sum(points) AS DECIMAL(18, 12)) END AS total,
        CAST(sum(maximum) AS DECIMAL(18, 12)) AS full_marks,
        CASE WHEN count(points) = count(*) THEN CAST(sum(to_full) AS DECIMAL(18, 12)) END AS lacks,
        CASE WHEN count(leader_points) = count(*) THEN CAST(sum(leader_points) AS DECIMAL(18, 12)) END AS leader_total,
        CASE WHEN count(to_leader) = count(*) THEN CAST(sum(to_leader) AS DECIMAL(18, 12)) END AS behind
    FROM parts
)

SELECT
    p.position,
    p.part,
    p.value,
    p.points,
    p.maximum,
    p.to_full,
    p.leader_id,
    p.leader,
    p.leaders,
    p.leads,
    p.leader_value,
    p.leader_points,
    p.to_leader,
    t.total,
    t.full_marks,
    t.lacks,
    t.leader_total,
    t.behind
FROM parts AS p
CROSS JOIN totals AS t
ORDER BY p.position
