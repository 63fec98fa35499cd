-- draft_moves: the rank of each ward before and after recording a draft, in the periods it tells of; empty elsewhere.
-- Reads    draft_rank_before, main_ranks, report, unit, indicator, draft_unit
-- Params   none
-- Columns  locality VARCHAR; period VARCHAR; indicator VARCHAR; unit_id BIGINT, NULL for a unit the draft registers; ward VARCHAR; before BIGINT; after BIGINT
WITH place AS (
    SELECT DISTINCT
        u.locality,
        r.period
    FROM report AS r
    INNER JOIN unit AS u ON u.unit_id = r.unit_id
    WHERE r.batch_id LIKE 'draft%'
),

ranked AS (
    SELECT
        unit_id,
        period,
        indicator
    FROM main_ranks
    UNION
    SELECT
        unit_id,
        period,
        indicator
    FROM draft_rank_before
)

SELECT
    u.locality,
    k.period,
    k.indicator,
    CASE WHEN f.unit_id IS NULL THEN k.unit_id END AS unit_id,
    u.ward,
    b.rank AS before,
    n.rank AS after
FROM ranked AS k
INNER JOIN unit AS u ON u.unit_id = k.unit_id
LEFT JOIN draft_unit AS f ON f.unit_id = k.unit_id
INNER JOIN place AS p ON p.locality = u.locality AND p.period = k.period
INNER JOIN indicator AS i ON i.indicator = k.indicator
LEFT JOIN draft_rank_before AS b ON b.unit_id = k.unit_id AND b.period = k.period AND b.indicator = k.indicator
LEFT JOIN main_ranks AS n ON n.unit_id = k.unit_id AND n.period = k.period AND n.indicator = k.indicator
ORDER BY u.locality COLLATE vi, k.period, i.position, coalesce(n.rank, b.rank), u.office_order, k.unit_id
