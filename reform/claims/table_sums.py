"""A table with a total row: each column of counts with its rows as parts of it, and what share of it they are."""

from dataclasses import replace

from reform.claims.finding import Found
from reform.claims.shares import Share
from reform.claims.sums import Sum
from reform.claims.table_columns import is_held
from reform.claims.table_lines import Line, figure_of
from reform.claims.tables import Column, Grid, Row, parts_of
from reform.declared import Declaration


def added_columns(grid: Grid, declared: Declaration) -> list[Found]:
    """Each column with its one total row, where the rows above it are its parts; of several readings of which rows
    are parts the one that comes out in most columns, and nothing where none comes out."""
    totals = [row for row in grid.rows if row.kind == "total"]
    choices = list(parts_of(totals[0], grid.rows)) if len(totals) == 1 else []
    columns = [one for one in grid.columns if not one.is_percent]
    tried = [[_told(one, totals[0], parts, grid, declared) for one in columns] for parts in choices]
    tried = [[one for one in lines if one and any(each.value for each in one.read.figures)] for lines in tried]
    if not any(tried):
        return []
    right = [sum(not made.gap for one in lines for made in one.sums) for lines in tried]
    best = tried[right.index(max(right))]
    lacking = all(made.gap > 0 for one in best for made in one.sums) and (len(best) > 1 or _is_first(totals[0], grid))
    return best if max(right) or not (len(choices) > 1 or lacking) else []


def _is_first(total: Row, grid: Grid) -> bool:
    return total.number < min((row.number for row in grid.rows if row.kind == "row"), default=0)


def _told(column: Column, total: Row, parts: tuple[Row, ...], grid: Grid, declared: Declaration) -> Found | None:
    line = Line(column.header)
    beside = _share_beside(column, total, parts, grid, declared)
    for row in (*parts, total):
        if value := row.values.get(column.index):
            line.add(row.label, value, row, replace(figure_of(value, column, declared), is_narrow=True, measure=None))
            if beside and row is not total and beside.index in row.values:
                stated = row.values[beside.index]
                line.add("", stated, row, figure_of(stated, beside, declared))
    counts = [one for one in line.figures.values() if not one.is_percent]
    if len(counts) < 3 or any(one.role != "figure" or one.bound for one in counts):
        return None
    return line.found(grid.number, [Sum(counts[-1], tuple(counts[:-1]), True, True)], _shares(line, column, counts[-1]))


def _shares(line: Line, column: Column, total) -> list[Share]:
    """The percentages of a column's rows with what each is of."""
    told = []
    for (number, _), stated in line.figures.items():
        part = line.figures.get((number, column.index))
        if stated.is_percent and part:
            told.append(Share(stated, part, total))
    return told


def _share_beside(column: Column, total: Row, parts: tuple[Row, ...], grid: Grid, declared) -> Column | None:
    """The column of percentages that in most rows are the share of the total."""
    whole = total.values.get(column.index)
    whole = whole and figure_of(whole, column, declared)
    for other in (one for one in grid.columns if one.is_percent and one.index > column.index and whole):
        rows = [row for row in parts if column.index in row.values and other.index in row.values]
        pairs = [(figure_of(row.values[other.index], other, declared), row.values[column.index]) for row in rows]
        told = [Share(stated, figure_of(value, column, declared), whole) for stated, value in pairs]
        if whole.value and is_held([one.is_right for one in told if 0 < one.stated.value < 100]):
            return other
    return None
