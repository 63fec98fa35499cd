-- peers: the three units most alike one unit in a period: those of its kind (phường, xã …) first, then by how many times
-- their dossiers received are its own, or its own theirs: twice as many is as far as half. A unit without dossiers has no
-- peers and is none.
-- Reads    completed_values, grid, scopes, unit
-- Params   $locality VARCHAR; $period VARCHAR; $unit_id BIGINT; $group VARCHAR or NULL, peers within it
-- Columns  position BIGINT; unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; type VARCHAR; received_total DOUBLE; own_ward VARCHAR; own_type VARCHAR; own_received_total DOUBLE; same_type BOOLEAN; times DOUBLE, from 1
WITH counted AS (
    SELECT DISTINCT
        u.unit_id,
        u.ward,
        u.bare_name,
        u.type,
        u.office_order,
        CAST(c.value AS DOUBLE) AS received_total,
        sc.unit_id IS NOT NULL AS in_scope
    FROM grid AS g
    INNER JOIN unit AS u ON u.unit_id = g.unit_id
    INNER JOIN completed_values AS c ON c.unit_id = g.unit_id AND c.period = g.period
    LEFT JOIN scopes AS sc ON sc.unit_id = g.unit_id AND sc.scope = coalesce($group, '')
    WHERE
        g.locality = $locality
        AND g.period = $period
        AND c.measure = 'received_total'
        AND c.bound IS NULL
        AND c.value > 0
),

measured AS (
    SELECT
        p.unit_id,
        p.ward,
        p.bare_name,
        p.type,
        p.received_total,
        p.office_order,
        o.ward AS own_ward,
        o.type AS own_type,
        o.received_total AS own_received_total,
        coalesce(p.type = o.type, p.type IS NULL AND o.type IS NULL) AS same_type,
        CASE
            WHEN p.received_total >= o.received_total THEN p.received_total / o.received_total
            ELSE o.received_total / p.received_total
        END AS times
    FROM counted AS o
    INNER JOIN counted AS p ON p.in_scope AND p.unit_id <> o.unit_id
    WHERE o.unit_id = $unit_id
),

placed AS (
    SELECT
        unit_id,
        ward,
        bare_name,
        type,
        received_total,
        own_ward,
        own_type,
        own_received_total,
        same_type,
        times,
        row_number() OVER (ORDER BY same_type DESC, times, office_order, unit_id) AS position
    FROM measured
)

SELECT
    position,
    unit_id,
    ward,
    bare_name,
    type,
    received_total,
    own_ward,
    own_type,
    own_received_total,
    same_type,
    times
FROM placed
WHERE position <= 3
ORDER BY position
