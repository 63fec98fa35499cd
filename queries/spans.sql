-- spans: an indicator of every ward in every quarter, half, nine months or year that its quarters add up to, oldest first.
-- Flows are added and must be there in every quarter; stocks are those of the last; carried over is what was pending before
-- the span (where that quarter was not told, what its first quarter says), received in total is new and carried over; a
-- share is a ratio of sums (design §3.3). A quarter that was not reported may come from two cumulative reports; $span
-- cumulative is each cumulative report as it stands, a series apart. Scores are no counts and have no spans.
-- $rebuilt: before a merger the predecessors that went over whole are added up, never ranked, and refused where one of
-- them told nothing of a part or was not there; one that was split is not added up.
-- Reads    completed_values, differenced_quarters, index_member, indicator, indicator_key, indicator_term, indicator_values, lineage, measure, period, predecessors, span_parts, unit
-- Params   $locality VARCHAR; $by VARCHAR, an indicator's key; $span VARCHAR, quarter or half or nine_months or year or cumulative; $rebuilt VARCHAR, any text, or NULL
-- Columns  period VARCHAR; label VARCHAR, as reported or NULL; kind VARCHAR; year INTEGER; number INTEGER; cumulative BOOLEAN; last_day DATE; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; value DOUBLE; numerator DOUBLE; denominator DOUBLE; rank BIGINT; ranked BIGINT; previous_value DOUBLE; previous_rank BIGINT; locality_value DOUBLE; basis VARCHAR; reason VARCHAR; quarters VARCHAR, those the reason is about; broken BOOLEAN; derived BOOLEAN, from two cumulative reports; rebuilt BOOLEAN
WITH wanted AS (
    SELECT
        indicator,
        'value' AS role,
        0 AS position
    FROM indicator
    WHERE indicator = $by
    UNION ALL
    SELECT
        key AS indicator,
        'key' AS role,
        position
    FROM indicator_key
    WHERE indicator = $by
    UNION ALL
    SELECT
        member AS indicator,
        'member' AS role,
        position
    FROM index_member
    WHERE indicator = $by
),

parts AS (
    SELECT
        period,
        kind,
        year,
        number,
        cumulative,
        track,
        last_day,
        previous,
        opening,
        size,
        part,
        part_day,
        place
    FROM span_parts
    WHERE locality = $locality AND span = $span
),

place AS (
    SELECT
        unit_id,
        group_name,
        valid_from,
        valid_to
    FROM unit
    WHERE locality = $locality AND NOT is_locality
),

-- What is read: the terms, and what received in total and carried over are made of.
needed AS (
    SELECT DISTINCT
        m.measure,
        m.kind,
        m.family
    FROM wanted AS w
    INNER JOIN indicator_term AS t ON t.indicator = w.indicator
    INNER JOIN measure AS m
        ON m.measure = t.measure OR m.measure IN ('received_new', 'carried_over', 'pending_total')
    WHERE m.kind IN ('flow', 'stock')
),

-- ── What each unit told of each part ───────────────────────────────────────────
reported AS (
    SELECT
        c.unit_id,
        c.period AS part,
        n.measure,
        n.family,
        CASE WHEN c.bound IS NULL THEN c.value END AS value,
        CASE WHEN c.bound IS NOT NULL THEN 'bounded' END AS problem
    FROM completed_values AS c
    INNER JOIN needed AS n ON n.measure = c.measure
    INNER JOIN place AS u ON u.unit_id = c.unit_id
    INNER JOIN period AS p ON p.period = c.period
    WHERE
        CASE
            WHEN $span = 'cumulative' THEN p.cumulative
            ELSE p.kind = 'quarter' AND (p.number = 1 OR NOT c.cumulative)
        END
),

told AS (
    SELECT
        unit_id,
        part,
        measure,
        value,
        problem,
        FALSE AS derived
    FROM reported
    UNION ALL
    SELECT
        d.unit_id,
        d.period AS part,
        n.measure,
        d.value,
        CASE WHEN d.negative THEN 'negative_difference' END AS problem,
        TRUE AS derived
    FROM differenced_quarters AS d
    INNER JOIN needed AS n ON n.measure = d.measure
    INNER JOIN place AS u ON u.unit_id = d.unit_id
    LEFT JOIN (SELECT DISTINCT unit_id, part, family FROM reported) AS r
        ON r.unit_id = d.unit_id AND r.part = d.period AND r.family = n.family
    WHERE $span <> 'cumulative' AND r.unit_id IS NULL
),

-- A merged unit before it was: step by step back to those that told of the part or held on its last day.
tellers AS (
    SELECT DISTINCT
        unit_id,
        part
    FROM told
),

origins AS (
    WITH RECURSIVE steps AS (
        SELECT
            u.unit_id,
            s.part,
            s.part_day,
            l.predecessor_id
        FROM place AS u
        INNER JOIN lineage AS l ON l.successor_id = u.unit_id
        INNER JOIN (SELECT DISTINCT part, part_day FROM parts) AS s ON s.part_day < u.valid_from
        WHERE $rebuilt IS NOT NULL
        UNION
        SELECT
            o.unit_id,
            o.part,
            o.part_day,
            l.predecessor_id
        FROM steps AS o
        INNER JOIN place AS old ON old.unit_id = o.predecessor_id AND old.valid_from > o.part_day
        INNER JOIN lineage AS l ON l.successor_id = old.unit_id
        LEFT JOIN tellers AS t ON t.unit_id = old.unit_id AND t.part = o.part
        WHERE t.unit_id IS NULL
    )

    SELECT
        unit_id,
        part,
        part_day,
        predecessor_id
    FROM steps
),

-- All of them, each undivided; whoever had not begun gives way to those it came from, and is missing where there are none.
added AS (
    SELECT
        o.unit_id,
        o.part,
        n.measure,
        CASE WHEN count(t.value) = count(*) THEN sum(t.value) END AS value,
        CASE WHEN count(t.value) < count(*) THEN 'predecessor_missing' END AS problem,
        bool_or(coalesce(t.derived, FALSE)) AS derived
    FROM origins AS o
    INNER JOIN predecessors AS p ON p.unit_id = o.unit_id AND p.predecessor_id = o.predecessor_id
    INNER JOIN place AS old ON old.unit_id = o.predecessor_id
    LEFT JOIN (SELECT DISTINCT successor_id FROM lineage) AS l
        ON l.successor_id = o.predecessor_id AND old.valid_from > o.part_day
    LEFT JOIN tellers AS w ON w.unit_id = o.predecessor_id AND w.part = o.part
    CROSS JOIN needed AS n
    LEFT JOIN told AS t ON t.unit_id = o.predecessor_id AND t.part = o.part AND t.measure = n.measure
    WHERE l.successor_id IS NULL OR w.unit_id IS NOT NULL
    GROUP BY o.unit_id, o.part, n.measure
    HAVING bool_and(p.whole) AND count(t.value) > 0
),

known AS (
    SELECT
        unit_id,
        part,
        measure,
        value,
        problem,
        derived,
        FALSE AS rebuilt
    FROM told
    UNION ALL
    SELECT
        a.unit_id,
        a.part,
        a.measure,
        a.value,
        a.problem,
        a.derived,
        TRUE AS rebuilt
    FROM added AS a
    LEFT JOIN tellers AS t ON t.unit_id = a.unit_id AND t.part = a.part
    WHERE t.unit_id IS NULL
),

-- ── The spans of each unit: those it holds at the end of, and those it told every part of ──
held AS (
    SELECT
        u.unit_id,
        u.group_name,
        s.period,
        s.size,
        s.opening,
        bool_or(k.rebuilt) AS rebuilt
    FROM place AS u
    CROSS JOIN parts AS s
    LEFT JOIN (SELECT DISTINCT unit_id, part, rebuilt FROM known) AS k ON k.unit_id = u.unit_id AND k.part = s.part
    GROUP BY u.unit_id, u.group_name, u.valid_from, u.valid_to, s.period, s.size, s.opening, s.last_day
    HAVING
        count(k.part) = s.size
        OR ((u.valid_from IS NULL OR u.valid_from <= s.last_day) AND (u.valid_to IS NULL OR u.valid_to > s.last_day))
),

cells AS (
    SELECT
        h.unit_id,
        h.period,
        h.size,
        s.part,
        s.place,
        n.measure,
        n.kind,
        k.value,
        k.problem,
        coalesce(k.derived, FALSE) AS derived
    FROM held AS h
    INNER JOIN parts AS s ON s.period = h.period
    CROSS JOIN needed AS n
    LEFT JOIN known AS k ON k.unit_id = h.unit_id AND k.part = s.part AND k.measure = n.measure
),

sums AS (
    SELECT
        unit_id,
        period,
        size,
        measure,
        kind,
        CASE WHEN count(value) = size THEN sum(value) END AS flow,
        max(CASE WHEN place = size THEN value END) AS stock,
        max(CASE WHEN place = 1 THEN value END) AS first,
        bool_or(derived) AS derived
    FROM cells
    GROUP BY unit_id, period, size, measure, kind
),

carried AS (
    SELECT
        h.unit_id,
        h.period,
        coalesce(k.value, s.first) AS value
    FROM held AS h
    LEFT JOIN known AS k ON k.unit_id = h.unit_id AND k.part = h.opening AND k.measure = 'pending_total'
    LEFT JOIN sums AS s ON s.unit_id = h.unit_id AND s.period = h.period AND s.measure = 'carried_over'
),

measured AS (
    SELECT
        s.unit_id,
        s.period,
        s.measure,
        CASE
            WHEN s.size > 1 AND s.measure = 'carried_over' THEN c.value
            WHEN s.size > 1 AND s.measure = 'received_total' THEN n.flow + c.value
            WHEN s.kind = 'flow' THEN s.flow
            ELSE s.stock
        END AS value,
        s.derived
    FROM sums AS s
    INNER JOIN carried AS c ON c.unit_id = s.unit_id AND c.period = s.period
    INNER JOIN sums AS n ON n.unit_id = s.unit_id AND n.period = s.period AND n.measure = 'received_new'
),

-- ── Shares, each one division of two integers as in ratio_values ───────────────
counted AS (
    SELECT
        m.unit_id,
        m.period,
        i.indicator,
        i.sign,
        i.when_empty,
        sum(CASE WHEN t.side = 'numerator' THEN m.value END) AS numerator,
        sum(CASE WHEN t.side = 'denominator' THEN m.value END) AS denominator,
        count(m.value) = i.numerators + i.denominators AS is_whole,
        bool_or(m.derived) AS derived
    FROM measured AS m
    INNER JOIN indicator_term AS t ON t.measure = m.measure
    INNER JOIN wanted AS w ON w.indicator = t.indicator
    INNER JOIN indicator AS i ON i.indicator = t.indicator
    WHERE i.kind = 'share'
    GROUP BY m.unit_id, m.period, i.indicator, i.sign, i.when_empty, i.numerators, i.denominators
),

shares AS (
    SELECT
        unit_id,
        period,
        indicator,
        sign,
        derived,
        CASE WHEN is_whole THEN CAST(numerator AS DECIMAL(38, 6)) END AS numerator,
        CASE WHEN is_whole THEN CAST(denominator AS DECIMAL(38, 6)) END AS denominator,
        CASE
            WHEN NOT is_whole THEN NULL
            WHEN denominator = 0 THEN when_empty
            WHEN numerator % 1 = 0 AND denominator % 1 = 0
                THEN CAST(CAST(numerator * 100 AS HUGEINT) AS DOUBLE) / CAST(CAST(denominator AS HUGEINT) AS DOUBLE)
            ELSE
                CAST(CAST(numerator * 100000000 AS HUGEINT) AS DOUBLE)
                / CAST(CAST(denominator * 1000000 AS HUGEINT) AS DOUBLE)
        END AS value,
        is_whole AND denominator = 0 AND when_empty IS NULL AS is_empty
    FROM counted
),

-- ── Composites, as in live_members, member_points and index_totals ─────────────
live AS (
    SELECT
        s.period,
        m.member,
        m.position,
        m.points,
        m.low,
        m.high
    FROM index_member AS m
    INNER JOIN shares AS s ON s.indicator = m.member
    INNER JOIN held AS h ON h.unit_id = s.unit_id AND h.period = s.period AND NOT coalesce(h.rebuilt, FALSE)
    WHERE m.indicator = $by AND s.value IS NOT NULL
    GROUP BY s.period, m.member, m.position, m.points, m.low, m.high
),

rescaled AS (
    SELECT
        period,
        member,
        position,
        CAST(
            CAST(points * 100 AS DOUBLE) / CAST(sum(points) OVER (PARTITION BY period) AS DOUBLE) AS DECIMAL(18, 12)
        ) AS points,
        low,
        high,
        max(position) OVER (PARTITION BY period) AS last_position,
        string_agg(member, ' ') OVER (
            PARTITION BY period ORDER BY position
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS basis
    FROM live
),

weighed AS (
    SELECT
        period,
        member,
        low,
        high,
        basis,
        CASE
            WHEN position = last_position THEN 100 + points - sum(points) OVER (PARTITION BY period)
            ELSE points
        END AS points
    FROM rescaled
),

composites AS (
    SELECT
        h.unit_id,
        h.period,
        w.basis,
        bool_or(s.derived) AS derived,
        CASE WHEN count(s.value) = count(*) THEN
            CAST(sum(
                CASE WHEN s.value IS NOT NULL THEN
                    CAST(
                        CAST(CAST(w.points AS DECIMAL(18, 12)) AS DOUBLE)
                        * greatest(0, least(1, (s.value - w.low) / (w.high - w.low)))
                        AS DECIMAL(18, 12)
                    )
                END
            ) AS DOUBLE)
        END AS value,
        bool_or(s.is_empty) AS is_empty
    FROM held AS h
    INNER JOIN weighed AS w ON w.period = h.period
    LEFT JOIN shares AS s ON s.unit_id = h.unit_id AND s.period = h.period AND s.indicator = w.member
    GROUP BY h.unit_id, h.period, w.basis
),

valued AS (
    SELECT
        h.unit_id,
        h.group_name,
        h.period,
        h.size,
        h.opening,
        coalesce(h.rebuilt, FALSE) AS rebuilt,
        coalesce(c.value, s.value) AS value,
        s.numerator,
        s.denominator,
        coalesce(c.derived, s.derived, FALSE) AS derived,
        coalesce(c.is_empty, s.is_empty, FALSE) AS is_empty,
        coalesce(c.basis, '') AS basis,
        coalesce(c.value, s.value) * i.sign AS sort_1,
        k1.value * k1.sign AS signed_1,
        k2.value * k2.sign AS signed_2
    FROM held AS h
    INNER JOIN indicator AS i ON i.indicator = $by AND i.kind <> 'score'
    LEFT JOIN composites AS c ON i.kind = 'composite' AND c.unit_id = h.unit_id AND c.period = h.period
    LEFT JOIN shares AS s ON s.indicator = $by AND s.unit_id = h.unit_id AND s.period = h.period
    LEFT JOIN indicator_key AS n1 ON n1.indicator = $by AND n1.position = 1
    LEFT JOIN shares AS k1 ON k1.indicator = n1.key AND k1.unit_id = h.unit_id AND k1.period = h.period
    LEFT JOIN indicator_key AS n2 ON n2.indicator = $by AND n2.position = 2
    LEFT JOIN shares AS k2 ON k2.indicator = n2.key AND k2.unit_id = h.unit_id AND k2.period = h.period
),

-- ── Why there is no figure: a part that says why, else the parts that are not there ──
lacking AS (
    SELECT DISTINCT
        c.unit_id,
        c.period,
        c.part,
        c.problem
    FROM cells AS c
    INNER JOIN wanted AS w ON w.role <> 'key'
    INNER JOIN indicator_term AS t
        ON
            t.indicator = w.indicator
            AND c.measure = CASE WHEN c.size > 1 AND t.measure = 'received_total' THEN 'received_new' ELSE t.measure END
    LEFT JOIN live AS l ON l.period = c.period AND l.member = w.indicator
    LEFT JOIN (SELECT DISTINCT period FROM live) AS any_live ON any_live.period = c.period
    WHERE
        c.value IS NULL
        AND (c.kind = 'flow' OR c.place = c.size)
        AND (w.role = 'value' OR l.member IS NOT NULL OR any_live.period IS NULL)
),

first_problem AS (
    SELECT
        unit_id,
        period,
        max(problem) AS problem
    FROM lacking
    GROUP BY unit_id, period
),

faults AS (
    SELECT
        f.unit_id,
        f.period,
        f.problem,
        string_agg(DISTINCT l.part, ' ' ORDER BY l.part) AS quarters
    FROM first_problem AS f
    INNER JOIN lacking AS l
        ON l.unit_id = f.unit_id AND l.period = f.period AND (f.problem IS NULL OR l.problem = f.problem)
    GROUP BY f.unit_id, f.period, f.problem
),

-- ── Ranks, as in standings ─────────────────────────────────────────────────────
first_key AS (
    SELECT
        unit_id,
        period,
        sort_1,
        signed_2,
        CASE WHEN bool_and(signed_1 IS NOT NULL) OVER tie THEN signed_1 END AS sort_2
    FROM valued
    WHERE value IS NOT NULL AND NOT rebuilt
    WINDOW tie AS (PARTITION BY period, sort_1)
),

second_key AS (
    SELECT
        unit_id,
        period,
        sort_1,
        sort_2,
        CASE WHEN bool_and(signed_2 IS NOT NULL) OVER tie THEN signed_2 END AS sort_3
    FROM first_key
    WINDOW tie AS (PARTITION BY period, sort_1, sort_2)
),

ranks AS (
    SELECT
        unit_id,
        period,
        rank() OVER (
            PARTITION BY period ORDER BY sort_1 DESC, sort_2 DESC NULLS LAST, sort_3 DESC NULLS LAST
        ) AS rank,
        count(*) OVER (PARTITION BY period) AS ranked
    FROM second_key
),

-- The locality's own: a share over all who have both terms, a composite as their mean, as in locality_values.
whole AS (
    SELECT
        v.period,
        max(v.basis) AS basis,
        CASE
            WHEN i.kind <> 'share'
                THEN CAST(sum(CAST(v.value AS DECIMAL(18, 12))) AS DOUBLE) / count(v.value)
            WHEN sum(v.denominator) = 0 THEN i.when_empty
            WHEN sum(v.numerator) % 1 = 0 AND sum(v.denominator) % 1 = 0
                THEN
                    CAST(CAST(sum(v.numerator) * 100 AS HUGEINT) AS DOUBLE)
                    / CAST(CAST(sum(v.denominator) AS HUGEINT) AS DOUBLE)
            ELSE
                CAST(CAST(sum(v.numerator) * 100000000 AS HUGEINT) AS DOUBLE)
                / CAST(CAST(sum(v.denominator) * 1000000 AS HUGEINT) AS DOUBLE)
        END AS value
    FROM valued AS v
    INNER JOIN indicator AS i ON i.indicator = $by
    WHERE NOT v.rebuilt AND CASE WHEN i.kind = 'share' THEN v.numerator IS NOT NULL ELSE v.value IS NOT NULL END
    GROUP BY v.period, i.kind, i.when_empty
),

spanned AS (
    SELECT DISTINCT
        period,
        kind,
        year,
        number,
        cumulative,
        track,
        last_day,
        previous
    FROM parts
),

-- ── Break marks: another version of the unit, or other members of the composite ──
begun AS (
    SELECT
        v.unit_id,
        s.track,
        min(s.last_day) AS last_day
    FROM valued AS v
    INNER JOIN spanned AS s ON s.period = v.period
    WHERE NOT v.rebuilt
    GROUP BY v.unit_id, s.track
),

tracks AS (
    SELECT
        track,
        min(last_day) AS last_day
    FROM begun
    GROUP BY track
),

bases AS (
    SELECT
        v.unit_id,
        v.period,
        v.basis <> lag(v.basis) OVER (PARTITION BY v.unit_id, s.track ORDER BY s.last_day) AS changed
    FROM valued AS v
    INNER JOIN spanned AS s ON s.period = v.period
    WHERE v.value IS NOT NULL
)

SELECT
    s.period,
    p.label,
    s.kind,
    s.year,
    s.number,
    s.cumulative,
    s.last_day,
    v.unit_id,
    u.ward,
    u.bare_name,
    v.group_name,
    u.office_order,
    v.value,
    CAST(v.numerator AS DOUBLE) AS numerator,
    CAST(v.denominator AS DOUBLE) AS denominator,
    r.rank,
    coalesce(n.ranked, 0) AS ranked,
    CASE WHEN r.rank IS NOT NULL AND before_value.basis = v.basis THEN before_value.value END AS previous_value,
    CASE WHEN r.rank IS NOT NULL AND before_value.basis = v.basis THEN before.rank END AS previous_rank,
    w.value AS locality_value,
    v.basis,
    CASE
        WHEN v.value IS NOT NULL THEN CASE WHEN v.rebuilt THEN 'rebuilt' END
        WHEN v.is_empty THEN 'no_dossiers'
        WHEN f.problem = 'negative_difference' THEN 'negative_difference'
        WHEN v.size = 1 THEN coalesce(iv.reason, f.problem, 'not_submitted')
        ELSE coalesce(f.problem, 'quarter_missing')
    END AS reason,
    CASE WHEN v.value IS NULL AND NOT v.is_empty AND v.size > 1 THEN coalesce(f.quarters, v.opening) END AS quarters,
    coalesce(b.changed, FALSE) OR (g.last_day = s.last_day AND g.last_day > t.last_day) AS broken,
    v.derived,
    v.rebuilt
FROM valued AS v
INNER JOIN spanned AS s ON s.period = v.period
INNER JOIN unit AS u ON u.unit_id = v.unit_id
LEFT JOIN period AS p ON p.period = v.period
LEFT JOIN ranks AS r ON r.unit_id = v.unit_id AND r.period = v.period
LEFT JOIN (SELECT DISTINCT period, ranked FROM ranks) AS n ON n.period = v.period
LEFT JOIN ranks AS before ON before.unit_id = v.unit_id AND before.period = s.previous
LEFT JOIN valued AS before_value
    ON before_value.unit_id = v.unit_id AND before_value.period = s.previous AND NOT before_value.rebuilt
LEFT JOIN whole AS w ON w.period = v.period
LEFT JOIN faults AS f ON f.unit_id = v.unit_id AND f.period = v.period
LEFT JOIN indicator_values AS iv ON iv.unit_id = v.unit_id AND iv.period = v.period AND iv.indicator = $by
LEFT JOIN bases AS b ON b.unit_id = v.unit_id AND b.period = v.period
LEFT JOIN begun AS g ON g.unit_id = v.unit_id AND g.track = s.track
LEFT JOIN tracks AS t ON t.track = s.track
ORDER BY s.last_day, s.period, u.office_order, u.ward COLLATE vi, v.unit_id
