"""Names → registry: which unit and which locality a written name means, and what is to ask about it.

A unit holds from one day to another: a name is looked up among the units of the last day of its period.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reform.intake.lines import Line
from reform.intake.names import Item, Match, Names, group_key, same_group
from reform.intake.periods import Dated
from reform.intake.reading import UNNAMED_LOCALITY, Answers, Problem, Registry
from reform.intake.title import Title
from reform.period import last_day
from reform.wards import full_name, holds, match_key, same_locality, split_type, tidy


@dataclass(frozen=True)
class Known:
    """The unit a line means. One of unit_id and new_unit is set, neither when the name stays asked."""

    name: str
    how: str
    unit_id: int | None = None
    new_unit: Mapping[str, Any] | None = field(default=None, hash=False)
    is_locality: bool = False


def find_localities(lines: list[Line], title: Title, option: str | None, registry: Registry):
    """({row: locality name}, problems): the row's own cell, the option, the title block, the store's default.

    A total row that names none takes the only one of the file.
    Problems to confirm: no_locality, similar_locality, near_locality and unknown_locality, which is only told while the
    store knows no locality at all.
    """
    names = Names(registry.localities)
    found: dict[int, str] = {}
    problems: dict[tuple, Problem] = {}
    typed = _full_names(line.texts.get("locality", "") for line in lines)
    for line in sorted(lines, key=lambda line: (line.is_total, line.row)):
        if line.is_total and not line.texts.get("locality") and len(set(found.values())) == 1:
            found[line.row] = next(iter(found.values()))
            continue
        written, place = _locality_source(line, title, option, registry)
        match = names.find(written) if written else Match("none")
        name = UNNAMED_LOCALITY if not written else _locality_name(match, written, typed)
        found[line.row] = name
        if match.how != "exact":
            problem = _locality_problem(match, name, place, registry)
            problems.setdefault((problem.code, name), problem)
    return found, list(problems.values())


_LOCALITY_CODES = {"none": "no_locality", "similar": "similar_locality", "near": "near_locality"}


def _locality_problem(match: Match, name: str, place: Mapping, registry: Registry) -> Problem:
    code = _LOCALITY_CODES.get(match.how, "unknown_locality")
    # The first locality is confirmed with its first unit; a further one may be a slip and would split the figures.
    severity = "note" if code == "unknown_locality" and not registry.localities else "confirm"
    suggested = {"suggestion": match.item["name"]} if match.how == "near" else {}
    return Problem(severity, code, facts={"name": name, **suggested}, **place)


def _locality_source(line: Line, title: Title, option: str | None, registry: Registry):
    if own := line.texts.get("locality"):
        return own, line.place("locality")
    if option:
        return option, line.place("unit") | {"value": option}
    if title.locality:
        row, cell = title.locality_place
        return title.locality, {"row": row, "cell": cell, "value": title.locality}
    return registry.default_locality, line.place("unit")


def _locality_name(match: Match, written: str, typed: Callable[[str], str]) -> str:
    return match.item["name"] if match.how in ("exact", "similar") else typed(written)


def _full_names(written: Iterable[str]) -> Callable[[str], str]:
    """name → name to register; one without a type takes the type other rows write with it, if they agree."""
    types: dict[str, set[str]] = defaultdict(set)
    for name in written:
        if name and (kind := split_type(name)[0]):
            types[match_key(name)].add(kind)

    def complete(name: str) -> str:
        kinds = types[match_key(name)]
        missing = split_type(name)[0] is None and len(kinds) == 1
        return full_name(f"{next(iter(kinds))} {split_type(name)[1]}" if missing else name)

    return complete


def find_units(
    lines: list[Line],
    localities: Mapping[int, str],
    registry: Registry,
    dated: Mapping[int, Dated],
    answers: Answers,
):
    """({row: Known}, problems) for every line that is no total.

    Problems to confirm: similar_unit, near_unit, unknown_unit, other_group, and without a default ambiguous_unit,
    unit_not_valid and unit_not_yet (a name whose unit does not hold in the period). Error: unit_answer_unknown.
    """
    found: dict[int, Known] = {}
    problems: list[Problem] = []
    # Without a period the units that hold for good are meant.
    days = {line.row: last_day(dated[line.row].period.key) if line.row in dated else date.max for line in lines}
    for locality in dict.fromkeys(localities.values()):
        here = [line for line in lines if localities[line.row] == locality and not line.is_total]
        units = [unit for unit in registry.units if unit["locality"] == locality]
        known, told = _find_in(locality, here, units, days, answers)
        found |= known
        problems += told
    return found, problems


def _find_in(locality: str, lines: list[Line], units, days, answers: Answers) -> tuple[dict[int, Known], list[Problem]]:
    itself = next((unit for unit in units if unit.get("is_locality")), None)
    own = [line for line in lines if same_locality(line.unit, locality)]
    wards = [line for line in lines if not same_locality(line.unit, locality)]
    new = _NewUnits(locality, wards, units)
    finder = _Finder([unit for unit in units if not unit.get("is_locality")], new, answers)
    found = {line.row: _locality_itself(line.unit, locality, itself) for line in own}
    problems: dict[tuple, Problem] = {}
    for line in wards:
        found[line.row], problem = finder.find(line, days[line.row])
        if problem:
            problems.setdefault((problem.code, found[line.row].name), problem)
    return found, list(problems.values())


class _Finder:
    """The units of one locality, by the day they are asked for."""

    def __init__(self, units: list[Item], new: "_NewUnits", answers: Answers):
        self._units = units
        self._new = new
        self._answers = {tidy(written): name for written, name in answers.units.items()}
        self._matched: dict[tuple, Match] = {}
        self._by_day: dict[date, tuple[Names, Names]] = {}
        self._names: dict[tuple, tuple[Names, Names]] = {}

    def find(self, line: Line, day: date) -> tuple[Known, Problem | None]:
        """What a line's name means on that day, by an answer or by itself, and what is to ask."""
        match = self._match(line, day)
        answer = self._answers.get(tidy(line.unit))
        if answer is not None and self._is_open(line, answer, match):
            return self._answered(line, answer, match, day)
        if match.how in ("ended", "not_yet"):
            return self._out_of_time(line, match, day)
        how = "ambiguous" if match.how != "similar" and self._new.is_ambiguous(line, match) else match.how
        if how in ("exact", "similar"):
            known = Known(match.item["name"], how, match.item["unit_id"])
        elif how == "ambiguous":
            known = Known(tidy(line.unit), how)
        else:
            known = self._new.known(line, how)
        if how == "exact":
            return known, self._group_problem(line, match.item)
        suggestion = match.item["name"] if match.item else None
        return known, self._problem("confirm", f"{how}_unit", line, known, match, suggestion=suggestion)

    def _is_open(self, line: Line, answer: str, match: Match) -> bool:
        """Whether an answer is for this line: not where the group beside the name settles it, nor a new unit where the
        name is one's alone, or stands without the group that would tell several apart."""
        if not answer and self._new.is_groupless(line):
            return False
        if match.how != "exact" or self._new.is_ambiguous(line, match) or self._group_problem(line, match.item):
            return True
        return bool(answer) and not (line.texts.get("group") and self._label(match.item) != match.item["name"])

    def _match(self, line: Line, day: date) -> Match:
        holding, others = self._names_on(day)
        written, group = line.unit, line.texts.get("group") or None
        key = (written, group, id(holding))
        if key not in self._matched:
            match = holding.find(written, group)
            known = match.how in ("exact", "ambiguous") or not others.exact
            if not known and (out := others.find(written, group)).how == "exact":
                ended = out.item.get("valid_to") is not None and out.item["valid_to"] <= day
                match = Match("ended" if ended else "not_yet", out.item, match.candidates)
            self._matched[key] = match
        return self._matched[key]

    def _names_on(self, day: date) -> tuple[Names, Names]:
        """The names that hold on a day, and those that do not."""
        if day not in self._by_day:
            in_force = tuple(holds(unit, day) for unit in self._units)
            if in_force not in self._names:
                holding = Names(unit for unit, now in zip(self._units, in_force, strict=True) if now)
                others = Names(unit for unit, now in zip(self._units, in_force, strict=True) if not now)
                self._names[in_force] = (holding, others)
            self._by_day[day] = self._names[in_force]
        return self._by_day[day]

    def _answered(self, line: Line, answer: str, match: Match, day: date) -> tuple[Known, Problem | None]:
        """The unit of that name, of two versions the one that holds; a new unit where the answer is empty.

        A name that two units bear in different groups says which only with the group behind it.
        """
        if not answer:
            return self._new.known(line, "given"), None
        said = [unit for unit in self._units if tidy(answer) in (unit["name"], self._label(unit))]
        said = [unit for unit in said if holds(unit, day)] or said
        if len(said) == 1:
            return Known(said[0]["name"], "given", said[0]["unit_id"]), None
        known = Known(tidy(line.unit), "ambiguous")
        if said:
            match = Match("ambiguous", said[0], tuple(said))
            return known, self._problem("confirm", "ambiguous_unit", line, known, match, suggestion=said[0]["name"])
        return known, self._problem("error", "unit_answer_unknown", line, known, match, answer=answer)

    def _out_of_time(self, line: Line, match: Match, day: date) -> tuple[Known, Problem]:
        unit, known = match.item, Known(tidy(line.unit), "ambiguous")
        facts = {"suggestion": unit["name"], "day": day}
        if match.how == "ended":
            code, facts = "unit_not_valid", facts | {"until": unit["valid_to"] - timedelta(days=1)}
        else:
            code, facts = "unit_not_yet", facts | {"since": unit["valid_from"]}
        return known, self._problem("confirm", code, line, known, match, **facts)

    def _group_problem(self, line: Line, unit: Item) -> Problem | None:
        """A unit in another group than the list has it in may be another unit of the same name."""
        group = line.texts.get("group")
        if not group or not unit.get("group") or same_group(group, unit["group"]):
            return None
        known, match = Known(unit["name"], "exact"), Match("exact", unit, (unit,))
        return self._problem("confirm", "other_group", line, known, match, group=group, listed=unit["group"])

    def _problem(self, severity: str, code: str, line: Line, known: Known, match: Match, **facts) -> Problem:
        offered = [self._label(unit) for unit in match.candidates]
        facts = {"name": known.name, "locality": self._new.locality, "candidates": offered} | facts
        return Problem(severity, code, facts=facts, **line.place("unit"))

    def _label(self, unit: Item) -> str:
        """The registered name, with the group where another unit bears it too."""
        twins = any(other["name"] == unit["name"] and other is not unit for other in self._units)
        return f"{unit['name']} ({unit['group']})" if twins and unit.get("group") else unit["name"]


def _locality_itself(written: str, locality: str, unit: Mapping[str, Any] | None) -> Known:
    if unit:
        return Known(unit["name"], "locality", unit["unit_id"], is_locality=True)
    fresh = new_unit(locality, locality, written, is_locality=True)
    return Known(locality, "locality", new_unit=fresh, is_locality=True)


class _NewUnits:
    """The names of one file that no unit bears yet: one key is one unit, whatever the writing."""

    def __init__(self, locality: str, lines: list[Line], units: list[Item]):
        self.locality = locality
        self._written = {group_key(unit["group"]): unit["group"] for unit in units if unit.get("group")}
        written = [line.unit for line in lines]
        self._typed = _full_names(written)
        self._first: dict[tuple, str] = {}
        self._types: dict[str, set] = defaultdict(set)
        for name in dict.fromkeys(written):
            self._types[match_key(name)].update({split_type(name)[0]} - {None})
            self._first.setdefault(self._identity(name), self._typed(name))
        self._groups: dict[tuple, set] = defaultdict(set)
        for line in lines:
            if group := line.texts.get("group"):
                self._groups[self._identity(line.unit)].add(group_key(group))
                self._written.setdefault(group_key(group), tidy(group))

    def is_ambiguous(self, line: Line, match: Match) -> bool:
        """A name without a type while the file, or the file and the registry, know two types of it.

        So is a name that the file has in two groups, unless its group says which unit of the registry it is.
        """
        written, known = line.unit, match.how == "exact"
        settled = known and same_group(line.texts.get("group"), match.item.get("group"))
        if not settled and len(self._groups[self._identity(written)]) > 1:
            return True
        found = {split_type(match.item["name"])[0]} - {None} if known else set()
        return split_type(written)[0] is None and len(self._types[match_key(written)] | found) > 1

    def is_groupless(self, line: Line) -> bool:
        """Whether a line names no group while the file has its name in several."""
        return not line.texts.get("group") and len(self._groups[self._identity(line.unit)]) > 1

    def known(self, line: Line, how: str) -> Known:
        """A unit to register under this writing, in the group that the file has its name in."""
        name = self.complete(line.unit)
        fresh = new_unit(name, self.locality, line.unit, is_locality=False)
        return Known(name, how, new_unit=fresh | {"group": self._group(line)})

    def _group(self, line: Line) -> str | None:
        """The group as the list writes it, else as the file does first; two of one name are two units."""
        groups = self._groups[self._identity(line.unit)]
        return self._written.get(group_key(line.texts.get("group")) or next(iter(groups), ""))

    def complete(self, written: str) -> str:
        """The name to register: as first written in the file, with the type in full."""
        return self._first[self._identity(written)]

    def _identity(self, written: str) -> tuple:
        return split_type(self._typed(written))[0], match_key(written)


def new_unit(name: str, locality: str, written: str, is_locality: bool) -> dict[str, Any]:
    """A unit to register: its full name, and the writing it was met in as alias."""
    kind, bare = split_type(name)
    return {
        "name": name,
        "type": kind,
        "bare_name": bare,
        "alias": tidy(written),
        "locality": locality,
        "is_locality": is_locality,
    }
