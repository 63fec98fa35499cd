-- corrections_since_print: what has been recorded, withdrawn or restored since a document was printed, of what it shows:
-- of its own unit every period up to its last, whose course it draws; of the others its span and the year before, which
-- its ranks and changes are against; of the scores it shows the same, where they are of an earlier period. What is about
-- a group shows nothing of other units. Oldest first; batches that count now as they did then are left out.
-- Reads    printed, period, unit, unit_was, report, batch, batch_event, predecessors
-- Params   $print_id VARCHAR
-- Columns  batch_id VARCHAR; change VARCHAR, recorded or withdrawn or restored; at TIMESTAMP; who VARCHAR; reason VARCHAR; file_name VARCHAR; kind VARCHAR; document VARCHAR; own BOOLEAN, of figures of the print's unit or one it came from, else of other units, which its ranks stand beside; periods VARCHAR, '2025-Q2 2025-Q3'
WITH asked AS (
    SELECT
        p.locality,
        p.unit_id,
        p.group_name,
        p.as_of,
        c.kind AS score_kind,
        c.first_day AS score_first_day,
        c.last_day AS score_last_day,
        least(s.first_day, e.first_day) AS first_day,
        greatest(s.last_day, e.last_day) AS last_day
    FROM printed AS p
    INNER JOIN period AS s ON s.period = p.period
    INNER JOIN period AS e ON e.period = p.to_period
    LEFT JOIN period AS c ON c.period = p.score_period
    WHERE p.print_id = $print_id
),

-- A unit that was in the group when the print was made is in it, wherever it has gone since.
grouped AS (
    SELECT
        unit_id,
        group_name
    FROM unit
    UNION
    SELECT
        w.unit_id,
        w.group_name
    FROM unit_was AS w
    INNER JOIN asked AS a ON w.until > a.as_of
),

touching AS (
    SELECT DISTINCT
        r.batch_id,
        r.period,
        a.as_of,
        a.unit_id IS NULL OR u.unit_id = a.unit_id OR f.predecessor_id IS NOT NULL AS own
    FROM asked AS a
    INNER JOIN unit AS u ON u.locality = a.locality
    INNER JOIN report AS r ON r.unit_id = u.unit_id
    LEFT JOIN predecessors AS f ON f.unit_id = a.unit_id AND f.predecessor_id = u.unit_id
    INNER JOIN period AS p
        ON
            p.period = r.period
            AND (
                (
                    p.first_day <= a.last_day
                    AND (
                        u.unit_id = a.unit_id
                        OR f.predecessor_id IS NOT NULL
                        OR p.last_day >= a.first_day - INTERVAL 1 YEAR
                    )
                )
                OR (
                    p.kind = a.score_kind
                    AND p.first_day <= a.score_last_day
                    AND p.last_day >= a.score_first_day - INTERVAL 1 YEAR
                )
            )
    WHERE
        a.group_name IS NULL
        OR u.is_locality
        OR EXISTS (
            SELECT 1
            FROM grouped AS g
            WHERE g.unit_id = u.unit_id AND g.group_name = a.group_name
        )
),

told AS (
    SELECT
        batch_id,
        as_of,
        bool_or(own) AS own
    FROM touching
    GROUP BY batch_id, as_of
),

named AS (
    SELECT
        batch_id,
        string_agg(period, ' ' ORDER BY period) AS periods
    FROM (SELECT DISTINCT batch_id, period FROM touching) AS distinct_periods
    GROUP BY batch_id
),

last_event AS (
    SELECT
        t.batch_id,
        t.own,
        max(CASE WHEN e.position <= t.as_of THEN e.position END) AS then_position,
        max(e.position) AS now_position
    FROM told AS t
    INNER JOIN batch_event AS e ON e.batch_id = t.batch_id
    GROUP BY t.batch_id, t.own
)

SELECT
    l.batch_id,
    n.kind AS change,
    n.happened_at AS at,
    n.who,
    n.reason,
    b.file_name,
    b.kind,
    b.document,
    l.own,
    m.periods
FROM last_event AS l
INNER JOIN named AS m ON m.batch_id = l.batch_id
INNER JOIN batch AS b ON b.batch_id = l.batch_id
INNER JOIN batch_event AS n ON n.batch_id = l.batch_id AND n.position = l.now_position
LEFT JOIN batch_event AS o ON o.batch_id = l.batch_id AND o.position = l.then_position
WHERE (n.kind <> 'withdrawn') <> coalesce(o.kind <> 'withdrawn', FALSE)
ORDER BY n.position, b.position
