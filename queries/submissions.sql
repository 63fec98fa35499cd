-- submissions: every unit expected to report for a period, whether and when its report came, and what became of it.
-- Received is the first published file with a figure or text of the unit; a report sent back counts as returned until a
-- newer file tells of the unit; without a deadline nothing is on time or late. Days are those of Asia/Ho_Chi_Minh, seven hours ahead of UTC all year.
-- Reads    unit, period, batch, reported_value, measure, deadline, returned
-- Params   $locality VARCHAR; $period VARCHAR; $day DATE, its last day, for a period of which nothing is known yet, or NULL
-- Columns  unit_id BIGINT; ward VARCHAR; group_name VARCHAR; status VARCHAR, on_time, late, missing or returned, without a deadline received for on_time; days_late BIGINT, NULL without deadline; received_at TIMESTAMP, UTC; deadline DATE; batch_id VARCHAR, of the first file; file_name VARCHAR; reason VARCHAR, why it was returned; returned_at TIMESTAMP; office_order INTEGER
WITH told AS (
    SELECT DISTINCT
        v.unit_id,
        b.batch_id,
        b.file_name,
        b.position,
        b.recorded_at
    FROM reported_value AS v
    INNER JOIN batch AS b ON b.batch_id = v.batch_id
    INNER JOIN measure AS m ON m.measure = v.measure
    WHERE v.period = $period AND b.status = 'published' AND (v.value IS NOT NULL OR m.kind IN ('text', 'practice'))
),

aged AS (
    SELECT
        unit_id,
        batch_id,
        file_name,
        recorded_at,
        max(recorded_at) OVER (PARTITION BY unit_id) AS newest_at,
        row_number() OVER (PARTITION BY unit_id ORDER BY recorded_at, position) AS age
    FROM told
),

sent_back AS (
    SELECT
        unit_id,
        reason,
        returned_at,
        row_number() OVER (PARTITION BY unit_id ORDER BY returned_at DESC) AS age
    FROM returned
    WHERE period = $period
),

expected AS (
    SELECT
        u.unit_id,
        u.ward,
        u.group_name,
        u.office_order,
        d.day AS deadline,
        a.batch_id,
        a.file_name,
        a.recorded_at,
        CAST(a.recorded_at + INTERVAL '7' HOUR AS DATE) - d.day AS days,
        CASE WHEN a.newest_at <= s.returned_at THEN s.reason END AS reason,
        CASE WHEN a.newest_at <= s.returned_at THEN s.returned_at END AS returned_at
    FROM unit AS u
    LEFT JOIN period AS p ON p.period = $period
    LEFT JOIN deadline AS d ON d.locality = u.locality AND d.period = $period
    LEFT JOIN aged AS a ON a.unit_id = u.unit_id AND a.age = 1
    LEFT JOIN sent_back AS s ON s.unit_id = u.unit_id AND s.age = 1
    WHERE
        u.locality = $locality
        AND NOT u.is_locality
        AND (
            a.unit_id IS NOT NULL
            OR (
                coalesce(p.last_day, $day) IS NOT NULL
                AND (u.valid_from IS NULL OR u.valid_from <= coalesce(p.last_day, $day))
                AND (u.valid_to IS NULL OR u.valid_to > coalesce(p.last_day, $day))
            )
        )
)

SELECT
    unit_id,
    ward,
    group_name,
    CASE
        WHEN batch_id IS NULL THEN 'missing'
        WHEN returned_at IS NOT NULL THEN 'returned'
        WHEN days > 0 THEN 'late'
        WHEN days IS NULL THEN 'received'
        ELSE 'on_time'
    END AS status,
    CASE WHEN days > 0 THEN days WHEN days IS NOT NULL THEN 0 END AS days_late,
    recorded_at AS received_at,
    deadline,
    batch_id,
    file_name,
    reason,
    returned_at,
    office_order
FROM expected
ORDER BY office_order, ward COLLATE vi, unit_id
