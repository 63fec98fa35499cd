"""Documents for the site visit and the report: one model in plain data, printed by Typst and written for Word."""
