-- reported_windows: the dates that every unit of a locality gives its report of a period, and whether its figures are
-- cumulative; of several reports in force those with most figures.
-- Reads    period, unit, values_in_force
-- Params   $locality VARCHAR; $period VARCHAR, a period or several with a blank between
-- Columns  unit_id BIGINT; starts DATE, NULL where it is not known; ends DATE; cumulative BOOLEAN; figures BIGINT; period VARCHAR
WITH told AS (
    SELECT
        v.period,
        v.unit_id,
        u.office_order,
        v.starts,
        v.ends,
        v.cumulative,
        count(*) AS figures
    FROM values_in_force AS v
    INNER JOIN unit AS u ON u.unit_id = v.unit_id
    INNER JOIN period AS p
        ON p.period = v.period AND position(' ' || p.period || ' ' IN ' ' || $period || ' ') > 0
    WHERE u.locality = $locality
    GROUP BY v.period, v.unit_id, u.office_order, v.starts, v.ends, v.cumulative
),

placed AS (
    SELECT
        period,
        unit_id,
        office_order,
        starts,
        ends,
        cumulative,
        figures,
        row_number() OVER (PARTITION BY period, unit_id ORDER BY figures DESC, starts NULLS LAST, ends, cumulative) AS place
    FROM told
)

SELECT
    unit_id,
    starts,
    ends,
    cumulative,
    figures,
    period
FROM placed
WHERE place = 1
ORDER BY period, office_order, unit_id
