"""A table → what is found in it: each row and each column that is added up told as a sentence, its figures read.

Measures stand in the rows ("Trực tuyến | 450 | 52,82%") or in the columns (form II.06a). What no declared identity
says holds of a table where it holds in most of its rows: then the rest is to be clarified.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from reform.claims.clear import unclear
from reform.claims.context import Context, said_of
from reform.claims.figures import read_figures
from reform.claims.finding import Found
from reform.claims.letters import plain
from reform.claims.lines import Table
from reform.claims.shares import shares
from reform.claims.sums import sums
from reform.claims.table_columns import columns_of_measures, rows_added
from reform.claims.table_lines import is_compared
from reform.claims.table_sums import added_columns
from reform.claims.tables import Column, Grid, Row, read_table
from reform.claims.text import Sentence
from reform.claims.words import Lexicon
from reform.intake.headers import header_key, without_bullet

_MOST_COLUMNS, _MOST_ROWS = 12, 100  # of measures in rows; a larger table is no report's
_LABEL = re.compile(r"^\s*(?:trong đó|bao gồm|gồm|chia ra)\s*[:,]?\s*(?=\w)", re.IGNORECASE)


def found_in_table(table: Table, context: Context, words: Lexicon, home: str | None, own: Iterable[str]) -> list[Found]:
    """What each row and column of a table tells, in their order; numbered by the caller."""
    grid = read_table(table.sheet, words)
    if grid is None:
        return []
    grid = _with_keys(grid, words)
    named = [row for row in grid.rows if row.kind in ("row", "part") and words.named(plain(row.label))]
    in_columns = [column for column in grid.columns if column.key]
    if len(named) > 1 and len(in_columns) < 2:
        return [*_rows_of_measures(grid, context, words, home, own), *rows_added(grid, words)]
    return [*columns_of_measures(grid, context, words, home, own), *added_columns(grid, words.declared)]


def _with_keys(grid: Grid, words: Lexicon) -> Grid:
    """The columns with the measures that their flat headers mean one beside the other: "Trước hạn | Quá hạn"."""
    found, group = [], None
    for column in grid.columns:
        key = column.key
        if key is None and len([part for part in column.path if part]) == 1:
            key = _key(column.header, group, words)
        group = words.groups.get(key, group)
        found.append(replace(column, key=key))
    keys = [column.key for column in found]
    once = (replace(one, key=one.key if keys.count(one.key) == 1 else None) for one in found)
    return replace(grid, columns=tuple(once))


def _key(header: str, group: str | None, words: Lexicon) -> str | None:
    """The one thing that a header names, all its words understood."""
    bare = plain(header)
    named = words.named(bare)
    if len(named) != 1 or unclear(bare, named, (), words.declared) or is_compared(bare, words.declared):
        return None
    key = dict(named[0].words).get(group) or named[0].key
    measure = words.declared.measures.get(key)
    return key if measure and measure.unit in ("dossiers", "ballots", "percent") else None


def _rows_of_measures(grid: Grid, context: Context, words: Lexicon, home: str | None, own) -> Iterator[Found]:
    """Each column of counts told as one sentence: its rows with their labels, a percentage beside them in brackets."""
    percent = [column for column in grid.columns if column.is_percent]
    counts = [column for column in grid.columns if not column.is_percent]
    for at, column in enumerate((counts or percent)[:_MOST_COLUMNS]):
        later = counts[at + 1].index if at + 1 < len(counts) else len(grid.columns) + column.index
        beside = [one for one in percent if column.index < one.index < later]
        said = _said_of_column(column, context, words, home, own)
        for block in (one for one in _blocks(grid) if len(one) <= _MOST_ROWS):
            text, rows = _told_rows(block, column, beside[0] if len(beside) == 1 else None)
            read = read_figures(Sentence(text, 0), (), words, said, home, own)
            made, links = sums(read, words.declared)
            yield Found(0, read, made, shares(read, made, links, words), [], grid.number, rows)


def _blocks(grid: Grid) -> list[list[Row]]:
    """The rows that are told together: each with its parts below it where any has such, else all of them."""
    rows = [row for row in grid.rows if row.kind != "beside"]
    starts = [at for at, row in enumerate(rows) if row.kind != "part" or at == 0]
    if not any(row.kind == "part" for row in rows):
        return [rows] if rows else []
    return [rows[start:end] for start, end in zip_longest(starts, starts[1:])]


def _said_of_column(column: Column, context: Context, words: Lexicon, home: str | None, own) -> Context:
    """What a header says of its column: a time; another column than the unit's own figures of the time is apart."""
    said, bare = said_of(column.header, words.declared, home), plain(column.header)
    known = {header_key(word) for key in ("value", "measure") for word in words.declared.columns[key].headers}
    is_known = header_key(column.header) in known or not unclear(bare, words.named(bare), own, words.declared)
    is_other = is_compared(bare, words.declared) or not (is_known or said.period)
    return Context(said.period, said.is_apart or is_other).over(context)


def _told_rows(block: list[Row], column: Column, beside: Column | None) -> tuple[str, dict[int, int]]:
    """(the text, where each figure stands → its row): "Tổng: 852, trong đó: Trực tuyến: 450 (52,82%); …"."""
    text, rows = "", {}
    for row in block:
        share = row.values.get(beside.index) if beside else None
        value = row.values.get(column.index) or share
        if value is None:
            continue
        text += f"{_LABEL.sub('', without_bullet(row.label)).rstrip(' :;.,')}: "
        rows[len(text) + value.number.start] = row.number
        text += " ".join(value.text.split())
        unit = row.unit or ("%" if value.is_percent else "")
        if value.number.unit in (None, "percent") and "%" not in value.text:
            text += f" {unit}" if unit else ""
        if share is not None and share is not value:
            rows[len(text) + 2 + share.number.start] = row.number
            text += f" ({' '.join(share.text.split()).rstrip('% ')}%)"
        has_parts = row is block[0] and (row.kind == "total" or block[-1].kind == "part")
        text += ", trong đó: " if has_parts else "; "
    return text.rstrip("; ,") + ".", rows
