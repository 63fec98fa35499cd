-- member_points: what each ward earns with each live member of a composite: a straight line from low to high, clipped.
-- A member that was not reported earns nothing and says so: least() and greatest() would skip the NULL and give full marks.
-- Kept     by period
-- Reads    live_members, ratio_values
-- Columns  locality VARCHAR; unit_id BIGINT; group_name VARCHAR; period VARCHAR; indicator VARCHAR; member VARCHAR; position BIGINT; basis VARCHAR; value DOUBLE; points DECIMAL(18,12); reason VARCHAR; computed BOOLEAN; starts DATE; ends DATE; cumulative BOOLEAN
SELECT
    v.locality,
    v.unit_id,
    v.group_name,
    v.period,
    m.indicator,
    m.member,
    m.position,
    m.basis,
    v.value,
    CASE
        WHEN v.value IS NOT NULL
            THEN
                CAST(
                    CAST(m.points AS DOUBLE) * greatest(0, least(1, (v.value - m.low) / (m.high - m.low)))
                    AS DECIMAL(18, 12)
                )
    END AS points,
    v.reason,
    v.computed,
    v.starts,
    v.ends,
    v.cumulative
FROM live_members AS m
INNER JOIN ratio_values AS v ON v.locality = m.locality AND v.period = m.period AND v.indicator = m.member
