-- summary: all units of a locality in one period with the three rankings side by side; the last row is the locality, or the group.
-- In a period without scores the score columns are those of the latest scored period that had begun, named in score_period.
-- Reads    unit, period, standings, main_basis, locality_values, overdue_dossiers, grid, indicator_values, score_bands
-- Params   $locality VARCHAR; $period VARCHAR; $group VARCHAR or NULL
-- Columns  office_order INTEGER; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; is_locality BOOLEAN; score DOUBLE; score_rank BIGINT; score_period VARCHAR; online DOUBLE; online_rank BIGINT; online_numerator DOUBLE; online_denominator DOUBLE; timeliness DOUBLE; timeliness_rank BIGINT; timeliness_numerator DOUBLE; timeliness_denominator DOUBLE; resolved_overdue BIGINT; pending_overdue BIGINT; overdue BIGINT; band VARCHAR; earned_band VARCHAR, without a veto; veto BIGINT, its place in the scheme; veto_value DOUBLE; score_scheme VARCHAR; score_reason VARCHAR; online_reason VARCHAR; timeliness_reason VARCHAR
WITH scored AS (
    SELECT
        mb.period,
        mb.basis,
        row_number() OVER (ORDER BY CASE WHEN p.period = $period THEN 0 ELSE 1 END, p.last_day DESC, p.first_day DESC) AS choice
    FROM main_basis AS mb
    INNER JOIN period AS p ON p.period = mb.period
    INNER JOIN period AS asked ON asked.period = $period
    WHERE mb.locality = $locality AND mb.indicator = 'score' AND p.first_day <= asked.last_day
),

score_from AS (
    SELECT
        period,
        basis
    FROM scored
    WHERE choice = 1
),

shown AS (
    SELECT
        $period AS period,
        'online' AS indicator
    UNION ALL
    SELECT
        $period AS period,
        'timeliness' AS indicator
    UNION ALL
    SELECT
        period,
        'score' AS indicator
    FROM score_from
),

ward AS (
    SELECT DISTINCT
        u.unit_id,
        u.ward,
        u.bare_name,
        u.group_name,
        u.office_order
    FROM grid AS g
    INNER JOIN unit AS u ON u.unit_id = g.unit_id
    WHERE g.locality = $locality AND g.period = $period AND ($group IS NULL OR u.group_name = $group)
),

standing AS (
    SELECT
        s.unit_id,
        s.period,
        s.indicator,
        s.rank,
        s.value,
        s.numerator,
        s.denominator
    FROM shown AS sh
    INNER JOIN standings AS s ON s.period = sh.period AND s.indicator = sh.indicator
    INNER JOIN main_basis AS mb
        ON mb.locality = s.locality AND mb.period = s.period AND mb.indicator = s.indicator AND mb.basis = s.basis
    WHERE s.locality = $locality AND s.scope = coalesce($group, '')
),

told AS (
    SELECT
        v.unit_id,
        v.indicator,
        v.value,
        v.reason
    FROM shown AS sh
    INNER JOIN indicator_values AS v ON v.period = sh.period AND v.indicator = sh.indicator
    WHERE v.locality = $locality
),

own AS (
    SELECT
        lv.period,
        lv.indicator,
        lv.value,
        lv.numerator,
        lv.denominator
    FROM shown AS sh
    INNER JOIN locality_values AS lv ON lv.period = sh.period AND lv.indicator = sh.indicator
    INNER JOIN main_basis AS mb
        ON mb.locality = lv.locality AND mb.period = lv.period AND mb.indicator = lv.indicator AND mb.basis = lv.basis
    WHERE lv.locality = $locality AND lv.scope = coalesce($group, '')
),

overdue_sum AS (
    SELECT
        CAST(sum(o.resolved_overdue) AS BIGINT) AS resolved_overdue,
        CAST(sum(o.pending_overdue) AS BIGINT) AS pending_overdue,
        CAST(sum(o.overdue) AS BIGINT) AS overdue
    FROM overdue_dossiers AS o
    INNER JOIN ward AS w ON w.unit_id = o.unit_id
    WHERE o.period = $period
),

rows_shown AS (
    SELECT
        w.office_order,
        w.unit_id,
        w.ward,
        w.bare_name,
        w.group_name,
        FALSE AS is_locality,
        sc.value AS score,
        sc.rank AS score_rank,
        sf.period AS score_period,
        sf.basis AS score_scheme,
        ol.value AS online,
        ol.rank AS online_rank,
        ol.numerator AS online_numerator,
        ol.denominator AS online_denominator,
        tm.value AS timeliness,
        tm.rank AS timeliness_rank,
        tm.numerator AS timeliness_numerator,
        tm.denominator AS timeliness_denominator,
        od.resolved_overdue,
        od.pending_overdue,
        od.overdue,
        CASE WHEN sc.unit_id IS NULL THEN coalesce(sv.reason, CASE WHEN sv.value IS NOT NULL THEN 'other_scheme' END) END AS score_reason,
        ov.reason AS online_reason,
        tv.reason AS timeliness_reason
    FROM ward AS w
    LEFT JOIN score_from AS sf ON TRUE
    LEFT JOIN standing AS sc ON sc.unit_id = w.unit_id AND sc.indicator = 'score' AND sc.period = sf.period
    LEFT JOIN standing AS ol ON ol.unit_id = w.unit_id AND ol.indicator = 'online' AND ol.period = $period
    LEFT JOIN standing AS tm ON tm.unit_id = w.unit_id AND tm.indicator = 'timeliness' AND tm.period = $period
    LEFT JOIN overdue_dossiers AS od ON od.unit_id = w.unit_id AND od.period = $period
    LEFT JOIN told AS sv ON sv.unit_id = w.unit_id AND sv.indicator = 'score'
    LEFT JOIN told AS ov ON ov.unit_id = w.unit_id AND ov.indicator = 'online'
    LEFT JOIN told AS tv ON tv.unit_id = w.unit_id AND tv.indicator = 'timeliness'
    UNION ALL
    SELECT
        NULL AS office_order,
        lu.unit_id,
        coalesce($group, $locality) AS ward,
        coalesce($group, $locality) AS bare_name,
        $group AS group_name,
        TRUE AS is_locality,
        sc.value AS score,
        NULL AS score_rank,
        sf.period AS score_period,
        sf.basis AS score_scheme,
        ol.value AS online,
        NULL AS online_rank,
        ol.numerator AS online_numerator,
        ol.denominator AS online_denominator,
        tm.value AS timeliness,
        NULL AS timeliness_rank,
        tm.numerator AS timeliness_numerator,
        tm.denominator AS timeliness_denominator,
        od.resolved_overdue,
        od.pending_overdue,
        od.overdue,
        NULL AS score_reason,
        NULL AS online_reason,
        NULL AS timeliness_reason
    FROM overdue_sum AS od
    LEFT JOIN unit AS lu ON lu.locality = $locality AND lu.is_locality AND $group IS NULL
    LEFT JOIN score_from AS sf ON TRUE
    LEFT JOIN own AS sc ON sc.indicator = 'score' AND sc.period = sf.period
    LEFT JOIN own AS ol ON ol.indicator = 'online' AND ol.period = $period
    LEFT JOIN own AS tm ON tm.indicator = 'timeliness' AND tm.period = $period
    WHERE EXISTS (SELECT 1 FROM ward)
)

SELECT
    r.office_order,
    r.unit_id,
    r.ward,
    r.bare_name,
    r.group_name,
    r.is_locality,
    r.score,
    r.score_rank,
    r.score_period,
    r.online,
    r.online_rank,
    r.online_numerator,
    r.online_denominator,
    r.timeliness,
    r.timeliness_rank,
    r.timeliness_numerator,
    r.timeliness_denominator,
    r.resolved_overdue,
    r.pending_overdue,
    r.overdue,
    b.band,
    b.earned AS earned_band,
    b.veto,
    b.veto_value,
    r.score_scheme,
    r.score_reason,
    r.online_reason,
    r.timeliness_reason
FROM rows_shown AS r
LEFT JOIN score_bands AS b
    ON
        b.unit_id = CASE WHEN NOT r.is_locality AND r.score IS NOT NULL THEN r.unit_id END
        AND b.period = r.score_period
        AND b.indicator = 'score'
ORDER BY r.is_locality, r.office_order, r.ward COLLATE vi
