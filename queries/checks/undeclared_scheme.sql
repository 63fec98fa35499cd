-- undeclared_scheme: a score scheme that data/indicators.toml does not declare; kept as a scheme of its own (design §3.5).
-- Severity confirm
-- Reads    draft_cells, scheme_text, scheme_name
-- Params   none
-- Columns  row BIGINT; measure VARCHAR; cell VARCHAR; value VARCHAR
SELECT
    d.row,
    d.measure,
    d.cell,
    d.text AS value
FROM draft_cells AS d
INNER JOIN scheme_text AS w ON w.text = d.text
LEFT JOIN scheme_name AS s ON s.name = w.key
WHERE d.measure = 'score_scheme' AND s.name IS NULL
ORDER BY d.row
