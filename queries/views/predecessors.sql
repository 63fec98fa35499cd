-- predecessors: whom each unit came from, over the generations. whole: on every step somebody went over undivided, into one.
-- Kept     whole
-- Reads    lineage
-- Columns  unit_id BIGINT; predecessor_id BIGINT; whole BOOLEAN
WITH RECURSIVE links AS (
    SELECT
        predecessor_id,
        successor_id,
        whole AND count(*) OVER (PARTITION BY predecessor_id) = 1 AS whole
    FROM lineage
),

found AS (
    SELECT
        successor_id AS unit_id,
        predecessor_id,
        whole
    FROM links
    UNION
    SELECT
        f.unit_id,
        l.predecessor_id,
        f.whole AND l.whole AS whole
    FROM found AS f
    INNER JOIN links AS l ON l.successor_id = f.predecessor_id
)

SELECT
    unit_id,
    predecessor_id,
    bool_and(whole) AS whole
FROM found
GROUP BY unit_id, predecessor_id
