-- recommendation_events: all that was ever said of recommendations, oldest first: of one, of a unit with those it came from.
-- Reads    recommendation, recommendation_event, families
-- Params   $unit_id BIGINT or NULL; $recommendation_id VARCHAR or NULL
-- Columns  recommendation_id VARCHAR; position BIGINT; at TIMESTAMP; state VARCHAR; previous_state VARCHAR, NULL of the first; due DATE; previous_due DATE; note VARCHAR; who VARCHAR
WITH told AS (
    SELECT
        recommendation_id,
        position,
        happened_at AS at,
        state,
        lag(state) OVER (PARTITION BY recommendation_id ORDER BY position) AS previous_state,
        due,
        lag(due) OVER (PARTITION BY recommendation_id ORDER BY position) AS previous_due,
        note,
        who
    FROM recommendation_event
)

SELECT
    t.recommendation_id,
    t.position,
    t.at,
    t.state,
    t.previous_state,
    t.due,
    t.previous_due,
    t.note,
    t.who
FROM told AS t
INNER JOIN recommendation AS r ON r.recommendation_id = t.recommendation_id
WHERE
    ($recommendation_id IS NULL OR r.recommendation_id = $recommendation_id)
    AND ($unit_id IS NULL OR r.unit_id IN (SELECT member_id FROM families WHERE unit_id = $unit_id))
ORDER BY t.position, r.place, t.recommendation_id
