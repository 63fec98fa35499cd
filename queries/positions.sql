-- positions: where every unit of a locality stands in every indicator of a period, ranked or not, the previous
-- comparable periods beside. value, numerator and denominator are those that rank; a unit without a rank has its reason.
-- Earlier ranks are told only of the same basis (score scheme, members of a composite) and the same version of the unit.
-- Reads    indicator, indicator_values, main_basis, ranking_sizes, scopes, standings, locality_values, completed_values, unit, period, score_bands
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3', or several with a blank between; $group VARCHAR or NULL; $scheme VARCHAR or NULL; $by VARCHAR or NULL, one indicator alone
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; indicator VARCHAR; value DOUBLE; numerator DOUBLE; denominator DOUBLE; rank BIGINT; ranked BIGINT, units with a rank; best_value DOUBLE, of the first; locality_value DOUBLE; previous_value DOUBLE; previous_rank BIGINT; last_year_value DOUBLE; last_year_rank BIGINT; band VARCHAR; reason VARCHAR, why it has no rank; basis VARCHAR, the unit's own; received_total DOUBLE, its dossiers; period VARCHAR
WITH asked AS (
    SELECT
        p.period,
        i.indicator,
        i.kind,
        i.position,
        p.previous,
        p.last_year,
        CASE WHEN i.kind = 'score' THEN coalesce($scheme, mb.basis) ELSE mb.basis END AS basis
    FROM indicator AS i
    INNER JOIN period AS p ON position(' ' || p.period || ' ' IN ' ' || $period || ' ') > 0
    LEFT JOIN main_basis AS mb ON mb.indicator = i.indicator AND mb.locality = $locality AND mb.period = p.period
    WHERE $by IS NULL OR i.indicator = $by
),

compared AS (
    SELECT previous AS period
    FROM asked
    UNION
    SELECT last_year AS period
    FROM asked
),

earlier AS (
    SELECT
        s.indicator,
        s.period,
        s.unit_id,
        s.rank,
        s.value,
        s.basis
    FROM compared AS c
    INNER JOIN standings AS s ON s.period = c.period
    WHERE s.locality = $locality AND s.scope = coalesce($group, '')
),

-- one row a unit: where it stands in the office's list
listed AS (
    SELECT
        u.unit_id,
        u.ward,
        u.bare_name,
        u.group_name,
        u.office_order,
        sc.scope,
        row_number() OVER (ORDER BY u.office_order, u.ward COLLATE vi, u.unit_id) AS place
    FROM unit AS u
    INNER JOIN scopes AS sc ON sc.unit_id = u.unit_id AND sc.scope = coalesce($group, '')
    WHERE u.locality = $locality
)

SELECT
    v.unit_id,
    u.ward,
    u.bare_name,
    u.group_name,
    u.office_order,
    v.indicator,
    n.value,
    n.numerator,
    n.denominator,
    n.rank,
    coalesce(w.ranked, 0) AS ranked,
    w.best_value,
    lv.value AS locality_value,
    b.value AS previous_value,
    b.rank AS previous_rank,
    y.value AS last_year_value,
    y.rank AS last_year_rank,
    bd.band,
    CASE WHEN n.rank IS NULL THEN coalesce(v.reason, 'other_scheme') END AS reason,
    v.basis,
    CAST(c.value AS DOUBLE) AS received_total,
    v.period
FROM indicator_values AS v
INNER JOIN asked AS a ON a.indicator = v.indicator AND a.period = v.period
INNER JOIN listed AS u ON u.unit_id = v.unit_id
LEFT JOIN standings AS n
    ON
        n.locality = v.locality
        AND n.period = v.period
        AND n.indicator = v.indicator
        AND n.scope = coalesce($group, '')
        AND n.basis = a.basis
        AND n.unit_id = v.unit_id
LEFT JOIN earlier AS b
    ON b.unit_id = v.unit_id AND b.indicator = v.indicator AND b.period = a.previous AND b.basis = a.basis
LEFT JOIN earlier AS y
    ON y.unit_id = v.unit_id AND y.indicator = v.indicator AND y.period = a.last_year AND y.basis = a.basis
LEFT JOIN ranking_sizes AS w
    ON
        w.locality = v.locality
        AND w.period = v.period
        AND w.indicator = v.indicator
        AND w.scope = u.scope
        AND w.basis = a.basis
LEFT JOIN locality_values AS lv
    ON
        lv.locality = v.locality
        AND lv.period = v.period
        AND lv.indicator = v.indicator
        AND lv.scope = u.scope
        AND lv.basis = a.basis
LEFT JOIN completed_values AS c
    ON c.unit_id = v.unit_id AND c.period = v.period AND c.measure = 'received_total' AND c.bound IS NULL
LEFT JOIN score_bands AS bd ON bd.unit_id = n.unit_id AND bd.period = n.period AND bd.indicator = n.indicator
WHERE v.locality = $locality
ORDER BY v.period, u.place, a.position
