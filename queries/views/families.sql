-- families: each unit with itself and those it came from, over the generations: what was asked of them is asked of it.
-- Reads    unit, predecessors
-- Columns  unit_id BIGINT; member_id BIGINT; is_former BOOLEAN, a unit that it came from
SELECT
    unit_id,
    unit_id AS member_id,
    FALSE AS is_former
FROM unit
UNION ALL
SELECT
    unit_id,
    predecessor_id AS member_id,
    TRUE AS is_former
FROM predecessors
