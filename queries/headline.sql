-- headline: one row: who is first and last and by how much, the locality's own figure, who fell most, overdue dossiers;
-- each beside the previous comparable period and the same period last year.
-- Reads    standings, main_basis, unit, period, locality_values, overdue_dossiers, values_in_force, indicator, grid, scopes
-- Params   $locality VARCHAR; $period VARCHAR; $by VARCHAR; $group VARCHAR or NULL; $scheme VARCHAR or NULL
-- Columns  period VARCHAR; previous_period VARCHAR; last_year_period VARCHAR; ranked BIGINT; expected BIGINT; first VARCHAR; firsts BIGINT; first_value DOUBLE; first_previous_rank BIGINT; first_last_year_rank BIGINT; last VARCHAR; lasts BIGINT; last_value DOUBLE; last_previous_rank BIGINT; last_last_year_rank BIGINT; gap DOUBLE; previous_gap DOUBLE; last_year_gap DOUBLE; previous_first VARCHAR; previous_last VARCHAR; locality_value DOUBLE; locality_numerator DOUBLE; locality_denominator DOUBLE; locality_units BIGINT; locality_previous_value DOUBLE; locality_last_year_value DOUBLE; locality_stated DOUBLE; locality_stated_bound VARCHAR; faller VARCHAR; fallers BIGINT; fall BIGINT; last_year_faller VARCHAR; last_year_fall BIGINT; overdue_resolved BIGINT; overdue_pending BIGINT; overdue BIGINT; overdue_units BIGINT; overdue_previous BIGINT; overdue_last_year BIGINT; saturated BIGINT; basis VARCHAR
WITH asked AS (
    SELECT
        p.period,
        p.previous,
        p.last_year,
        mb.basis AS main_basis,
        CASE WHEN i.kind = 'score' THEN coalesce($scheme, mb.basis) ELSE mb.basis END AS basis,
        coalesce($group, '') AS scope
    FROM period AS p
    INNER JOIN indicator AS i ON i.indicator = $by
    LEFT JOIN main_basis AS mb ON mb.locality = $locality AND mb.period = p.period AND mb.indicator = $by
    WHERE p.period = $period
),

span AS (
    SELECT
        'now' AS moment,
        period
    FROM asked
    UNION ALL
    SELECT
        'before' AS moment,
        previous AS period
    FROM asked
    UNION ALL
    SELECT
        'year_before' AS moment,
        last_year AS period
    FROM asked
),

placed AS (
    SELECT
        sp.moment,
        s.unit_id,
        u.bare_name,
        s.rank,
        s.value,
        min(s.rank) OVER (PARTITION BY sp.moment) AS best_rank,
        max(s.rank) OVER (PARTITION BY sp.moment) AS worst_rank
    FROM span AS sp
    CROSS JOIN asked AS a
    INNER JOIN standings AS s ON s.period = sp.period AND s.scope = a.scope AND s.basis = a.basis
    INNER JOIN unit AS u ON u.unit_id = s.unit_id
    WHERE s.locality = $locality AND s.indicator = $by
),

ends_of_table AS (
    SELECT
        moment,
        count(*) AS ranked,
        string_agg(CASE WHEN rank = best_rank THEN bare_name END, ', ' ORDER BY bare_name COLLATE vi) AS first,
        count(CASE WHEN rank = best_rank THEN 1 END) AS firsts,
        max(CASE WHEN rank = best_rank THEN value END) AS first_value,
        string_agg(CASE WHEN rank = worst_rank THEN bare_name END, ', ' ORDER BY bare_name COLLATE vi) AS last,
        count(CASE WHEN rank = worst_rank THEN 1 END) AS lasts,
        max(CASE WHEN rank = worst_rank THEN value END) AS last_value,
        max(value) - min(value) AS gap
    FROM placed
    GROUP BY moment
),

moved AS (
    SELECT
        n.unit_id,
        n.bare_name,
        n.rank,
        n.best_rank,
        n.worst_rank,
        b.rank AS previous_rank,
        n.rank - b.rank AS fall,
        max(n.rank - b.rank) OVER () AS largest_fall
    FROM placed AS n
    INNER JOIN placed AS b ON b.unit_id = n.unit_id AND b.moment = 'before'
    WHERE n.moment = 'now'
),

year_ranks AS (
    SELECT
        min(CASE WHEN n.rank = n.best_rank THEN y.rank END) AS first_last_year_rank,
        max(CASE WHEN n.rank = n.worst_rank THEN y.rank END) AS last_last_year_rank
    FROM placed AS n
    INNER JOIN placed AS y ON y.unit_id = n.unit_id AND y.moment = 'year_before'
    WHERE n.moment = 'now'
),

year_moved AS (
    SELECT
        n.bare_name,
        n.rank - y.rank AS fall,
        max(n.rank - y.rank) OVER () AS largest_fall
    FROM placed AS n
    INNER JOIN placed AS y ON y.unit_id = n.unit_id AND y.moment = 'year_before'
    WHERE n.moment = 'now'
),

year_fallen AS (
    SELECT
        string_agg(bare_name, ', ' ORDER BY bare_name COLLATE vi) AS faller,
        max(fall) AS fall
    FROM year_moved
    WHERE fall = largest_fall AND fall > 0
),

fallen AS (
    SELECT
        string_agg(bare_name, ', ' ORDER BY bare_name COLLATE vi) AS faller,
        count(*) AS fallers,
        max(fall) AS fall
    FROM moved
    WHERE fall = largest_fall AND fall > 0
),

previous_ranks AS (
    SELECT
        min(CASE WHEN rank = best_rank THEN previous_rank END) AS first_previous_rank,
        max(CASE WHEN rank = worst_rank THEN previous_rank END) AS last_previous_rank
    FROM moved
),

own AS (
    SELECT
        sp.moment,
        lv.value,
        lv.numerator,
        lv.denominator,
        lv.units
    FROM span AS sp
    CROSS JOIN asked AS a
    INNER JOIN locality_values AS lv ON lv.period = sp.period AND lv.scope = a.scope AND lv.basis = a.basis
    WHERE lv.locality = $locality AND lv.indicator = $by
),

overdue_sums AS (
    SELECT
        sp.moment,
        CAST(sum(o.resolved_overdue) AS BIGINT) AS resolved_overdue,
        CAST(sum(o.pending_overdue) AS BIGINT) AS pending_overdue,
        CAST(sum(o.overdue) AS BIGINT) AS overdue,
        count(*) AS units
    FROM span AS sp
    CROSS JOIN asked AS a
    INNER JOIN overdue_dossiers AS o ON o.period = sp.period
    INNER JOIN unit AS u ON u.unit_id = o.unit_id
    INNER JOIN scopes AS sc ON sc.unit_id = o.unit_id AND sc.scope = a.scope
    WHERE u.locality = $locality
    GROUP BY sp.moment
),

stated AS (
    SELECT
        max(v.value) AS value,
        max(v.bound) AS bound
    FROM values_in_force AS v
    INNER JOIN unit AS u ON u.unit_id = v.unit_id
    INNER JOIN indicator AS i ON i.stated = v.measure
    WHERE u.locality = $locality AND u.is_locality AND v.period = $period AND i.indicator = $by AND $group IS NULL
),

expected AS (
    SELECT count(DISTINCT g.unit_id) AS expected
    FROM grid AS g
    CROSS JOIN asked AS a
    INNER JOIN scopes AS sc ON sc.unit_id = g.unit_id AND sc.scope = a.scope
    WHERE g.locality = $locality AND g.period = $period AND g.indicator = $by
),

saturated AS (
    SELECT count(*) AS saturated
    FROM placed AS n
    INNER JOIN ends_of_table AS e ON e.moment = 'now' AND n.value = e.first_value
    WHERE n.moment = 'now'
)

SELECT
    a.period,
    a.previous AS previous_period,
    a.last_year AS last_year_period,
    coalesce(n.ranked, 0) AS ranked,
    x.expected,
    n.first,
    n.firsts,
    n.first_value,
    pr.first_previous_rank,
    yr.first_last_year_rank,
    n.last,
    n.lasts,
    n.last_value,
    pr.last_previous_rank,
    yr.last_last_year_rank,
    n.gap,
    b.gap AS previous_gap,
    y.gap AS last_year_gap,
    b.first AS previous_first,
    b.last AS previous_last,
    own_now.value AS locality_value,
    own_now.numerator AS locality_numerator,
    own_now.denominator AS locality_denominator,
    own_now.units AS locality_units,
    own_before.value AS locality_previous_value,
    own_year.value AS locality_last_year_value,
    CAST(st.value AS DOUBLE) AS locality_stated,
    st.bound AS locality_stated_bound,
    f.faller,
    f.fallers,
    f.fall,
    yf.faller AS last_year_faller,
    yf.fall AS last_year_fall,
    od_now.resolved_overdue AS overdue_resolved,
    od_now.pending_overdue AS overdue_pending,
    od_now.overdue,
    od_now.units AS overdue_units,
    od_before.overdue AS overdue_previous,
    od_year.overdue AS overdue_last_year,
    sa.saturated,
    a.basis
FROM asked AS a
CROSS JOIN expected AS x
CROSS JOIN fallen AS f
CROSS JOIN year_fallen AS yf
CROSS JOIN previous_ranks AS pr
CROSS JOIN year_ranks AS yr
CROSS JOIN stated AS st
CROSS JOIN saturated AS sa
LEFT JOIN ends_of_table AS n ON n.moment = 'now'
LEFT JOIN ends_of_table AS b ON b.moment = 'before'
LEFT JOIN ends_of_table AS y ON y.moment = 'year_before'
LEFT JOIN own AS own_now ON own_now.moment = 'now'
LEFT JOIN own AS own_before ON own_before.moment = 'before'
LEFT JOIN own AS own_year ON own_year.moment = 'year_before'
LEFT JOIN overdue_sums AS od_now ON od_now.moment = 'now'
LEFT JOIN overdue_sums AS od_before ON od_before.moment = 'before'
LEFT JOIN overdue_sums AS od_year ON od_year.moment = 'year_before'
