-- rank_moves: a ranking and an earlier one beside it, unit by unit: value, keys (signed: larger ranks first) and rank of both.
-- Only what may be compared: the same version of the ward, the same basis (score scheme, members of a composite). A unit
-- that one of them leaves out has no rank there.
-- Reads    indicator, indicator_key, main_basis, standings, unit
-- Params   $locality VARCHAR; $period VARCHAR; $against VARCHAR, the earlier period; $by VARCHAR; $group VARCHAR or NULL; $scheme VARCHAR or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; before_rank BIGINT; before_value DOUBLE; before_sort DOUBLE; before_key_1 DOUBLE; before_key_2 DOUBLE; rank BIGINT; value DOUBLE; sort DOUBLE; key_1 DOUBLE; key_2 DOUBLE
WITH asked AS (
    SELECT
        i.indicator,
        i.sign,
        i1.sign AS sign_1,
        i2.sign AS sign_2,
        CASE WHEN i.kind = 'score' THEN coalesce($scheme, mb.basis) ELSE mb.basis END AS basis
    FROM indicator AS i
    INNER JOIN main_basis AS mb ON mb.indicator = i.indicator AND mb.locality = $locality AND mb.period = $period
    LEFT JOIN indicator_key AS k1 ON k1.indicator = i.indicator AND k1.position = 1
    LEFT JOIN indicator AS i1 ON i1.indicator = k1.key
    LEFT JOIN indicator_key AS k2 ON k2.indicator = i.indicator AND k2.position = 2
    LEFT JOIN indicator AS i2 ON i2.indicator = k2.key
    WHERE i.indicator = $by
),

placed AS (
    SELECT
        s.period,
        s.unit_id,
        s.rank,
        s.value,
        s.value * a.sign AS sort,
        s.key_1 * a.sign_1 AS key_1,
        s.key_2 * a.sign_2 AS key_2
    FROM standings AS s
    INNER JOIN asked AS a ON a.indicator = s.indicator AND a.basis = s.basis
    WHERE s.locality = $locality AND s.period IN ($period, $against) AND s.scope = coalesce($group, '')
)

SELECT
    u.unit_id,
    u.ward,
    u.bare_name,
    b.rank AS before_rank,
    b.value AS before_value,
    b.sort AS before_sort,
    b.key_1 AS before_key_1,
    b.key_2 AS before_key_2,
    n.rank,
    n.value,
    n.sort,
    n.key_1,
    n.key_2
FROM unit AS u
LEFT JOIN placed AS b ON b.unit_id = u.unit_id AND b.period = $against
LEFT JOIN placed AS n ON n.unit_id = u.unit_id AND n.period = $period
WHERE b.rank IS NOT NULL OR n.rank IS NOT NULL
ORDER BY u.office_order, u.unit_id
