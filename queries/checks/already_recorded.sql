-- already_recorded: this file was recorded before, read the same way, and is still in force; recording it again changes
-- nothing.
-- Severity note
-- Reads    draft_twins
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; batch VARCHAR, the file of the draft; recorded TIMESTAMP; file_name VARCHAR
SELECT
    CAST(NULL AS BIGINT) AS row,
    CAST(NULL AS VARCHAR) AS measure,
    CAST(NULL AS VARCHAR) AS cell,
    CAST(NULL AS VARCHAR) AS value,
    batch,
    recorded_at AS recorded,
    file_name
FROM draft_twins
WHERE status = 'restated' AND newer_file IS NULL
ORDER BY batch
