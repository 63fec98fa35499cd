-- live_members: the members of each composite that any ward of the locality has in the period, points rescaled to 100.
-- What rounding leaves over goes to the last of them, so that the points add up to 100 exactly.
-- Kept     by period
-- Reads    ratio_values, index_member
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; member VARCHAR; position BIGINT; points DECIMAL(18,12); low DOUBLE; high DOUBLE; basis VARCHAR
WITH live AS (
    SELECT
        v.locality,
        v.period,
        m.indicator,
        m.member,
        m.position,
        m.points,
        m.low,
        m.high
    FROM index_member AS m
    INNER JOIN ratio_values AS v ON v.indicator = m.member
    WHERE v.value IS NOT NULL
    GROUP BY v.locality, v.period, m.indicator, m.member, m.position, m.points, m.low, m.high
),

rescaled AS (
    SELECT
        locality,
        period,
        indicator,
        member,
        position,
        CAST(
            CAST(points * 100 AS DOUBLE) / CAST(sum(points) OVER composite AS DOUBLE)
            AS DECIMAL(18, 12)
        ) AS points,
        max(position) OVER composite AS last_position,
        low,
        high
    FROM live
    WINDOW composite AS (PARTITION BY locality, period, indicator)
)

SELECT
    locality,
    period,
    indicator,
    member,
    position,
    CAST(
        CASE WHEN position = last_position THEN 100 + points - sum(points) OVER composite ELSE points END
        AS DECIMAL(18, 12)
    ) AS points,
    low,
    high,
    string_agg(member, ' ') OVER (
        composite ORDER BY position
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS basis
FROM rescaled
WINDOW composite AS (PARTITION BY locality, period, indicator)
