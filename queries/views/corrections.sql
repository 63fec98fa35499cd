-- corrections: for every closing, the batches of its locality and period that count now and did not then, or the other
-- way round, each with the last thing that happened to it. Recorded and withdrawn again since: nothing has changed.
-- Kept     whole
-- Reads    closing, batch_event, report, unit
-- Columns  locality VARCHAR; period VARCHAR; closing BIGINT; batch_id VARCHAR; change VARCHAR; at TIMESTAMP; position BIGINT; who VARCHAR; reason VARCHAR
WITH touching AS (
    SELECT DISTINCT
        c.locality,
        c.period,
        c.position AS closing,
        r.batch_id
    FROM closing AS c
    INNER JOIN unit AS u ON u.locality = c.locality
    INNER JOIN report AS r ON r.unit_id = u.unit_id AND r.period = c.period
),

last_event AS (
    SELECT
        t.locality,
        t.period,
        t.closing,
        t.batch_id,
        max(CASE WHEN e.position <= t.closing THEN e.position END) AS then_position,
        max(e.position) AS now_position
    FROM touching AS t
    INNER JOIN batch_event AS e ON e.batch_id = t.batch_id
    GROUP BY t.locality, t.period, t.closing, t.batch_id
)

SELECT
    l.locality,
    l.period,
    l.closing,
    l.batch_id,
    n.kind AS change,
    n.happened_at AS at,
    n.position,
    n.who,
    n.reason
FROM last_event AS l
INNER JOIN batch_event AS n ON n.batch_id = l.batch_id AND n.position = l.now_position
LEFT JOIN batch_event AS o ON o.batch_id = l.batch_id AND o.position = l.then_position
WHERE (n.kind <> 'withdrawn') <> coalesce(o.kind <> 'withdrawn', FALSE)
