-- prints: the documents that were handed out and are kept as they were, the newest first.
-- Reads    printed, unit
-- Params   $print_id VARCHAR or NULL; $locality VARCHAR or NULL; $unit_id BIGINT or NULL
-- Columns  print_id VARCHAR; kind VARCHAR, brief or request or minutes or report; locality VARCHAR; unit_id BIGINT, NULL of the locality; ward VARCHAR; period VARCHAR; to_period VARCHAR, the same where it is no span; made_at TIMESTAMP; sha256 VARCHAR; position BIGINT; as_of BIGINT, the last journal entry its figures knew; declaration VARCHAR; rankings VARCHAR, '2025-Q3/online=1a2b3c4d5e6f …', the ids to cite; score_period VARCHAR, of the scores it shows, NULL: not said; group_name VARCHAR, NULL: of no group; who VARCHAR
SELECT
    p.print_id,
    p.kind,
    p.locality,
    p.unit_id,
    u.ward,
    p.period,
    p.to_period,
    p.made_at,
    p.sha256,
    p.position,
    p.as_of,
    p.declaration,
    p.rankings,
    p.score_period,
    p.group_name,
    p.who
FROM printed AS p
LEFT JOIN unit AS u ON u.unit_id = p.unit_id
WHERE
    ($print_id IS NULL OR p.print_id = $print_id)
    AND ($locality IS NULL OR p.locality = $locality)
    AND ($unit_id IS NULL OR p.unit_id = $unit_id)
ORDER BY p.position DESC, p.place
