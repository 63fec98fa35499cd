-- closing_in_force: of each locality and period the newest closing, whose document its rankings are final under.
-- Kept     whole
-- Reads    closing
-- Columns  locality VARCHAR; period VARCHAR; document VARCHAR; document_date DATE; closed_at TIMESTAMP; position BIGINT; who VARCHAR
WITH aged AS (
    SELECT
        locality,
        period,
        document,
        document_date,
        closed_at,
        position,
        who,
        row_number() OVER (PARTITION BY locality, period ORDER BY position DESC) AS age
    FROM closing
)

SELECT
    locality,
    period,
    document,
    document_date,
    closed_at,
    position,
    who
FROM aged
WHERE age = 1
