-- span_parts: the spans of a locality and the quarters that each is made of: quarter, half, nine months, year, from the first
-- quarter that anybody told of to the last one. A cumulative report is a span of its own and its only part.
-- Kept     whole
-- Reads    locality_periods, period, differenced_quarters, unit
-- Columns  locality VARCHAR; span VARCHAR, quarter or half or nine_months or year or cumulative; period VARCHAR, the key; kind VARCHAR; year INTEGER; number INTEGER; cumulative BOOLEAN; track VARCHAR, within which periods follow one another; last_day DATE; previous VARCHAR; opening VARCHAR, the quarter before; size INTEGER; part VARCHAR; part_day DATE, its last; place INTEGER, 1 is the first part
WITH told AS (
    SELECT
        lp.locality,
        p.year,
        p.number
    FROM locality_periods AS lp
    INNER JOIN period AS p ON p.period = lp.period
    WHERE p.kind = 'quarter'
    UNION
    SELECT
        u.locality,
        CAST(substring(d.period, 1, 4) AS INTEGER) AS year,
        CAST(substring(d.period, 7, 1) AS INTEGER) AS number
    FROM differenced_quarters AS d
    INNER JOIN unit AS u ON u.unit_id = d.unit_id
),

reach AS (
    SELECT
        locality,
        min(year * 4 + number) AS first,
        max(year * 4 + number) AS last
    FROM told
    GROUP BY locality
),

years AS (
    SELECT DISTINCT
        t.locality,
        t.year,
        r.first,
        r.last
    FROM told AS t
    INNER JOIN reach AS r ON r.locality = t.locality
),

quarter AS (
    SELECT
        1 AS number,
        '-03-31' AS ending
    UNION ALL
    SELECT 2, '-06-30'
    UNION ALL
    SELECT 3, '-09-30'
    UNION ALL
    SELECT 4, '-12-31'
),

shape AS (
    SELECT
        'quarter' AS span,
        'quarter' AS kind,
        '-Q1' AS ending,
        1 AS number,
        4 AS a_year,
        1 AS turn,
        1 AS first,
        1 AS last
    UNION ALL
    SELECT 'quarter', 'quarter', '-Q2', 2, 4, 2, 2, 2
    UNION ALL
    SELECT 'quarter', 'quarter', '-Q3', 3, 4, 3, 3, 3
    UNION ALL
    SELECT 'quarter', 'quarter', '-Q4', 4, 4, 4, 4, 4
    UNION ALL
    SELECT 'half', 'half', '-H1', 1, 2, 1, 1, 2
    UNION ALL
    SELECT 'half', 'half', '-H2', 2, 2, 2, 3, 4
    UNION ALL
    SELECT 'nine_months', 'months', '-9M', 9, 1, 1, 1, 3
    UNION ALL
    SELECT 'year', 'year', '', NULL, 1, 1, 1, 4
),

made AS (
    SELECT
        y.locality,
        h.span,
        CAST(y.year AS VARCHAR) || h.ending AS period,
        h.kind,
        y.year,
        h.number,
        h.first,
        h.last,
        y.year * h.a_year + h.turn AS turn
    FROM years AS y
    INNER JOIN shape AS h ON y.year * 4 + h.last >= y.first AND y.year * 4 + h.first <= y.last
)

SELECT
    m.locality,
    m.span,
    m.period,
    m.kind,
    m.year,
    m.number,
    FALSE AS cumulative,
    m.span AS track,
    CAST(CAST(m.year AS VARCHAR) || e.ending AS DATE) AS last_day,
    b.period AS previous,
    CASE
        WHEN m.first = 1 THEN CAST(m.year - 1 AS VARCHAR) || '-Q4'
        ELSE CAST(m.year AS VARCHAR) || '-Q' || CAST(m.first - 1 AS VARCHAR)
    END AS opening,
    m.last - m.first + 1 AS size,
    CAST(m.year AS VARCHAR) || '-Q' || CAST(q.number AS VARCHAR) AS part,
    CAST(CAST(m.year AS VARCHAR) || q.ending AS DATE) AS part_day,
    q.number - m.first + 1 AS place
FROM made AS m
INNER JOIN quarter AS e ON e.number = m.last
INNER JOIN quarter AS q ON q.number >= m.first AND q.number <= m.last
LEFT JOIN made AS b ON b.locality = m.locality AND b.span = m.span AND b.turn = m.turn - 1
UNION ALL
SELECT
    lp.locality,
    'cumulative' AS span,
    p.period,
    p.kind,
    p.year,
    p.number,
    p.cumulative,
    p.kind || coalesce(CAST(p.number AS VARCHAR), '') AS track,
    p.last_day,
    p.previous,
    CAST(NULL AS VARCHAR) AS opening,
    1 AS size,
    p.period AS part,
    p.last_day AS part_day,
    1 AS place
FROM locality_periods AS lp
INNER JOIN period AS p ON p.period = lp.period
WHERE p.cumulative AND p.kind <> 'window'
