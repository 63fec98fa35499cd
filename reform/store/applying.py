"""From a journal entry to rows: the one way in which a snapshot, a rebuilt snapshot and a trial come to their rows."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from reform import period, wards
from reform.intake.reading import Cell, Reading, Registry, Row
from reform.store.database import insert, rows

DRAFT = "draft"


def registry_of(con) -> Registry:
    """The localities, units and aliases a connection's tables hold, for settling names."""
    aliases: dict[int, list[str]] = {}
    for row in rows(con, "SELECT unit_id, alias FROM unit_alias ORDER BY unit_id, alias"):
        aliases.setdefault(row["unit_id"], []).append(row["alias"])
    units = rows(con, "SELECT unit_id, locality, ward, is_locality FROM unit ORDER BY unit_id")
    return Registry(
        localities=tuple(
            {"name": row["locality"], "close_day": row["close_day"], "is_default": row["is_default"]}
            for row in rows(con, "SELECT locality, close_day, is_default FROM locality ORDER BY locality")
        ),
        units=tuple(
            {
                "unit_id": row["unit_id"],
                "locality": row["locality"],
                "name": row["ward"],
                "aliases": tuple(aliases.get(row["unit_id"], ())),
                "is_locality": row["is_locality"],
            }
            for row in units
        ),
    )


# ── Registry ──────────────────────────────────────────────────────────────────


def set_up(con, data: Mapping) -> None:
    """The first-use choices: a locality with its close day, made the default, and its units in the office's order."""
    _register_locality(con, data["locality"], data.get("close_day"), is_default=True)
    known = {unit["name"]: unit["unit_id"] for unit in registry_of(con).units if unit["locality"] == data["locality"]}
    for order, unit in enumerate(data["units"], 1):
        _register_unit(con, known, data["locality"], unit | {"office_order": unit.get("office_order") or order})


def _register_locality(con, name: str, close_day: int | None, *, is_default: bool = False) -> None:
    if is_default:
        con.execute("UPDATE locality SET is_default = FALSE")
    if rows(con, "SELECT 1 FROM locality WHERE locality = $name", {"name": name}):
        con.execute(
            "UPDATE locality SET close_day = coalesce($day, close_day), is_default = is_default OR $default "
            "WHERE locality = $name",
            {"name": name, "day": close_day, "default": is_default},
        )
        return
    insert(con, "locality", [{"locality": name, "close_day": close_day, "is_default": is_default}])
    kind, bare = wards.split_type(name)
    unit = {"ward": name, "type": kind, "bare_name": bare, "is_locality": True, "office_order": 0}
    _insert_unit(con, name, unit)


def _register_unit(con, known: dict[str, int], locality: str, unit: Mapping) -> int:
    """The id of a unit by its registered name; a known one takes the list's group, code and order."""
    name = unit["ward"]
    if name in known:
        con.execute(
            "UPDATE unit SET group_name = $group, code = $code, office_order = $order WHERE unit_id = $unit_id",
            {
                "group": unit.get("group_name"),
                "code": unit.get("code"),
                "order": unit["office_order"],
                "unit_id": known[name],
            },
        )
    else:
        known[name] = _insert_unit(con, locality, unit)
    _add_aliases(con, known[name], name, unit.get("aliases", ()))
    return known[name]


def _insert_unit(con, locality: str, unit: Mapping) -> int:
    unit_id = rows(con, "SELECT coalesce(max(unit_id), 0) + 1 AS unit_id FROM unit")[0]["unit_id"]
    kind, bare = wards.split_type(unit["ward"])
    insert(
        con,
        "unit",
        [
            {
                "unit_id": unit_id,
                "locality": locality,
                "ward": unit["ward"],
                "type": kind.capitalize() if kind else None,
                "bare_name": bare,
                "group_name": unit.get("group_name"),
                "code": unit.get("code"),
                "office_order": unit["office_order"],
                "is_locality": bool(unit.get("is_locality")),
                "valid_from": None,
                "valid_to": None,
            }
        ],
    )
    return unit_id


def _add_aliases(con, unit_id: int, name: str, aliases) -> None:
    known = {row["alias"] for row in rows(con, f"SELECT alias FROM unit_alias WHERE unit_id = {int(unit_id)}")}
    fresh = [alias for alias in dict.fromkeys(aliases) if alias and alias != name and alias not in known]
    insert(con, "unit_alias", [{"unit_id": unit_id, "alias": alias} for alias in fresh])


# ── Batches ───────────────────────────────────────────────────────────────────


def record_batch(con, data: Mapping, time: str, reading: Reading) -> None:
    """One published batch: its new localities and units, its reports and its filled cells."""
    position = rows(con, "SELECT coalesce(max(position), 0) + 1 AS position FROM batch")[0]["position"]
    recorded_at = datetime.fromisoformat(time).astimezone(UTC).replace(tzinfo=None)
    insert(
        con,
        "batch",
        [
            {
                "batch_id": data["batch_id"],
                "position": position,
                "status": "published",
                "sha256": reading.sha256,
                "file_name": data["file_name"],
                "uploader": data.get("uploader"),
                "reason": data.get("reason"),
                "recorded_at": recorded_at,
            }
        ],
    )
    units = _unit_ids(con, reading)
    _remember_names(con, reading)
    _add_periods(con, reading)
    _add_schemes(con, reading)
    insert(con, "report", [_report(data["batch_id"], unit, row) for unit, row in units])
    cells = [(unit, row, *item) for unit, row in units for item in row.values.items()]
    insert(con, "reported_value", [_value(data["batch_id"], *cell) for cell in cells])


def _unit_ids(con, reading: Reading) -> list[tuple[int, Row]]:
    """Each row with its unit's id; new localities and units are registered in the order of the file."""
    for locality in dict.fromkeys(row.locality for row in reading.rows):
        if not rows(con, "SELECT 1 FROM locality WHERE locality = $name", {"name": locality}):
            _register_locality(con, locality, None)
    known = {(unit["locality"], unit["name"]): unit["unit_id"] for unit in registry_of(con).units}
    found = []
    for row in reading.rows:
        name = row.new_unit["name"] if row.new_unit else row.ward
        if row.is_locality:
            name = row.locality
        if (row.locality, name) not in known:
            order = {"ward": name, "office_order": _next_order(con, row.locality)}
            known[row.locality, name] = _insert_unit(con, row.locality, order)
        unit_id = row.unit_id if row.unit_id is not None else known[row.locality, name]
        if row.new_unit:
            _add_aliases(con, unit_id, name, [row.new_unit.get("alias")])
        found.append((unit_id, row))
    return found


def _remember_names(con, reading: Reading) -> None:
    """A name without accents that was confirmed for a unit is an alias from now on: it is asked about once."""
    for unit in reading.decisions.get("units", ()):
        if unit["how"] == "similar" and unit["unit_id"] is not None:
            _add_aliases(con, unit["unit_id"], unit["name"], [unit["written"]])


def _next_order(con, locality: str) -> int:
    sql = "SELECT coalesce(max(office_order), 0) + 1 AS place FROM unit WHERE locality = $locality"
    return rows(con, sql, {"locality": locality})[0]["place"]


def _add_periods(con, reading: Reading) -> None:
    known = {row["period"] for row in rows(con, "SELECT period FROM period")}
    fresh = {row.period.key: row.period for row in reading.rows if row.period.key not in known}
    insert(con, "period", [_period(found) for found in fresh.values()])


def _add_schemes(con, reading: Reading) -> None:
    """Each new writing of a score scheme with the scheme it means: the first writing that differs by no letter."""
    known = {row["text"]: row for row in rows(con, "SELECT text, key, scheme FROM scheme_text")}
    schemes = {row["key"]: row["scheme"] for row in known.values()}
    written = (row.values["score_scheme"].value for row in reading.rows if "score_scheme" in row.values)
    fresh = [text for text in dict.fromkeys(written) if text not in known]
    for text in fresh:
        schemes.setdefault(wards.comparable(text), text)
    keys = ((text, wards.comparable(text)) for text in fresh)
    insert(con, "scheme_text", [{"text": text, "key": key, "scheme": schemes[key]} for text, key in keys])


def _period(found: period.Period) -> dict:
    first_day, last_day = calendar_window(found.key)
    return {
        "period": found.key,
        "label": period.label(found.key, "vi", found.label),
        "kind": found.kind,
        "year": found.year,
        "number": found.number,
        "cumulative": bool(found.cumulative),
        "first_day": first_day,
        "last_day": last_day,
        "previous": period.previous(found.key),
        "last_year": period.last_year(found.key),
    }


def calendar_window(key: str) -> tuple[date, date]:
    """First and last calendar day of a period's key; a window key is its own."""
    if "_" in key:
        starts, ends = key.split("_")
        return date.fromisoformat(starts), date.fromisoformat(ends)
    return period.window(key, period.CALENDAR_CLOSE_DAY)


def _report(batch_id: str, unit_id: int, row: Row) -> dict:
    return {
        "batch_id": batch_id,
        "unit_id": unit_id,
        "period": row.period.key,
        "starts": row.period.starts,
        "ends": row.period.ends,
        "cumulative": bool(row.period.cumulative),
        "number": row.number,
    }


def _value(batch_id: str, unit_id: int, row: Row, measure: str, cell: Cell) -> dict:
    number = None if isinstance(cell.value, str) else cell.value
    return {
        "batch_id": batch_id,
        "unit_id": unit_id,
        "period": row.period.key,
        "measure": measure,
        "value": number,
        "bound": cell.bound,
        "text": cell.value if isinstance(cell.value, str) else cell.text,
        "cell": cell.cell,
    }


def record_totals(con, reading: Reading) -> None:
    """The total rows of a draft, beside its wards, to be compared."""
    insert(
        con,
        "draft_total",
        [
            {
                "number": row.number,
                "locality": row.locality,
                "period": row.period.key,
                "measure": measure,
                "value": cell.value,
                "text": cell.text,
                "cell": cell.cell,
            }
            for row in reading.totals
            for measure, cell in row.values.items()
            if cell.value is not None and cell.bound is None and not isinstance(cell.value, str)
        ],
    )


def withdraw_batch(con, data: Mapping) -> None:
    """A published batch no longer counts; the forms it had replaced are in force again."""
    con.execute("UPDATE batch SET status = 'withdrawn' WHERE batch_id = $batch_id", {"batch_id": data["batch_id"]})
