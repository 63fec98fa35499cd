-- score_bands: the band of every score: by the bands of its scheme, else the common ones; lowered where a veto of the
-- scheme caps it. Of several vetoes the lowest cap holds, then the first declared; earned is the band without any.
-- A bound is enough where it settles the condition: ">3" is above 0.
-- Kept     by period
-- Reads    indicator_values, indicator, band, veto, completed_values
-- Columns  unit_id BIGINT; period VARCHAR; indicator VARCHAR; band VARCHAR; earned VARCHAR; veto BIGINT, its place in the scheme; veto_value DOUBLE, what the measure stands at
WITH own AS (
    SELECT DISTINCT scheme
    FROM band
),

scored AS (
    SELECT
        v.unit_id,
        v.period,
        v.indicator,
        v.basis,
        coalesce(o.scheme, '') AS bands,
        v.value
    FROM indicator_values AS v
    INNER JOIN indicator AS i ON i.indicator = v.indicator
    LEFT JOIN own AS o ON o.scheme = v.basis
    WHERE i.kind = 'score' AND i.scheme IS NULL AND v.value IS NOT NULL
),

earned AS (
    SELECT
        s.unit_id,
        s.period,
        s.indicator,
        s.basis,
        s.bands,
        b.band,
        b.at_least
    FROM scored AS s
    INNER JOIN band AS b ON b.scheme = s.bands AND b.at_least <= s.value AND (b.below IS NULL OR s.value < b.below)
),

capped AS (
    SELECT
        e.unit_id,
        e.period,
        e.indicator,
        cap.band,
        v.position,
        CAST(c.value AS DOUBLE) AS value,
        row_number() OVER (
            PARTITION BY e.unit_id, e.period, e.indicator
            ORDER BY cap.at_least, v.position
        ) AS choice
    FROM earned AS e
    INNER JOIN veto AS v ON v.scheme = e.basis
    INNER JOIN band AS cap ON cap.scheme = e.bands AND cap.band = v.band
    INNER JOIN completed_values AS c ON c.unit_id = e.unit_id AND c.period = e.period AND c.measure = v.measure
    WHERE
        cap.at_least < e.at_least
        AND CASE
            WHEN v.relation = 'above'
                THEN (c.bound IS NULL AND c.value > v.level) OR (c.bound = '≥' AND c.value > v.level) OR (c.bound = '>' AND c.value >= v.level)
            WHEN v.relation = 'at_least' THEN (c.bound IS NULL OR c.bound IN ('>', '≥')) AND c.value >= v.level
            WHEN v.relation = 'below'
                THEN (c.bound IS NULL AND c.value < v.level) OR (c.bound = '≤' AND c.value < v.level) OR (c.bound = '<' AND c.value <= v.level)
            ELSE (c.bound IS NULL OR c.bound IN ('<', '≤')) AND c.value <= v.level
        END
)

SELECT
    e.unit_id,
    e.period,
    e.indicator,
    coalesce(c.band, e.band) AS band,
    e.band AS earned,
    c.position AS veto,
    c.value AS veto_value
FROM earned AS e
LEFT JOIN capped AS c
    ON c.unit_id = e.unit_id AND c.period = e.period AND c.indicator = e.indicator AND c.choice = 1
