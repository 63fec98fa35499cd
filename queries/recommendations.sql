-- recommendations: what delegations asked of units and what became of it: open ones first, the longest due first.
-- Of one unit with those of the units it came from, under the names they had.
-- Reads    recommendation, recommendation_event, unit, families
-- Params   $locality VARCHAR or NULL; $unit_id BIGINT or NULL; $recommendation_id VARCHAR or NULL; $day DATE, on which it is told what is overdue, or NULL
-- Columns  recommendation_id VARCHAR; unit_id BIGINT; locality VARCHAR; ward VARCHAR; bare_name VARCHAR; group_name VARCHAR; office_order INTEGER; is_former BOOLEAN, of a unit that the asked one came from; text VARCHAR; from_whom VARCHAR; day DATE; due DATE; state VARCHAR, new or doing or done; days_overdue BIGINT, NULL where it is not; note VARCHAR, the last one; changed_at TIMESTAMP; who VARCHAR; events BIGINT
WITH aged AS (
    SELECT
        recommendation_id,
        position,
        happened_at,
        state,
        due,
        who,
        row_number() OVER (PARTITION BY recommendation_id ORDER BY position DESC) AS age,
        count(*) OVER (PARTITION BY recommendation_id) AS events
    FROM recommendation_event
),

noted AS (
    SELECT
        recommendation_id,
        note,
        row_number() OVER (PARTITION BY recommendation_id ORDER BY position DESC) AS age
    FROM recommendation_event
    WHERE note IS NOT NULL
)

SELECT
    r.recommendation_id,
    r.unit_id,
    u.locality,
    u.ward,
    u.bare_name,
    u.group_name,
    u.office_order,
    f.is_former,
    r.text,
    r.from_whom,
    r.day,
    a.due,
    a.state,
    CASE WHEN a.state <> 'done' AND a.due < CAST($day AS DATE) THEN CAST($day AS DATE) - a.due END AS days_overdue,
    n.note,
    a.happened_at AS changed_at,
    a.who,
    a.events
FROM recommendation AS r
INNER JOIN families AS f ON f.member_id = r.unit_id
INNER JOIN unit AS u ON u.unit_id = r.unit_id
INNER JOIN aged AS a ON a.recommendation_id = r.recommendation_id AND a.age = 1
LEFT JOIN noted AS n ON n.recommendation_id = r.recommendation_id AND n.age = 1
WHERE
    (f.unit_id = $unit_id OR ($unit_id IS NULL AND NOT f.is_former))
    AND ($locality IS NULL OR u.locality = $locality)
    AND ($recommendation_id IS NULL OR r.recommendation_id = $recommendation_id)
ORDER BY CASE WHEN a.state = 'done' THEN 1 ELSE 0 END, a.due NULLS LAST, r.day DESC, u.office_order, r.position, r.place
