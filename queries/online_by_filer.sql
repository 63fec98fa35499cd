-- online_by_filer: who filed the dossiers that came in online: people themselves, agents for them, or officials for them.
-- One row a ward that reports all of it; shares are of all newly received, so that the three add up to the online share.
-- More is better for those filed by people themselves, less for the others. Where agents and officials are said to have
-- filed more than came in online, nothing is left to be the people's own: that share is NULL and has no rank.
-- Reads    completed_values, scopes, unit
-- Params   $locality VARCHAR; $period VARCHAR; $group VARCHAR or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; bare_name VARCHAR; received_new DOUBLE; received_online DOUBLE; by_people DOUBLE; by_agents DOUBLE; by_officials DOUBLE; online_share DOUBLE; people_share DOUBLE; people_rank BIGINT; agents_share DOUBLE; agents_rank BIGINT; officials_share DOUBLE; officials_rank BIGINT; online_rank BIGINT, among these wards
WITH filed AS (
    SELECT
        c.unit_id,
        CAST(sum(CASE WHEN c.measure = 'received_new' THEN c.value END) AS DOUBLE) AS received_new,
        CAST(sum(CASE WHEN c.measure = 'received_online' THEN c.value END) AS DOUBLE) AS received_online,
        CAST(sum(CASE WHEN c.measure = 'filed_by_agents' THEN c.value END) AS DOUBLE) AS by_agents,
        CAST(sum(CASE WHEN c.measure = 'filed_by_officials' THEN c.value END) AS DOUBLE) AS by_officials
    FROM completed_values AS c
    WHERE
        c.period = $period
        AND c.bound IS NULL
        AND c.measure IN ('received_new', 'received_online', 'filed_by_agents', 'filed_by_officials')
    GROUP BY c.unit_id
    HAVING count(c.value) = 4 AND sum(CASE WHEN c.measure = 'received_new' THEN c.value END) > 0
),

parted AS (
    SELECT
        f.unit_id,
        u.ward,
        u.bare_name,
        f.received_new,
        f.received_online,
        f.by_agents,
        f.by_officials,
        CASE
            WHEN f.by_agents + f.by_officials <= f.received_online
                THEN f.received_online - f.by_agents - f.by_officials
        END AS by_people
    FROM filed AS f
    INNER JOIN unit AS u ON u.unit_id = f.unit_id AND u.locality = $locality
    INNER JOIN scopes AS s ON s.unit_id = f.unit_id AND s.scope = coalesce($group, '')
),

shared AS (
    SELECT
        unit_id,
        ward,
        bare_name,
        received_new,
        received_online,
        by_people,
        by_agents,
        by_officials,
        received_online * 100 / received_new AS online_share,
        by_people * 100 / received_new AS people_share,
        by_agents * 100 / received_new AS agents_share,
        by_officials * 100 / received_new AS officials_share
    FROM parted
)

SELECT
    unit_id,
    ward,
    bare_name,
    received_new,
    received_online,
    by_people,
    by_agents,
    by_officials,
    online_share,
    people_share,
    CASE WHEN people_share IS NOT NULL THEN rank() OVER (ORDER BY people_share DESC NULLS LAST) END AS people_rank,
    agents_share,
    rank() OVER (ORDER BY agents_share ASC) AS agents_rank,
    officials_share,
    rank() OVER (ORDER BY officials_share ASC) AS officials_rank,
    rank() OVER (ORDER BY online_share DESC) AS online_rank
FROM shared
ORDER BY people_rank NULLS LAST, ward COLLATE vi
