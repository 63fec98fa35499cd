-- main_ranks: the rank of each ward in its whole locality, within the scheme (or members) that most wards have.
-- Reads    standings, main_basis
-- Columns  unit_id BIGINT; period VARCHAR; indicator VARCHAR; rank BIGINT
SELECT
    s.unit_id,
    s.period,
    s.indicator,
    s.rank
FROM standings AS s
INNER JOIN main_basis AS mb
    ON mb.locality = s.locality AND mb.period = s.period AND mb.indicator = s.indicator AND mb.basis = s.basis
WHERE s.scope = ''
