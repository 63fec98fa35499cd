-- period_basis: what the kept rows of a period are made of, the declaration apart: the batches that report on it and the
-- units that report or are expected. Where neither is another than it was, no row is.
-- Reads    period, report, batch, unit
-- Params   none
-- Columns  period VARCHAR; batches VARCHAR, each with its place and status; units VARCHAR, each with its locality and group
WITH told AS (
    SELECT DISTINCT
        r.period,
        r.batch_id,
        b.position,
        b.status
    FROM report AS r
    INNER JOIN batch AS b ON b.batch_id = r.batch_id
),

batches AS (
    SELECT
        period,
        string_agg(batch_id || ' ' || CAST(position AS VARCHAR) || ' ' || status, ', ' ORDER BY position, batch_id) AS batches
    FROM told
    GROUP BY period
),

reporting AS (
    SELECT DISTINCT
        period,
        unit_id
    FROM report
),

units AS (
    SELECT
        p.period,
        string_agg(
            CAST(u.unit_id AS VARCHAR) || ' ' || u.locality || ' ' || coalesce(u.group_name, '-') || ' '
            || CAST(u.is_locality AS VARCHAR),
            ', ' ORDER BY u.unit_id
        ) AS units
    FROM period AS p
    CROSS JOIN unit AS u
    LEFT JOIN reporting AS r ON r.period = p.period AND r.unit_id = u.unit_id
    WHERE
        r.unit_id IS NOT NULL
        OR ((u.valid_from IS NULL OR u.valid_from <= p.last_day) AND (u.valid_to IS NULL OR u.valid_to > p.last_day))
    GROUP BY p.period
)

SELECT
    b.period,
    b.batches,
    u.units
FROM batches AS b
INNER JOIN units AS u ON u.period = b.period
ORDER BY b.period
