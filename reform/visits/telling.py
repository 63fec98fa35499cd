"""Recommendations and visits in sentences, the same on the page and on the command line.

`shown` writes what somebody typed: as it is, or so that Markdown does nothing with it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from reform.store.visiting import STATES
from reform.text import Words

Shown = Callable[[str], str]


def counts(say: Words, rows: Sequence[Mapping]) -> str:
    """5 kiến nghị: 2 mới, 2 đang làm, 1 xong; 1 quá hạn. `rows` are those of `recommendations`."""
    by_state = Counter(row["state"] for row in rows)
    told = [_part(say, f"counted_{state}", by_state[state]) for state in STATES if by_state[state]]
    late = sum(row["days_overdue"] is not None for row in rows)
    overdue = say.t("recommendation.counted_overdue", count=say.count(late)) if late else ""
    total = _part(say, "counted", len(rows))
    return say.t("recommendation.counts", total=total, states=", ".join(told), overdue=overdue)


def _part(say: Words, key: str, count: int) -> str:
    return say.t(f"recommendation.{key}{'_one' if count == 1 else ''}", count=say.count(count))


def standing(say: Words, row: Mapping, shown: Shown = str) -> str:
    """Đang làm · hạn 30/06/2025 · quá hạn 93 ngày · với Phường An (đơn vị cũ)."""
    told = [say.t(f"recommendation.state.{row['state']}")]
    if row["due"] is not None:
        told.append(say.t("recommendation.due_is", day=say.date(row["due"])))
    if row["days_overdue"] is not None:
        told.append(_part(say, "overdue", row["days_overdue"]))
    if row["is_former"]:
        told.append(say.t("recommendation.of_former", unit=shown(row["ward"])))
    return " · ".join(told)


def origin(say: Words, row: Mapping, shown: Shown = str) -> str:
    """Đoàn giám sát của Ban Pháp chế, 01/03/2025; the day alone where nobody is named."""
    return ", ".join([*([shown(row["from_whom"])] if row["from_whom"] else []), say.date(row["day"])])


def event(say: Words, row: Mapping, shown: Shown = str) -> str:
    """One row of `recommendation_events`: 12/03/2025 08:00, Nguyễn A: Mới thành Đang làm; hạn 31/12/2025: “ghi chú”."""
    t = say.t
    told = [_state_told(say, row)] if row["state"] != row["previous_state"] else []
    if row["due"] != row["previous_due"]:
        told.append(t("recommendation.due_is", day=say.date(row["due"])) if row["due"] else t("recommendation.no_due"))
    note = [t("recommendation.noted", note=shown(row["note"]))] if row["note"] else []
    who = [shown(row["who"])] if row["who"] else []
    return t("recommendation.event", when=", ".join([say.time(row["at"]), *who]), what="; ".join([*told, *note]))


def _state_told(say: Words, row: Mapping) -> str:
    now = say.t(f"recommendation.state.{row['state']}")
    if row["previous_state"] is None:
        return say.t("recommendation.begun", state=now)
    return say.t("recommendation.became", before=say.t(f"recommendation.state.{row['previous_state']}"), state=now)


def recorded(say: Words, told: Mapping[str, Sequence[str]]) -> str:
    """What Store.recommend did: how many are new, how many it knew, how many of these stand otherwise."""
    t, new, known, other = say.t, len(told["recorded"]), len(told["already"]), len(told["other"])
    parts = [_part(say, "recorded", new) if new or not known else t("recommendation.nothing_new")]
    parts += [_part(say, "already", known)] if known else []
    parts += [_part(say, "other", other)] if other else []
    return " ".join(parts)


def visit(say: Words, row: Mapping, shown: Shown = str) -> str:
    """A row of `visits`: 12/05/2025, Đoàn giám sát (Ban Pháp chế)."""
    facts = {"day": say.date(row["day"]), "delegation": shown(row["delegation"])}
    ban = {"ban": shown(row["ban"])} if row["ban"] else {}
    former = [say.t("recommendation.of_former", unit=shown(row["ward"]))] if row["is_former"] else []
    return " · ".join([say.t("visits.visit_of_ban" if ban else "visits.visit", **facts, **ban), *former])


def last_visit(say: Words, rows: Iterable[Mapping], shown: Shown = str) -> str:
    """When and by whom a unit was visited last; that no visit is recorded."""
    newest = next(iter(rows), None)
    return say.t("visits.last", visit=visit(say, newest, shown)) if newest else say.t("visits.none")
