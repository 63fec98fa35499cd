"""Header words: how headers as written, one over the other, are understood by the words of the declaration."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reform.indicators import Declaration, HeaderGroup
from reform.wards import comparable

# A flat header that carries its parent: "Số hồ sơ đã giải quyết - Quá hạn", "Tiếp nhận: Tổng số", "A / B".
_PARTED = re.compile(r"\s*[:>|→]\s*|\s+[-–—/]\s+|\s*[–—]\s*")
# What numbers a line of a form: "1. ", "a) ", "- ", "(1) ".
_BULLET = re.compile(r"^\s*(?:[-–—+*•]+\s*|\(?(?:[0-9]+(?:\.[0-9]+)*|[a-zđ]|[IVX]+)[.)]\s+|[0-9]+(?:\.[0-9]+)+\s+)")
_ENDING = re.compile(r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\])[\s=+]*)+$")


@lru_cache(maxsize=10_000)
def header_key(text: str) -> str:
    """Case, spacing, tone placement and a bracketed ending do not count: "TRỰC TUYẾN (4)" is "trực tuyến"."""
    key = comparable(text)
    bare = _ENDING.sub("", key)
    key = re.sub(r"\s*([/,;])\s*", r"\1 ", bare or key).replace("/ ", "/")
    return key.rstrip(" :*.;,")


def vocabulary(declaration: Declaration) -> dict[str, str]:
    """header key → key of a column or a measure."""
    declared = (*declaration.columns.values(), *declaration.measures.values())
    return {header_key(header): column.key for column in declared for header in column.headers}


def header_words(declaration: Declaration) -> frozenset[str]:
    """Header keys that a table of ward results may show, over one another or alone."""
    groups = declaration.header_groups.values()
    told = (word for group in groups for word in (*group.headers, *group.means))
    return frozenset(vocabulary(declaration)) | frozenset(map(header_key, told))


def dossier_words(declaration: Declaration) -> frozenset[str]:
    """Header keys of a list of dossiers (personal data), without those that are part of a measure's name."""
    known = vocabulary(declaration)
    words = (header_key(word) for word in declaration.words["dossier_list"])
    return frozenset(word for word in words if not any(word in header for header in known))


@dataclass(frozen=True)
class Words:
    """The words of headers, each by its header key.

    `known` → column or measure, of which `measures` are measures; `groups` → the header group it is; `means`: group →
    word below it → measure; `told_by_group`: the words below groups, `in_groups`: the measures they mean; `in_which`:
    words that only say "of these".
    """

    known: Mapping[str, str]
    measures: frozenset[str]
    groups: Mapping[str, HeaderGroup]
    means: Mapping[str, Mapping[str, str]]
    told_by_group: frozenset[str]
    in_groups: frozenset[str]
    in_which: frozenset[str]

    def says(self, text: str) -> bool:
        """Whether a cell is a word of headers, whatever it means."""
        key = header_key(text)
        return key in self.known or key in self.groups or key in self.told_by_group or key in self.in_which


def words_of(declaration: Declaration) -> Words:
    groups = declaration.header_groups.values()
    means = {group.key: {header_key(word): key for word, key in group.means.items()} for group in groups}
    return Words(
        known=vocabulary(declaration),
        measures=frozenset(declaration.measures),
        groups={header_key(header): group for group in groups for header in group.headers},
        means=means,
        told_by_group=frozenset(word for told in means.values() for word in told),
        in_groups=frozenset(key for told in means.values() for key in told.values()),
        in_which=frozenset(header_key(word) for word in declaration.words["in_which"]),
    )


def meaning(path: tuple[str, ...], words: Words) -> str | None:
    """The column or measure of a header under its parents (outermost first); None when they leave it open.

    ("Số hồ sơ đã giải quyết", "Trong đó", "Quá hạn") is resolved_overdue; "Quá hạn" alone is nothing, nor is it under
    a header that is no group.
    """
    if not path:
        return None
    if len(path) == 1:
        known = words.known.get(header_key(path[0]))
        parts = parted(path[0])
        return known or (_under(parts, words) if group_of(parts[:-1], words)[0] else None)
    return _under(path, words)


def _under(path: tuple[str, ...], words: Words) -> str | None:
    group, is_strange = group_of(path[:-1], words)
    leaf = header_key(path[-1])
    if group:
        own = words.means[group.key]
        known = own.get(leaf) or words.known.get(leaf)
        return known if known not in words.in_groups - _within(group, words) else None
    known = words.known.get(leaf)
    return None if is_strange and known in words.in_groups else known


def _within(group: HeaderGroup, words: Words) -> set[str]:
    """What may stand under a group: its own measures, and those of the groups inside it."""
    inner = {other.key for other in words.groups.values() if other.under == group.key}
    return {key for name in (group.key, *inner) for key in words.means[name].values()}


def group_of(parents: tuple[str, ...], words: Words) -> tuple[HeaderGroup | None, bool]:
    """(the group the parents end in, whether the innermost of them is no group)."""
    group, is_strange = None, False
    for text in parents:
        key = header_key(text)
        if key in words.in_which:
            continue
        found = words.groups.get(key)
        inside = found is not None and (found.under is None or (group is not None and group.key == found.under))
        group, is_strange = (found, False) if inside else (None, True)
    return group, is_strange


def told_by_groups(word: str, words: Words) -> set[str]:
    """All that a word means under some group: "Quá hạn" is resolved_overdue and pending_overdue."""
    key = header_key(word)
    return {means[key] for means in words.means.values() if key in means}


def parted(text: str) -> tuple[str, ...]:
    """The header of a flat table that carries its parents: "Tiếp nhận: Tổng số" → ("Tiếp nhận", "Tổng số")."""
    return tuple(part for part in _PARTED.split(text.strip()) if part)


def without_bullet(text: str) -> str:
    """ "- Trực tuyến", "1. Số hồ sơ tiếp nhận" without what numbers them."""
    return _BULLET.sub("", text)
