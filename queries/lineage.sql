-- lineage: which unit of a locality came from which, on what day, and whether the predecessor went over undivided.
-- Reads    lineage, unit
-- Params   $locality VARCHAR
-- Columns  predecessor_id BIGINT; predecessor VARCHAR; successor_id BIGINT; successor VARCHAR; on_date DATE; whole BOOLEAN
SELECT
    l.predecessor_id,
    old.ward AS predecessor,
    l.successor_id,
    new.ward AS successor,
    l.on_date,
    l.whole
FROM lineage AS l
INNER JOIN unit AS old ON old.unit_id = l.predecessor_id
INNER JOIN unit AS new ON new.unit_id = l.successor_id
WHERE new.locality = $locality
ORDER BY l.on_date DESC, new.office_order, new.ward COLLATE vi, old.office_order, old.ward COLLATE vi, l.predecessor_id
