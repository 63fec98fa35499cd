-- course: indicators of every ward in every period as reported, oldest first, cumulative reports too, with rank and change.
-- A period ranks within the basis that most wards have in it (score scheme, members of a composite), as its ranking does.
-- broken: a break mark. The ward is another version than the one before, or its value is of another basis than its last.
-- Reads    indicator, indicator_values, main_basis, ranking_sizes, standings, locality_values, unit, period
-- Params   $locality VARCHAR; $by VARCHAR, an indicator's key or several with a blank between; $group VARCHAR or NULL; $unit_id BIGINT or NULL: it alone, with who bore its name before or after
-- Columns  period VARCHAR; label VARCHAR; kind VARCHAR; year INTEGER; number INTEGER; cumulative BOOLEAN; last_day DATE; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; value DOUBLE; numerator DOUBLE; denominator DOUBLE; rank BIGINT; ranked BIGINT; previous_value DOUBLE; previous_rank BIGINT; locality_value DOUBLE; basis VARCHAR; reason VARCHAR; broken BOOLEAN; indicator VARCHAR
WITH asked AS (
    SELECT
        indicator,
        position
    FROM indicator
    WHERE position(' ' || indicator || ' ' IN ' ' || $by || ' ') > 0
),

named AS (
    SELECT
        u.unit_id,
        u.ward,
        u.bare_name,
        u.office_order
    FROM unit AS u
    LEFT JOIN unit AS one ON one.unit_id = $unit_id
    WHERE
        u.locality = $locality
        AND (
            $unit_id IS NULL
            OR u.unit_id = one.unit_id
            OR (u.ward = one.ward AND (u.valid_to <= one.valid_from OR one.valid_to <= u.valid_from))
        )
),

-- What one line of a chart may join: the quarters, the months; of longer spans those of the same months.
tracked AS (
    SELECT
        period,
        last_day,
        CASE
            WHEN kind IN ('quarter', 'month') THEN kind
            WHEN kind = 'window' THEN period
            ELSE kind || coalesce(CAST(number AS VARCHAR), '')
        END AS track
    FROM period
),

told AS (
    SELECT
        v.unit_id,
        v.indicator,
        u.ward,
        u.bare_name,
        u.office_order,
        a.position,
        v.group_name,
        v.period,
        v.value,
        v.numerator,
        v.denominator,
        v.basis,
        v.reason,
        mb.basis AS main_basis,
        CASE WHEN v.basis = mb.basis THEN v.basis END AS ranked_basis,
        p.label,
        p.kind,
        p.year,
        p.number,
        p.cumulative,
        p.first_day,
        p.last_day,
        p.previous,
        k.track
    FROM indicator_values AS v
    INNER JOIN asked AS a ON a.indicator = v.indicator
    INNER JOIN named AS u ON u.unit_id = v.unit_id
    INNER JOIN period AS p ON p.period = v.period
    INNER JOIN tracked AS k ON k.period = v.period
    LEFT JOIN main_basis AS mb ON mb.locality = v.locality AND mb.period = v.period AND mb.indicator = v.indicator
    WHERE v.locality = $locality AND ($group IS NULL OR v.group_name = $group)
),

-- also of the units that are not asked about
begun AS (
    SELECT
        v.indicator,
        k.track,
        min(k.last_day) AS last_day
    FROM (
        SELECT DISTINCT
            indicator,
            period
        FROM indicator_values
        WHERE locality = $locality AND ($group IS NULL OR group_name = $group)
    ) AS v
    INNER JOIN asked AS a ON a.indicator = v.indicator
    INNER JOIN tracked AS k ON k.period = v.period
    GROUP BY v.indicator, k.track
),

versions AS (
    SELECT
        t.unit_id,
        t.indicator,
        t.track,
        min(t.last_day) AS last_day,
        min(t.last_day) > min(b.last_day) AS is_new
    FROM told AS t
    INNER JOIN begun AS b ON b.indicator = t.indicator AND b.track = t.track
    GROUP BY t.unit_id, t.indicator, t.track
),

bases AS (
    SELECT
        unit_id,
        indicator,
        period,
        basis <> lag(basis) OVER (PARTITION BY unit_id, indicator, track ORDER BY last_day, period) AS changed
    FROM told
    WHERE value IS NOT NULL
),

placed AS (
    SELECT
        s.indicator,
        s.period,
        s.basis,
        s.unit_id,
        s.value,
        s.rank
    FROM standings AS s
    INNER JOIN asked AS a ON a.indicator = s.indicator
    INNER JOIN named AS u ON u.unit_id = s.unit_id
    WHERE s.locality = $locality AND s.scope = coalesce($group, '')
)

SELECT
    t.period,
    t.label,
    t.kind,
    t.year,
    t.number,
    t.cumulative,
    t.last_day,
    t.unit_id,
    t.ward,
    t.bare_name,
    t.group_name,
    t.office_order,
    t.value,
    t.numerator,
    t.denominator,
    s.rank,
    coalesce(c.ranked, 0) AS ranked,
    before.value AS previous_value,
    before.rank AS previous_rank,
    l.value AS locality_value,
    t.basis,
    CASE WHEN t.value IS NOT NULL AND t.basis <> t.main_basis THEN 'other_scheme' ELSE t.reason END AS reason,
    coalesce(b.changed, FALSE) OR (n.is_new AND n.last_day = t.last_day) AS broken,
    t.indicator
FROM told AS t
INNER JOIN versions AS n ON n.unit_id = t.unit_id AND n.indicator = t.indicator AND n.track = t.track
LEFT JOIN bases AS b ON b.unit_id = t.unit_id AND b.indicator = t.indicator AND b.period = t.period
LEFT JOIN placed AS s
    ON s.unit_id = t.unit_id AND s.indicator = t.indicator AND s.period = t.period AND s.basis = t.ranked_basis
LEFT JOIN placed AS before
    ON
        before.unit_id = t.unit_id
        AND before.indicator = t.indicator
        AND before.period = t.previous
        AND before.basis = s.basis
LEFT JOIN ranking_sizes AS c
    ON
        c.locality = $locality
        AND c.period = t.period
        AND c.indicator = t.indicator
        AND c.scope = coalesce($group, '')
        AND c.basis = t.main_basis
LEFT JOIN locality_values AS l
    ON
        l.locality = $locality
        AND l.period = t.period
        AND l.indicator = t.indicator
        AND l.scope = coalesce($group, '')
        AND l.basis = t.main_basis
ORDER BY t.position, t.last_day, t.first_day, t.period, t.office_order, t.ward COLLATE vi, t.unit_id
