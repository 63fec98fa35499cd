-- ranking: the wards of a locality ordered by one indicator in one period, with the previous comparable periods beside.
-- A change is told only against the same basis (score scheme, members of a composite) and the same version of the ward.
-- Reads    indicator, standings, main_basis, unit, period, score_bands
-- Params   $locality VARCHAR; $period VARCHAR '2025-Q3'; $by VARCHAR, an indicator's key; $group VARCHAR or NULL; $scheme VARCHAR or NULL
-- Columns  rank BIGINT; previous_rank BIGINT; last_year_rank BIGINT; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; value DOUBLE; numerator DOUBLE; denominator DOUBLE; previous_value DOUBLE; change DOUBLE; last_year_value DOUBLE; last_year_change DOUBLE; band VARCHAR; earned_band VARCHAR, without a veto; veto BIGINT, its place in the scheme; veto_value DOUBLE; key_1 DOUBLE; key_2 DOUBLE; used_1 BOOLEAN; used_2 BOOLEAN; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN; scheme VARCHAR
WITH asked AS (
    SELECT
        p.period,
        p.previous,
        p.last_year,
        CASE WHEN i.kind = 'score' THEN coalesce($scheme, mb.basis) ELSE mb.basis END AS basis
    FROM period AS p
    INNER JOIN indicator AS i ON i.indicator = $by
    INNER JOIN main_basis AS mb ON mb.locality = $locality AND mb.period = p.period AND mb.indicator = $by
    WHERE p.period = $period
),

compared AS (
    SELECT
        previous AS period,
        basis
    FROM asked
    UNION
    SELECT
        last_year AS period,
        basis
    FROM asked
),

earlier AS (
    SELECT
        s.period,
        s.unit_id,
        s.rank,
        s.value
    FROM compared AS c
    INNER JOIN standings AS s ON s.period = c.period AND s.basis = c.basis
    WHERE s.locality = $locality AND s.indicator = $by AND s.scope = coalesce($group, '')
)

SELECT
    c.rank,
    before.rank AS previous_rank,
    year_before.rank AS last_year_rank,
    c.unit_id,
    u.ward,
    u.bare_name,
    u.group_name,
    u.office_order,
    c.value,
    c.numerator,
    c.denominator,
    before.value AS previous_value,
    c.value - before.value AS change,
    year_before.value AS last_year_value,
    c.value - year_before.value AS last_year_change,
    b.band,
    b.earned AS earned_band,
    b.veto,
    b.veto_value,
    c.key_1,
    c.key_2,
    c.used_1,
    c.used_2,
    c.computed,
    c.starts,
    c.ends,
    c.cumulative,
    c.basis AS scheme
FROM asked AS a
INNER JOIN standings AS c ON c.basis = a.basis
INNER JOIN unit AS u ON u.unit_id = c.unit_id
LEFT JOIN earlier AS before ON before.period = a.previous AND before.unit_id = c.unit_id
LEFT JOIN earlier AS year_before ON year_before.period = a.last_year AND year_before.unit_id = c.unit_id
LEFT JOIN score_bands AS b ON b.unit_id = c.unit_id AND b.period = c.period AND b.indicator = c.indicator
WHERE c.locality = $locality AND c.period = $period AND c.indicator = $by AND c.scope = coalesce($group, '')
ORDER BY c.rank, u.ward COLLATE vi
