"""The headline of the printed page: the figures leadership asks for first, and the sentences under them."""

from reform.export.story import previous_name
from reform.export.table import Table, change_unit, inside
from reform.export.view import View
from reform.indicators import declaration
from reform.text import difference, distinguishing_decimals

# More names than this on one place are counted, not listed.
MANY_NAMES = 2


def cards(view: View, found: Table) -> list[dict]:
    """First, last, the gap between them and the locality: what leadership asks before anything else."""
    facts, about = view.facts, view.about
    if not facts.get("ranked") or about is None:
        return []
    return [end_card("first", view, found), end_card("last", view, found), gap_card(view, found), *whole_card(view)]


def end_card(end: str, view: View, found: Table) -> dict:
    """Who is first or last, by name; many that share the place are counted."""
    facts, t = view.facts, view.words.t
    value, before = figure(view, facts[f"{end}_value"], decimals(view, found)), facts.get(f"{end}_previous_rank")
    sharing = facts.get(f"{end}s") or len(facts[end].split(", "))
    told = facts[end] if sharing <= MANY_NAMES else t("export.card.tied", units=view.words.count(sharing))
    note = value if before is None else t("export.card.was_rank", value=value, rank=view.words.count(before))
    return {"label": t(f"export.card.{end}"), "value": told, "unit": "", "note": note}


def gap_card(view: View, found: Table) -> dict:
    """How far the last is from the first, now and in the previous period, as exact as the two ends are written."""
    t, before = view.words.t, view.facts.get("previous_gap")
    places = distinguishing_decimals([view.facts["gap"], 0], decimals(view, found))
    return {
        "label": t("export.card.gap"),
        "value": view.words.points(view.facts["gap"], places),
        "unit": change_unit(view.about, view.words),
        "note": "" if before is None else t("export.card.was_gap", gap=view.words.points(before, places)),
    }


def decimals(view: View, found: Table) -> int:
    """The decimals of the ranked column."""
    key = view.about.key if view.is_summary else "value"
    return next((column.decimals for column in found.columns if column.key == key), 2)


def figure(view: View, value: float, places: int = 2) -> str:
    """A value with its unit: 99,53%, 84,60 điểm."""
    written = view.words.value(value, view.about.unit, places)
    return written if view.about.unit == "percent" else view.words.t("export.points_of", value=written)


def whole_card(view: View) -> list[dict]:
    """The locality as a whole, with its change."""
    facts = view.facts
    value, before = facts.get("locality_value"), facts.get("locality_previous_value")
    if value is None:
        return []
    compared, note = previous_name(view, "previous_period"), ""
    if before is not None and compared:
        step = view.words.change(difference(value, before), view.about.unit)
        note = view.words.t("export.card.against", change=step, period=compared)
    mean = view.about.unit == "points"
    unit = change_unit(view.about, view.words) if mean else units_counted(view)
    written = view.words.value(value, view.about.unit)
    return [{"label": whole_name(view), "value": written, "unit": unit, "note": note}]


def whole_name(view: View) -> str:
    """Toàn địa bàn; a mean is called one: Bình quân 10 đơn vị."""
    units = view.facts.get("locality_units")
    if view.about.unit == "points" and units is not None:
        return view.words.t("export.short.mean_units", units=view.words.count(units))
    return view.whole


def units_counted(view: View) -> str:
    """9/10 đơn vị: how many units the locality's share is made of."""
    units, expected, count = view.facts.get("locality_units"), view.facts.get("expected"), view.words.count
    if units is None or expected is None:
        return ""
    return view.words.t("export.short.units", units=count(units), expected=count(expected))


def remarks(view: View, found: Table) -> list[str]:
    """Under the headline: who fell, what is overdue, what the locality stated, what settles ties."""
    facts, t = view.facts, view.words.t
    said = []
    if facts.get("faller"):
        places = view.words.change_rank(-int(facts["fall"]))
        many = (facts.get("fallers") or 1) > MANY_NAMES
        name = t("export.card.several", units=view.words.count(facts["fallers"])) if many else facts["faller"]
        said.append(t("export.card.faller", name=name, places=places))
    if facts.get("overdue_resolved") is not None or facts.get("overdue_pending") is not None:
        said.append(overdue(view))
    if facts.get("locality_stated") is not None:
        stated = view.words.bounded(facts.get("locality_stated_bound"), facts["locality_stated"], view.about.unit)
        said.append(t("export.card.stated", value=stated))
    return said + saturated(view, found)


def overdue(view: View) -> str:
    """Overdue dossiers, returned and pending; a part nobody reported stays a dash."""
    facts, t, count = view.facts, view.words.t, view.words.count
    parts = [facts.get("overdue_resolved"), facts.get("overdue_pending")]
    total = sum(part for part in parts if part is not None)
    before = [
        t(f"export.card.{key}", count=count(facts[key]))
        for key in ("overdue_previous", "overdue_last_year")
        if facts.get(key) is not None
    ]
    resolved, pending = ("–" if part is None else count(part) for part in parts)
    compared = f"; {', '.join(before)}" if before else ""
    return t("export.card.overdue", total=count(total), resolved=resolved, pending=pending, compared=compared)


def saturated(view: View, found: Table) -> list[str]:
    """8/10 đơn vị cùng đạt 100,00%: the first key does not separate, the further keys do."""
    facts = view.facts
    if view.is_summary or not view.by.keys or (facts.get("saturated") or 0) < 2:
        return []
    count = view.words.count
    keys = [inside(declaration().indicators[key].name.in_(view.lang), view) for key in view.by.keys]
    best = figure(view, facts["first_value"], decimals(view, found))
    told = {"same": count(facts["saturated"]), "ranked": count(facts["ranked"]), "keys": ", ".join(keys)}
    return [view.words.t("export.card.saturated", value=best, **told)]
