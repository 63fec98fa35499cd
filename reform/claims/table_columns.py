"""A table with measures in its columns, as form II.06a: each row with the identities and the shares that they have.

What no declared identity says holds where it holds in most rows of the table: then the rest is to be clarified.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import permutations

from reform.claims.clear import unclear
from reform.claims.context import Context, said_of
from reform.claims.figures import Figure, in_one_sense
from reform.claims.finding import Found
from reform.claims.letters import plain
from reform.claims.shares import Share
from reform.claims.sums import UNSAID, Sum
from reform.claims.table_lines import Line, figure_of
from reform.claims.tables import Column, Grid, Row
from reform.claims.words import Lexicon
from reform.declared import Declaration, Identity
from reform.intake.headers import header_key

_ALL = 100
_TRIED = 12  # columns that may be part and total of a percentage, so many as form II.06a has
_MOST_TRIED = 100_000  # percentages looked at with all pairs of columns; a larger table is no report's
_FEW = 3  # rows in which a relation that never holds is none
_MOST = (2, 3)  # the part of the rows in which a relation holds that is not declared


def columns_of_measures(grid, context, words, home, own) -> Iterator[Found]:
    """Each row with the identities and shares that its columns have."""
    whole = _whole_rows(grid, own, words.declared)
    said = {one.index: said_of(one.header, words.declared, home).over(context) for one in grid.columns}
    lines = {row.number: _row_line(row, grid, row in whole, said, words) for row in grid.rows}
    made = _identities(grid, lines, words)
    told = _shares(grid, lines, words)
    for row in grid.rows:
        if lines[row.number].figures:
            yield lines[row.number].found(grid.number, made[row.number], told[row.number])


def _whole_rows(grid: Grid, own: Iterable[str], declared: Declaration) -> list[Row]:
    """The rows that are of all the unit's work: its one total, its one row, the row that bears its name."""
    totals = [row for row in grid.rows if row.kind == "total"]
    if grid.of_units:
        names = {header_key(name) for name in own}
        return [row for row in grid.rows if header_key(row.label) in names]
    if totals:
        return totals if len(totals) == 1 else []
    lone = [row for row in grid.rows if row.kind == "row"]
    return [row for row in lone if len(lone) == 1 and not unclear(plain(row.label), (), own, declared)]


def _row_line(row: Row, grid: Grid, is_whole: bool, said: dict[int, Context], words: Lexicon) -> Line:
    line = Line(row.label)
    for column in grid.columns:
        if value := row.values.get(column.index):
            context = said.get(column.index, Context())
            told = {"period": context.period, "is_apart": context.is_apart, "is_narrow": not is_whole}
            line.add(column.header, value, row, replace(figure_of(value, column, words.declared), **told))
    line.figures = dict(zip(line.figures, in_one_sense(tuple(line.figures.values())), strict=True))
    return line


def _identities(grid: Grid, lines: dict[int, Line], words: Lexicon) -> dict[int, list[Sum]]:
    """Row → its sums by what is declared; an identity that holds in none of several rows is not what is meant."""
    made: dict[int, list[Sum]] = {row.number: [] for row in grid.rows}
    for identity in words.declared.identities.values():
        found = {number: one for number in made if (one := _sum_of(identity, lines[number], grid, words))}
        if len(found) >= _FEW and all(one.gap for one in found.values()):
            continue
        for number, one in found.items():
            made[number].append(one)
    for number, one in _sums_held(grid, lines):
        if not any(each.total == one.total for each in made[number]):
            made[number].append(one)
    return made


def rows_added(grid: Grid, words: Lexicon) -> Iterator[Found]:
    """The rows of a table with measures in its rows, where a column is the total of those beside it."""
    lines = {row.number: _row_line(row, grid, False, {}, words) for row in grid.rows}
    for number, one in _sums_held(grid, lines):
        yield lines[number].found(grid.number, [one], [])


def _sums_held(grid: Grid, lines: dict[int, Line]) -> Iterator[tuple[int, Sum]]:
    for column in grid.columns:
        if _is_total(column) and column.key is None:
            yield from _held_sums(column, grid, lines).items()


def _sum_of(identity: Identity, line: Line, grid: Grid, words: Lexicon) -> Sum | None:
    """The sum of a row that an identity makes, where the row has all that may not be left out."""
    by_key = {column.key: column.index for column in grid.columns if column.key}
    figures = {index: one for (_, index), one in line.figures.items() if one.is_count}
    parts = [figures[by_key[key]] for key in identity.parts if by_key.get(key) in figures]
    total = figures.get(by_key.get(identity.total))
    missing = [key for key in identity.parts if key not in by_key]
    if total is None and identity.total not in by_key and identity.total in words.heads:
        total = _open_total(identity, figures, by_key, grid)
    if total is None or len(parts) < 2 or not any(one.value for one in (total, *parts)):
        return None
    one = Sum(total, tuple(parts), True, True, identity.total)
    may_lack = identity.relation != "equals" or not set(missing) <= UNSAID
    others = {each.value for each in figures.values() if each not in one.figures}
    if one.gap and (missing or one.gap > 0) and abs(one.gap) in others:
        return None
    return None if one.gap > 0 and may_lack else one


def _open_total(identity: Identity, figures: dict[int, Figure], by_key: dict, grid: Grid) -> Figure | None:
    """The column "Tổng số" right before the parts of an identity, where no header says of what."""
    first = min((by_key[key] for key in identity.parts if key in by_key), default=None)
    before = [one for one in grid.columns if first is not None and one.index < first]
    return figures.get(before[-1].index) if before and before[-1].key is None and _is_total(before[-1]) else None


def _is_total(column: Column) -> bool:
    """A column that names a total: "Tổng cộng", "Tổng số TTHC"."""
    return not column.is_percent and _TOTAL.match(plain(column.path[-1] if column.path else "").strip()) is not None


_TOTAL = re.compile(r"(?:tong|cong)\b(?! (?:ket|hoa|an|chuc|tac|khai|dan))")


def _held_sums(total: Column, grid: Grid, lines: dict[int, Line]) -> dict[int, Sum]:
    """Row → what the columns beside a total make up, where that holds in most rows."""
    others = [one for one in grid.columns if one.index != total.index and not one.is_percent]
    behind, before = ([one for one in others if (one.index > total.index) is side] for side in (True, False))
    same = ([one for one in side if one.path[:-1] == total.path[:-1]] for side in (behind, before))
    below = [one for one in behind if one.path[:-1] and one.path[:-1] == behind[0].path[:-1]]
    for parts in (*same, below):
        found = {}
        for number, line in lines.items():
            figures = [line.figures.get((number, one.index)) for one in (total, *parts)]
            counted = all(one is None or one.is_count for one in figures)
            if len(parts) > 1 and counted and figures[0] and figures[0].value:
                found[number] = Sum(figures[0], tuple(filter(None, figures[1:])), True, True)
        if is_held([one.gap == 0 for one in found.values()]):
            return {number: one for number, one in found.items() if len(one.parts) > 1}
    return {}


def is_held(right: list[bool]) -> bool:
    """Whether what is not declared holds in so many rows that it is meant."""
    return sum(right) > 1 and sum(right) * _MOST[1] >= len(right) * _MOST[0]


def _shares(grid: Grid, lines: dict[int, Line], words: Lexicon) -> dict[int, list[Share]]:
    """Row → its percentages with what they are of: as declared, or as it holds in most rows."""
    told: dict[int, list[Share]] = {row.number: [] for row in grid.rows}
    counts = [column.index for column in grid.columns if not column.is_percent][:_TRIED]
    pairs, percent = list(permutations(counts, 2)), [one for one in grid.columns if one.is_percent]
    pairs = pairs if len(pairs) * len(percent) * len(lines) <= _MOST_TRIED else []
    for column in percent:
        tried = [_shares_of(column.index, pair, lines) for pair in pairs]
        held = [one for one in tried if is_held([each.is_right for each in one.values() if _tells(each)])]
        held = [one for one in held if all(each.stated.value <= _ALL for each in one.values())]
        declared = _declared_pair(column, grid, words)
        best = max(held, key=lambda one: sum(share.is_right for share in one.values()), default=None)
        if best is None and declared and pairs:
            best = _shares_of(column.index, declared, lines)
            best = {number: one for number, one in best.items() if one.is_right or not _other(number, tried)}
        for number, line in lines.items():
            stated = line.figures.get((number, column.index))
            if stated and (stated.measure or number in (best or {})):
                told[number].append((best or {}).get(number) or Share(stated, measure=stated.measure))
    return told


def _tells(one: Share) -> bool:
    """Whether a percentage tells of what it is: all and nothing are that of anything."""
    return 0 < one.stated.value < _ALL


def _other(number: int, tried: list[dict[int, Share]]) -> bool:
    """Whether a percentage of a row comes out of other columns."""
    return any(number in one and one[number].is_right for one in tried)


def _shares_of(stated: int, pair: tuple[int, int], lines: dict[int, Line]) -> dict[int, Share]:
    """Row → its percentage as the share that one column is of another."""
    found = {}
    for number, line in lines.items():
        figures = [line.figures.get((number, index)) for index in (stated, *pair)]
        is_share = all(figures) and figures[0].is_percent and figures[0].bound is None
        if is_share and all(one.is_count for one in figures[1:]) and figures[2].value:
            found[number] = Share(*figures, figures[0].measure)
    return found


def _declared_pair(column: Column, grid: Grid, words: Lexicon) -> tuple[int, int] | None:
    """The columns of part and total of the indicator that a percentage states."""
    by_key = {one.key: one.index for one in grid.columns if one.key}
    for one in words.declared.indicators.values():
        if column.key and one.stated == column.key and len(one.numerator) == len(one.denominator) == 1:
            pair = by_key.get(one.numerator[0]), by_key.get(one.denominator[0])
            return pair if None not in pair else None
    return None
