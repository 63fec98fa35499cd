-- reported_windows: the dates that every unit of a locality gives its report of one period, and whether its figures are
-- cumulative; of several reports in force those with most figures.
-- Reads    values_in_force, unit
-- Params   $locality VARCHAR; $period VARCHAR
-- Columns  unit_id BIGINT; starts DATE, NULL where it is not known; ends DATE; cumulative BOOLEAN; figures BIGINT
WITH told AS (
    SELECT
        v.unit_id,
        u.office_order,
        v.starts,
        v.ends,
        v.cumulative,
        count(*) AS figures
    FROM values_in_force AS v
    INNER JOIN unit AS u ON u.unit_id = v.unit_id
    WHERE u.locality = $locality AND v.period = $period
    GROUP BY v.unit_id, u.office_order, v.starts, v.ends, v.cumulative
),

placed AS (
    SELECT
        unit_id,
        office_order,
        starts,
        ends,
        cumulative,
        figures,
        row_number() OVER (PARTITION BY unit_id ORDER BY figures DESC, starts NULLS LAST, ends, cumulative) AS place
    FROM told
)

SELECT
    unit_id,
    starts,
    ends,
    cumulative,
    figures
FROM placed
WHERE place = 1
ORDER BY office_order, unit_id
