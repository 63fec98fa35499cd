"""A row or a column of a table told as a sentence, its figures where they stand in it."""

from dataclasses import replace

from reform.claims.figures import Figure, Read, on_time_alone
from reform.claims.finding import Found
from reform.claims.letters import phrase, plain
from reform.claims.meaning import sign_of
from reform.claims.shares import Share
from reform.claims.sums import Sum
from reform.claims.tables import Column, Row, Value
from reform.claims.text import Sentence
from reform.claims.tokens import value_of
from reform.claims.words import declared_share
from reform.declared import Declaration


class Line:
    """The sentence of one row or column: its text, its figures by row and column."""

    def __init__(self, label: str):
        self.text = f"{label}: " if label else ""
        self.figures: dict[tuple[int, int], Figure] = {}  # by row and column
        self.rows: dict[int, int] = {}  # where a figure stands → its row

    def add(self, label: str, value: Value, row: Row, figure: Figure) -> None:
        """A figure behind its label; a percentage without one in brackets behind the figure before."""
        is_beside = bool(self.figures) and not label and figure.is_percent
        told = " ".join(value.text.split())
        self.text += " (" if is_beside else "; " if self.figures else ""
        self.text += f"{label} " if label else ""
        start, end = len(self.text) + value.number.start, value.number.after if figure.is_percent else value.number.end
        self.figures[row.number, value.column] = replace(figure, start=start, end=len(self.text) + end)
        self.rows[start] = row.number
        self.text += told
        if figure.is_percent and "%" not in told and "phần trăm" not in told:
            self.text += "%"
        self.text += ")" if is_beside else ""

    def found(self, table: int, made: list[Sum], told: list[Share]) -> Found:
        """What the sentence holds, of a table with this number; the caller numbers it."""
        read = Read(Sentence(self.text, 0), plain(self.text), plain(self.text), tuple(self.figures.values()))
        return Found(0, read, made, told, [], table, self.rows)


def figure_of(value: Value, column: Column, declared: Declaration) -> Figure:
    """The figure of a cell with what its column says it counts."""
    number = value_of(value.number.written, not value.is_percent)
    measure = declared.measures.get(column.key)
    share = declared_share(declared, column.key) or column.key if value.is_percent else None
    is_of = measure is not None and (measure.kind == "stated") == value.is_percent
    return Figure(
        start=0,
        end=0,
        value=number,
        decimals=max(0, -number.as_tuple().exponent),
        unit="percent" if value.is_percent else value.number.unit or (measure.unit if measure else None),
        measure=(share or column.key) if is_of else None,
        depth=0,
        role="planned" if is_compared(plain(column.header), declared) and column.key is None else "figure",
        bound=sign_of(value.text),
        also=on_time_alone(plain(column.header), share, declared) if is_of else (),
    )


def is_compared(bare: str, declared: Declaration) -> bool:
    """Whether a header speaks of a plan, of another time or of a change."""
    told = (*declared.claims["planned"], *declared.claims["earlier"], *declared.claims["changed"], "kỳ này", "kỳ trước")
    return any(phrase(one).search(bare) for one in told)
