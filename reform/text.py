"""Words and numbers in a language: every sentence a reader sees comes from data/text, every figure is rounded here.

`words("vi")` gives one language. Its `t(key, **facts)` reads a sentence; the other methods write numbers, dates
and changes the way that language writes them. Facts are put in as they are: a brace in a ward's name stays a brace.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from reform import period
from reform.indicators import Name

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent.parent / "data" / "text"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MARKDOWN = re.compile(r"([\\`*_\[\]<>#$~|&]|:(?!\s|$))|^([-+]|\d+(?=[.)]))")
ADDRESS = re.compile(r"(:(?=//|material/)|www(?=\.))")  # becomes a link or an icon in spite of a backslash
NOTHING = Decimal("1e-9")
JOINER = "\u2060"  # has no width and breaks what it stands in


@cache
def words(lang, on_form=False):
    """The words of one language, `vi` or `en`; KeyError for any other.

    `on_form`: where figures are typed, the sentences that speak of a file have one of their own under on_form.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    sentences = read(lang)
    own = {key: sentences[f"on_form.{key}"] for key in sentences if f"on_form.{key}" in sentences}
    return Words(lang, sentences | (own if on_form else {}))


def read(lang):
    """Every sentence of a language under its dotted key, such as `ranking.title`."""
    return flat(tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")))


def flat(table, before=""):
    """A nested table as one level of dotted keys."""
    found = {}
    for key, value in table.items():
        found |= flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value}
    return found


@dataclass(frozen=True, eq=False)
class Words:
    """One language: its sentences, and how it writes numbers, changes and dates."""

    lang: str
    sentences: dict

    def t(self, key, /, **facts):
        """The sentence of a key with its facts put in. A missing key or fact raises KeyError."""
        return self.sentences[key].format(**facts)

    def has(self, key):
        """Whether this language has a sentence of that key."""
        return key in self.sentences

    # Numbers

    def number(self, value, decimals):
        """A number rounded half-up to so many decimals: 1.059,50 in Vietnamese, 1,059.50 in English."""
        written = f"{half_up(value, decimals):,f}"
        return written.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else written

    def count(self, value):
        """A whole number with its thousands grouped: 1.059."""
        return self.number(value, 0)

    def plain(self, value):
        """A number with as many decimals as it has: 50, 22,5."""
        exact = decimal(value).normalize()
        return self.number(exact, max(0, -exact.as_tuple().exponent))

    def ungrouped(self, value):
        """A number without grouped thousands, so that it differs from the way a file writes it: 12349 and 99,53."""
        return format(Decimal(str(value)).normalize(), "f").replace(".", "," if self.lang == "vi" else ".")

    def share(self, value, decimals=2):
        """A percentage of 0 to 100: 99,53%."""
        return self.number(value, decimals) + "%"

    def points(self, value, decimals=2):
        """Points of a score: 84,60."""
        return self.number(value, decimals)

    def value(self, value, unit, decimals=2):
        """A value in the unit of its indicator, `percent` or `points`."""
        return self.share(value, decimals) if unit == "percent" else self.points(value, decimals)

    def level(self, value, unit):
        """A level in the unit of its indicator with no more decimals than it has: 50%, 80."""
        return self.plain(value) + ("%" if unit == "percent" else "")

    def bounded(self, bound, value, unit):
        """A value as a report states it, with the bound where it is one: <30%, 52%."""
        return (bound or "") + self.level(value, unit)

    def unranked(self, reason, value, bound, unit):
        """Why a unit has no rank, with the value it has all the same: chỉ có mức ước (<30%).

        A bound stays as it was written; a value that was computed is rounded as any other.
        """
        said = self.t(f"reason.{reason}")
        if value is None:
            return said
        shown = self.bounded(bound, value if bound else half_up(value, 2), unit)
        return self.t("reason.with_value", reason=said, value=shown)

    # Changes

    def change(self, value, unit):
        """A difference in words: tăng 2,43 điểm phần trăm, giảm 1,20 điểm, không đổi.

        `unit` is `percent` or `points`, or `percent_short` where a figure's card leaves no room.
        """
        if value == 0:
            return self.t("change.same")
        way = "up" if value > 0 else "down"
        size = self.number(abs(value), 2)
        small = "_small" if half_up(abs(value), 2) == 0 else ""
        return self.t(f"change.{way}{small}", size=size, unit=self.t(f"change.{unit}"))

    def signed(self, value, decimals):
        """A difference with its sign: +1,20, −0,35; nothing is 0."""
        size = self.number(abs(value), decimals)
        return f"+{size}" if value > 0 else f"−{size}" if value < 0 else size

    def change_count(self, value):
        """A difference of two counts: tăng 12, giảm 1.059, không đổi."""
        if value == 0:
            return self.t("change.same")
        return self.t("change.count_up" if value > 0 else "change.count_down", size=self.count(abs(value)))

    def change_rank(self, places):
        """Places gained (positive) or lost: tăng 2 hạng, giảm 1 hạng, giữ nguyên hạng."""
        if places == 0:
            return self.t("change.rank_same")
        one = "_one" if abs(places) == 1 else ""
        return self.t(
            f"change.rank_up{one}" if places > 0 else f"change.rank_down{one}", places=self.count(abs(places))
        )

    def arrow(self, places):
        """Places gained or lost in the width of a table's cell: ▲2, ▼1, –."""
        if places == 0:
            return "–"
        return ("▲" if places > 0 else "▼") + self.count(abs(places))

    # Dates and periods

    def date(self, day):
        """A date as offices write it, dd/mm/yyyy, in both languages."""
        return day.strftime("%d/%m/%Y")

    def time(self, moment):
        """A moment in Vietnam's time, dd/mm/yyyy HH:MM. A moment without a zone is UTC, as the store keeps it."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")

    def span(self, starts, ends):
        """The window of a report, 15/06/2026 – 14/09/2026; empty where it is not known."""
        if not (isinstance(starts, date) and isinstance(ends, date)):
            return ""
        return f"{self.date(starts)} – {self.date(ends)}"

    def period_label(self, key, written=None):
        """A period's name: Quý III/2026, Quarter III/2026."""
        return period.label(key, self.lang, written)

    def issued(self, document, day, how="by"):
        """What makes a ranking final: theo QĐ số 12/QĐ-UBND ngày 05/10/2026; a bare number is a decision's.

        `how` is by, corrected or differs: whether it is that ranking, was corrected since, or is another for a reason
        of its own.
        """
        named = self.t("issued.decision", document=document) if document[:1].isdigit() else document
        return self.t(f"issued.{how}", document=named, date=self.date(day))

    def inside(self, label):
        """A period's name in the middle of a sentence: năm 2025."""
        return label[:1].lower() + label[1:] if self.lang == "vi" else label

    def listing(self, names):
        """Names one after the other with the last joined by a word: A, B và C."""
        *most, last = names
        return self.t("list.and", most=", ".join(most), last=last) if most else last

    def listing_some(self, names, most):
        """The first names, the others counted: A, B và 3 đơn vị khác. A single other one is named as well."""
        if len(names) <= most + 1:
            return self.listing(names)
        return self.t("story.and_others", names=", ".join(names[:most]), count=self.count(len(names) - most))

    # Problems

    def place(self, problem):
        """Where a problem stands: ô D7, else dòng 7, else cột …, else nothing."""
        for field in ("cell", "row", "column"):
            where = getattr(problem, field)
            if where is not None and where != "":
                return self.t(f"place.{field}", where=where, column=problem.column or where)
        return ""

    def spot(self, problem):
        """Where a problem stands, with its column: ô D7 (cột “Trước hạn”); else the file."""
        if not (problem.cell and problem.column):
            return self.place(problem) or self.t("place.nowhere")
        return self.t("place.cell_in_column", where=problem.cell, column=problem.column)

    def message(self, problem):
        """The sentence of a problem found in a file, with its facts; numbers are written in this language."""
        own = {name: getattr(problem, name) for name in ("row", "column", "cell", "value")}
        own["spot"] = self.spot(problem)
        facts = {name: self.fact(value) for name, value in problem.facts.items()}
        facts["place"] = self.place(problem) or self.t("place.nowhere")
        return self.t(f"problem.{problem.code}", **own | facts)

    def fact(self, value):
        """A fact of a problem in words: numbers grouped, dates as dd/mm/yyyy, several joined, text as it is."""
        if isinstance(value, Name):
            return value.in_(self.lang)
        if isinstance(value, bool) or value is None:
            return self.t(f"fact.{str(value).lower()}")
        if isinstance(value, float) and not value.is_integer():
            return self.number(value, telling_decimals(value))
        if isinstance(value, int | float | Decimal):
            return self.plain(value)
        if isinstance(value, datetime):
            return self.time(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, list | tuple) and value:
            return self.listing([self.fact(one) for one in value])
        return str(value)


def decimal(value):
    """The number that a value shows when written out. 85.845 is 85.845, not the binary fraction just below it."""
    if isinstance(value, Decimal):
        return value
    return Decimal(int(value)) if isinstance(value, int) else Decimal(repr(float(value)))


def capital(text):
    """A text at the beginning of a sentence: Quý II/2026."""
    return text[:1].upper() + text[1:]


def difference(now, before):
    """How far two figures lie apart, by the numbers they show. What only a computer would tell apart is nothing."""
    apart = decimal(now) - decimal(before)
    return apart if abs(apart) >= NOTHING else Decimal(0)


def half_up(value, decimals):
    """A value rounded once, half away from zero, to so many decimals. The only rounding in the product."""
    rounded = decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def distinguishing_decimals(values, least=2, most=12):
    """Decimals enough for unequal values to look unequal; two where they already do. Missing values are skipped."""
    present = sorted({float(value) for value in values if value is not None and value == value})
    for decimals in range(least, most):
        if len({half_up(value, decimals) for value in present}) == len(present):
            return decimals
    return most


def telling_decimals(value, least=2, most=6):
    """Decimals enough for what is no whole number not to look like one; none where it is one but for a trifle."""
    return next((one for one in range(least, most + 1) if half_up(value, one) % 1), 0)


def escape_markdown(text):
    """Text from a file as Markdown that shows it and does nothing else: no link, image, colour, list or formula."""
    return MARKDOWN.sub(escaped, ADDRESS.sub(r"\1" + JOINER, " ".join(str(text).split())))


def escaped(found):
    """A character that Markdown would take for its own; of a list's number the sign after it is."""
    sign, start = found.groups()
    return f"\\{sign}" if sign else f"\\{start}" if start in "-+" else f"{start}\\"
