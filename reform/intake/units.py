"""Names → registry: which unit and which locality a written name means, and what is to ask about it.

Exact keys match; a name equal only without accents, or merely near, is a suggestion to confirm.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from reform.intake.lines import Line
from reform.intake.reading import UNNAMED_LOCALITY, Problem, Registry
from reform.intake.title import Title
from reform.wards import folded_key, full_name, match_key, same_locality, split_type, tidy

# Of 1,350 names with one wrong letter, among all names of their province (2026 list), 97 % find their own at
# 0.8 and 0.4 % another; 15 % of truly new names get a suggestion. At 0.85 a tenth of the slips are missed, at
# 0.75 a third of the new names get one.
NEAR = 0.8


@dataclass(frozen=True)
class Match:
    """How a written name was found (exact, similar, ambiguous, near, unknown) and the item it means."""

    how: str
    item: Mapping[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Known:
    """The unit a line means. One of unit_id and new_unit is set, neither when the name stays asked."""

    name: str
    how: str
    unit_id: int | None = None
    new_unit: Mapping[str, Any] | None = field(default=None, hash=False)
    is_locality: bool = False


class Names:
    """The known names of one place, indexed by match key and by folded key."""

    def __init__(self, items: Iterable[Mapping[str, Any]]):
        self.exact: dict[str, list] = defaultdict(list)
        self.folded: dict[str, list] = defaultdict(list)
        self.aliases: set[str] = set()  # writings somebody has confirmed
        for item in items:
            self.aliases.update(map(tidy, item.get("aliases", ())))
            own_type = split_type(item["name"])[0]
            for form in (item["name"], *item.get("aliases", ())):
                entry = (split_type(form)[0] or own_type, item)
                self.exact[match_key(form)].append(entry)
                self.folded[folded_key(form)].append(entry)

    def find(self, written: str) -> Match:
        """Exact within the written type, else equal once folded, else near; two candidates stay ambiguous."""
        kind, key = split_type(written)[0], match_key(written)
        same = _distinct(self.exact.get(key, ()), kind)
        if same and written.isascii() and tidy(written) not in self.aliases:
            # "x. thanh an" may be Thanh An or Thạnh An: who writes without accents says nothing of them.
            same = _distinct(self.folded.get(folded_key(written), ()), kind)
        if same:
            return Match("exact", same[0]) if len(same) == 1 else Match("ambiguous", same[0])
        folded = folded_key(written)
        alike = _distinct(self.folded.get(folded, ()), kind)
        if alike:
            return Match("similar", alike[0]) if len(alike) == 1 else Match("ambiguous", alike[0])
        near = process.extractOne(
            folded, list(self.folded), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=NEAR
        )
        return Match("near", self.folded[near[0]][0][1]) if near else Match("unknown")


def _distinct(entries, kind: str | None) -> list[Mapping[str, Any]]:
    """The items whose type does not contradict the written one; those of the very same type go alone."""
    fitting = [(own, item) for own, item in entries if kind is None or own is None or own == kind]
    chosen = [item for own, item in fitting if own == kind and kind] or [item for _, item in fitting]
    return [item for i, item in enumerate(chosen) if item not in chosen[:i]]


def find_localities(lines: list[Line], title: Title, option: str | None, registry: Registry):
    """({row: locality name}, problems): the row's own cell, the option, the title block, the store's default.

    A total row that names none takes the only one of the file.
    Problems: no_locality and similar_locality to confirm, unknown_locality to note.
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
            code = {"none": "no_locality", "similar": "similar_locality"}.get(match.how, "unknown_locality")
            # A new locality is confirmed with its first unit; on its own it is only told.
            severity = "note" if code == "unknown_locality" else "confirm"
            problems.setdefault((code, name), Problem(severity, code, facts={"name": name}, **place))
    return found, list(problems.values())


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


def find_units(lines: list[Line], localities: Mapping[int, str], registry: Registry):
    """({row: Known}, problems) for every line that is no total.

    Problems, all to confirm: similar_unit, near_unit, unknown_unit, ambiguous_unit (which has no default).
    """
    found: dict[int, Known] = {}
    problems: list[Problem] = []
    for locality in dict.fromkeys(localities.values()):
        here = [line for line in lines if localities[line.row] == locality and not line.is_total]
        units = [unit for unit in registry.units if unit["locality"] == locality]
        known, told = _find_in(locality, here, units)
        found |= known
        problems += told
    return found, problems


def _find_in(locality: str, lines: list[Line], units) -> tuple[dict[int, Known], list[Problem]]:
    names = Names(unit for unit in units if not unit.get("is_locality"))
    itself = next((unit for unit in units if unit.get("is_locality")), None)
    own = [line for line in lines if same_locality(line.unit, locality)]
    wards = [line for line in lines if not same_locality(line.unit, locality)]
    new = _NewUnits(locality, [line.unit for line in wards])
    found = {line.row: _locality_itself(line.unit, locality, itself) for line in own}
    problems: dict[tuple, Problem] = {}
    matches = {written: names.find(written) for written in dict.fromkeys(line.unit for line in wards)}
    for line in wards:
        known, problem = _known(line, matches[line.unit], new)
        found[line.row] = known
        if problem:
            problems.setdefault((problem.code, known.name), problem)
    return found, list(problems.values())


def _locality_itself(written: str, locality: str, unit: Mapping[str, Any] | None) -> Known:
    if unit:
        return Known(unit["name"], "locality", unit["unit_id"], is_locality=True)
    fresh = new_unit(locality, locality, written, is_locality=True)
    return Known(locality, "locality", new_unit=fresh, is_locality=True)


def _known(line: Line, match: Match, new: "_NewUnits") -> tuple[Known, Problem | None]:
    how = "ambiguous" if match.how != "similar" and new.is_ambiguous(line.unit, match) else match.how
    suggestion = match.item["name"] if match.item else None
    if how in ("exact", "similar"):
        known = Known(suggestion, how, match.item["unit_id"])
    elif how == "ambiguous":
        known = Known(tidy(line.unit), how)
    else:
        name = new.complete(line.unit)
        known = Known(name, how, new_unit=new_unit(name, new.locality, line.unit, is_locality=False))
    facts = {"suggestion": suggestion, "name": known.name, "locality": new.locality}
    problem = Problem("confirm", f"{how}_unit", facts=facts, **line.place("unit"))
    return known, problem if how != "exact" else None


class _NewUnits:
    """The names of one file that no unit bears yet: one key is one unit, whatever the writing."""

    def __init__(self, locality: str, written: list[str]):
        self.locality = locality
        self._typed = _full_names(written)
        self._first: dict[tuple, str] = {}
        self._types: dict[str, set] = defaultdict(set)
        for name in dict.fromkeys(written):
            self._types[match_key(name)].update({split_type(name)[0]} - {None})
            self._first.setdefault(self._identity(name), self._typed(name))

    def is_ambiguous(self, written: str, match: Match) -> bool:
        """A name without a type while the file, or the file and the registry, know two types of it."""
        found = {split_type(match.item["name"])[0]} - {None} if match.how == "exact" else set()
        return split_type(written)[0] is None and len(self._types[match_key(written)] | found) > 1

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
