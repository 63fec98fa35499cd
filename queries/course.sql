-- course: an indicator of every ward in every period as reported, oldest first, cumulative reports too, with rank and change.
-- A period ranks within the basis that most wards have in it (score scheme, members of a composite), as its ranking does.
-- broken: a break mark. The ward is another version than the one before, or its value is of another basis than its last.
-- Reads    indicator_values, main_basis, standings, locality_values, unit, period
-- Params   $locality VARCHAR; $by VARCHAR, an indicator's key; $group VARCHAR or NULL; $unit_id BIGINT or NULL: all versions of that name alone
-- Columns  period VARCHAR; label VARCHAR; kind VARCHAR; year INTEGER; number INTEGER; cumulative BOOLEAN; last_day DATE; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; value DOUBLE; numerator DOUBLE; denominator DOUBLE; rank BIGINT; ranked BIGINT; previous_value DOUBLE; previous_rank BIGINT; locality_value DOUBLE; basis VARCHAR; reason VARCHAR; broken BOOLEAN
WITH told AS (
    SELECT
        v.unit_id,
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
        -- What one line of a chart may join: the quarters, the months; of longer spans those of the same months.
        CASE
            WHEN p.kind IN ('quarter', 'month') THEN p.kind
            WHEN p.kind = 'window' THEN p.period
            ELSE p.kind || coalesce(CAST(p.number AS VARCHAR), '')
        END AS track
    FROM indicator_values AS v
    INNER JOIN period AS p ON p.period = v.period
    LEFT JOIN main_basis AS mb ON mb.locality = v.locality AND mb.period = v.period AND mb.indicator = v.indicator
    WHERE v.locality = $locality AND v.indicator = $by AND ($group IS NULL OR v.group_name = $group)
),

begun AS (
    SELECT
        track,
        min(last_day) AS last_day
    FROM told
    GROUP BY track
),

versions AS (
    SELECT
        t.unit_id,
        t.track,
        min(t.last_day) AS last_day,
        min(t.last_day) > min(b.last_day) AS is_new
    FROM told AS t
    INNER JOIN begun AS b ON b.track = t.track
    GROUP BY t.unit_id, t.track
),

bases AS (
    SELECT
        unit_id,
        period,
        basis <> lag(basis) OVER (PARTITION BY unit_id, track ORDER BY last_day, period) AS changed
    FROM told
    WHERE value IS NOT NULL
),

placed AS (
    SELECT
        period,
        basis,
        unit_id,
        value,
        rank
    FROM standings
    WHERE locality = $locality AND indicator = $by AND scope = coalesce($group, '')
),

counted AS (
    SELECT
        period,
        basis,
        count(*) AS ranked
    FROM placed
    GROUP BY period, basis
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
    u.ward,
    u.bare_name,
    t.group_name,
    u.office_order,
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
    coalesce(b.changed, FALSE) OR (n.is_new AND n.last_day = t.last_day) AS broken
FROM told AS t
INNER JOIN unit AS u ON u.unit_id = t.unit_id
LEFT JOIN unit AS asked ON asked.unit_id = $unit_id
INNER JOIN versions AS n ON n.unit_id = t.unit_id AND n.track = t.track
LEFT JOIN bases AS b ON b.unit_id = t.unit_id AND b.period = t.period
LEFT JOIN placed AS s ON s.unit_id = t.unit_id AND s.period = t.period AND s.basis = t.ranked_basis
LEFT JOIN placed AS before ON before.unit_id = t.unit_id AND before.period = t.previous AND before.basis = s.basis
LEFT JOIN counted AS c ON c.period = t.period AND c.basis = t.main_basis
LEFT JOIN locality_values AS l
    ON
        l.locality = $locality
        AND l.period = t.period
        AND l.indicator = $by
        AND l.scope = coalesce($group, '')
        AND l.basis = t.main_basis
WHERE $unit_id IS NULL OR u.ward = asked.ward
ORDER BY t.last_day, t.first_day, t.period, u.office_order, u.ward COLLATE vi, t.unit_id
