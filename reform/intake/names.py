"""A written name → the one it means among the known names of a place, or what it may mean.

Exact keys match; a name equal only without accents, or merely near, is a suggestion to confirm.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from reform.wards import comparable, fold, folded_key, match_key, split_type, tidy

# Of 1,350 names with one wrong letter, among all names of their province (2026 list), 97 % find their own at
# 0.8 and 0.4 % another; 15 % of truly new names get a suggestion. At 0.85 a tenth of the slips are missed, at
# 0.75 a third of the new names get one.
NEAR = 0.8
ALIKE = 0.6  # what may be offered to choose from
OFFERED = 3

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Match:
    """How a written name was found: exact, similar, ambiguous, near or unknown; what it means, and what it may mean."""

    how: str
    item: Item | None = field(default=None, hash=False)
    candidates: tuple[Item, ...] = field(default=(), hash=False)


def written_keys(units: Iterable[Item], answered: Iterable[str] = ()) -> frozenset[str]:
    """The match keys under which units are known, and of the writings somebody has said the unit of."""
    forms = (form for unit in units for form in (unit["name"], *unit.get("aliases", ())))
    return frozenset(map(match_key, (*forms, *answered)))


class Names:
    """The known names of one place, indexed by match key and by folded key."""

    def __init__(self, items: Iterable[Item]):
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
        self._keys = list(self.folded)

    def find(self, written: str, group: str | None = None) -> Match:
        """Exact within the written type, else equal once folded, else near; two candidates stay ambiguous.

        Units of one name and type are told apart by the `group` (cụm) that is written beside it.
        """
        kind = split_type(written)[0]
        same = _distinct(self.exact.get(match_key(written), ()), kind)
        if same and written.isascii() and tidy(written) not in self.aliases:
            # "x. thanh an" may be Thanh An or Thạnh An: who writes without accents says nothing of them.
            same = _distinct(self._alike(written), kind)
        if same:
            return _one_of(same, group, "exact")
        if alike := _distinct(self._alike(written), kind):
            return _one_of(alike, group, "similar")
        ranked = self._ranked(written)
        candidates = _without_repeats(item for _, item in ranked)[:OFFERED]
        near = ranked and ranked[0][0] >= NEAR
        return Match("near" if near else "unknown", candidates[0] if near else None, tuple(candidates))

    def _alike(self, written: str) -> list:
        """What is equal without accents; "quan thanh" may be Quán Thánh or the district Thanh."""
        return [
            entry
            for key in dict.fromkeys((fold(match_key(written)), folded_key(written)))
            for entry in self.folded.get(key, ())
        ]

    def _ranked(self, written: str) -> list[tuple[float, Item]]:
        """(similarity without accents, item), the likeliest first: accents and the type word settle what is equal."""
        kind, key = split_type(written)[0], match_key(written)
        alike = process.extract(
            folded_key(written),
            self._keys,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=ALIKE,
            limit=4 * OFFERED,
        )
        found = [(score, own, item) for folded, score, _ in alike for own, item in self.folded[folded]]
        found.sort(key=lambda one: (one[0], _accents(key, one[2]), one[1] == kind), reverse=True)
        return [(score, item) for score, _, item in found]


def _accents(key: str, item: Item) -> float:
    return DamerauLevenshtein.normalized_similarity(key, match_key(item["name"]))


def _one_of(items: list[Item], group: str | None, how: str) -> Match:
    if len(items) > 1 and group:
        items = [item for item in items if same_group(item.get("group"), group)] or items
    return Match(how if len(items) == 1 else "ambiguous", items[0], tuple(items))


def same_group(one: str | None, other: str | None) -> bool:
    """Whether two writings of a group's name are one: "Cụm 1", "cụm 01", "1"."""
    return group_key(one) == group_key(other)


def group_key(name: str | None) -> str:
    bare = comparable(name or "").removeprefix("cụm ").strip()
    return str(int(bare)) if bare.isdecimal() else bare


def _distinct(entries, kind: str | None) -> list[Item]:
    """The items whose type does not contradict the written one; those of the very same type go alone."""
    fitting = [(own, item) for own, item in entries if kind is None or own is None or own == kind]
    return _without_repeats([item for own, item in fitting if own == kind and kind] or [item for _, item in fitting])


def _without_repeats(items: Iterable[Item]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found
