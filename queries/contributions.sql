-- contributions: what a change of a unit's value is made of, in the value's own unit; the rows add up to the change exactly.
-- Of a composite the points of each member. Of a score the points of each component, in points of 100, where they make up
-- the score in both periods; a penalty counts against it. Of a share the counts above and below the line: with a/b = share, a count of
-- the numerator brings Δ·(1/b₀ + 1/b₁)/2 and one of the denominator its part of Δ(1/b)·(a₀ + a₁)/2 (the mean of both
-- orders of change, Shapley's value for two). What rounding leaves over goes to the last row.
-- Reads    completed_values, indicator, indicator_term, indicator_values, member_points, scheme_component
-- Params   $unit_id BIGINT; $period VARCHAR; $against VARCHAR; $by VARCHAR
-- Columns  position BIGINT; part_kind VARCHAR, component, member or term; part VARCHAR, an indicator or a measure; side VARCHAR, numerator or denominator; domain VARCHAR, of a component; before DOUBLE; after DOUBLE; change DECIMAL(18,12); total DECIMAL(18,12), the whole change
WITH both_values AS (
    SELECT
        n.indicator,
        i.kind,
        n.basis,
        i.scheme AS component_of,
        CAST(n.value - b.value AS DECIMAL(18, 12)) AS total,
        b.numerator AS a0,
        b.denominator AS b0,
        n.numerator AS a1,
        n.denominator AS b1
    FROM indicator_values AS n
    INNER JOIN indicator_values AS b
        ON b.unit_id = n.unit_id AND b.indicator = n.indicator AND b.basis = n.basis AND b.period = $against
    INNER JOIN indicator AS i ON i.indicator = n.indicator
    WHERE
        n.unit_id = $unit_id
        AND n.period = $period
        AND n.indicator = $by
        AND n.value IS NOT NULL
        AND b.value IS NOT NULL
),

members AS (
    SELECT
        n.position,
        'member' AS part_kind,
        n.member AS part,
        'numerator' AS side,
        NULL AS domain,
        CAST(b.points AS DOUBLE) AS before,
        CAST(n.points AS DOUBLE) AS after,
        n.points - b.points AS change,
        v.total
    FROM both_values AS v
    INNER JOIN member_points AS n ON n.indicator = v.indicator AND n.unit_id = $unit_id AND n.period = $period
    INNER JOIN member_points AS b
        ON b.indicator = n.indicator AND b.member = n.member AND b.unit_id = n.unit_id AND b.period = $against
),

terms AS (
    SELECT
        row_number() OVER (ORDER BY CASE WHEN t.side = 'numerator' THEN 0 ELSE 1 END, t.measure) AS position,
        'term' AS part_kind,
        t.measure AS part,
        t.side,
        NULL AS domain,
        CAST(b.value AS DOUBLE) AS before,
        CAST(n.value AS DOUBLE) AS after,
        CAST(
            CASE
                WHEN t.side = 'numerator'
                    THEN CAST(n.value - b.value AS DOUBLE) * 100 * (1 / v.b0 + 1 / v.b1) / 2
                ELSE CAST(b.value - n.value AS DOUBLE) * 100 * (v.a0 + v.a1) / (2 * v.b0 * v.b1)
            END
            AS DECIMAL(18, 12)
        ) AS change,
        v.total
    FROM both_values AS v
    INNER JOIN indicator_term AS t ON t.indicator = v.indicator
    INNER JOIN completed_values AS n ON n.measure = t.measure AND n.unit_id = $unit_id AND n.period = $period
    INNER JOIN completed_values AS b ON b.measure = t.measure AND b.unit_id = $unit_id AND b.period = $against
    WHERE v.kind = 'share' AND v.b0 > 0 AND v.b1 > 0
),

points AS (
    SELECT
        c.position,
        c.indicator,
        c.domain,
        v.total,
        v.a0,
        v.b0,
        v.a1,
        v.b1,
        CASE WHEN b.bound IS NULL THEN c.sign * b.value END AS before,
        CASE WHEN n.bound IS NULL THEN c.sign * n.value END AS after
    FROM both_values AS v
    INNER JOIN scheme_component AS c ON c.scheme = v.basis
    LEFT JOIN completed_values AS b ON b.measure = c.measure AND b.unit_id = $unit_id AND b.period = $against
    LEFT JOIN completed_values AS n ON n.measure = c.measure AND n.unit_id = $unit_id AND n.period = $period
    WHERE v.kind = 'score' AND v.component_of IS NULL
),

-- A component told of neither period, such as a bonus nobody got, is no part; told of one, the other counts as none.
told AS (
    SELECT
        position,
        indicator,
        domain,
        total,
        a0,
        b0,
        a1,
        b1,
        coalesce(before, 0) AS before,
        coalesce(after, 0) AS after,
        sum(before) OVER () AS all_before,
        sum(after) OVER () AS all_after
    FROM points
    WHERE before IS NOT NULL OR after IS NOT NULL
),

components AS (
    SELECT
        position,
        'component' AS part_kind,
        indicator AS part,
        'numerator' AS side,
        domain,
        CAST(before AS DOUBLE) * 100 / b0 AS before,
        CAST(after AS DOUBLE) * 100 / b1 AS after,
        CAST(CAST(after AS DOUBLE) * 100 / b1 - CAST(before AS DOUBLE) * 100 / b0 AS DECIMAL(18, 12)) AS change,
        total
    FROM told
    WHERE all_before = CAST(a0 AS DECIMAL(38, 6)) AND all_after = CAST(a1 AS DECIMAL(38, 6))
),

parts AS (
    SELECT
        position,
        part_kind,
        part,
        side,
        domain,
        before,
        after,
        change,
        total
    FROM components
    UNION ALL
    SELECT
        position,
        part_kind,
        part,
        side,
        domain,
        before,
        after,
        change,
        total
    FROM members
    UNION ALL
    SELECT
        position,
        part_kind,
        part,
        side,
        domain,
        before,
        after,
        change,
        total
    FROM terms
),

summed AS (
    SELECT
        position,
        part_kind,
        part,
        side,
        domain,
        before,
        after,
        change,
        total,
        sum(change) OVER () AS added,
        max(position) OVER () AS last_position
    FROM parts
)

SELECT
    position,
    part_kind,
    part,
    side,
    domain,
    before,
    after,
    CAST(CASE WHEN position = last_position THEN change + total - added ELSE change END AS DECIMAL(18, 12)) AS change,
    total
FROM summed
ORDER BY position
