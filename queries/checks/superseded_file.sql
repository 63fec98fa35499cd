-- superseded_file: this file was recorded before, read the same way, and newer figures have replaced some of it since
-- (design §3.6): recorded again it keeps its place behind them, also where it had been withdrawn.
-- Severity confirm
-- Reads    draft_twins
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR; batch VARCHAR, the file of the draft; recorded TIMESTAMP; file_name VARCHAR, the newer one
SELECT
    CAST(NULL AS BIGINT) AS row,
    CAST(NULL AS VARCHAR) AS measure,
    CAST(NULL AS VARCHAR) AS cell,
    CAST(NULL AS VARCHAR) AS value,
    batch,
    recorded_at AS recorded,
    newer_file AS file_name
FROM draft_twins
WHERE newer_file IS NOT NULL
ORDER BY batch
