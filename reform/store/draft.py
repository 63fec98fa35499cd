"""A draft: what files would record, checked beside what is stored, with every doubt; nothing is written."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from reform import intake, period
from reform.indicators import Declaration
from reform.intake.reading import Answers, Problem, Reading, Registry, Row
from reform.store import trial
from reform.store.collecting import uncollected
from reform.store.comparing import Comparison

# Only the person who knows the file can say (design §4).
WITHOUT_DEFAULT = (
    *("ambiguous_unit", "unit_not_valid", "unit_not_yet", "own_form_unit_missing", "two_periods"),
    "field_beside_unit",
)
Upload = tuple[bytes, str, Answers]  # bytes, the file's name, what its reader has said


def answer_name(problem: Problem) -> str:
    """What one question is accepted as, so that a later one of its kind is asked again: CODE:CELL, where there are
    several files CODE:FILE!CELL."""
    place = "!".join(part for part in (problem.file, problem.cell) if part)
    return f"{problem.code}:{place}" if place else problem.code


class HasErrors(ValueError):
    """The files have errors; nothing was recorded."""

    def __init__(self, draft: "Draft"):
        super().__init__(draft.file_name)
        self.draft = draft


class NotAccepted(ValueError):
    """Questions of the draft are still open; `problems` are these."""

    def __init__(self, problems: tuple[Problem, ...]):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class DraftFile:
    """One file of a draft, as its reader's answers let it be read."""

    name: str
    data: bytes = field(repr=False)
    answers: Answers
    reading: Reading

    batch_id: str = ""


@dataclass(frozen=True)
class Draft:
    """Files read and checked together. `problems` are those of reading and of the checks, worst first.

    Where there are several files each problem names its own, and `row` counts that file's records.
    """

    files: tuple[DraftFile, ...]
    locality: str | None
    problems: tuple[Problem, ...]
    against: str  # the version of the store it was checked beside
    comparison: Comparison = field(repr=False, compare=False)

    @property
    def reading(self) -> Reading:
        return self.files[0].reading

    @property
    def data(self) -> bytes:
        return self.files[0].data

    @property
    def file_name(self) -> str:
        return self.files[0].name

    @property
    def batch_id(self) -> str:
        return self.files[0].batch_id

    @property
    def batch_ids(self) -> tuple[str, ...]:
        return tuple(file.batch_id for file in self.files)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all files, one file after the other."""
        return tuple(row for file in self.files for row in file.reading.rows)

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """What to read again to have the same draft beside a newer store."""
        return tuple((file.data, file.name, file.answers) for file in self.files)

    @property
    def kept_files(self) -> tuple[DraftFile, ...]:
        """The files of which a byte may be kept."""
        return tuple(file for file in self.files if file.reading.may_be_kept)

    @cached_property
    def key(self) -> str:
        """The draft's own id: of the files that are kept, the same whatever is answered, in whatever order they came,
        and whatever else was refused beside them."""
        hashes = sorted(file.reading.sha256 for file in self.kept_files or self.files)
        return sha256(" ".join(hashes).encode()).hexdigest()[:12]

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def questions(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "confirm")

    def open_questions(self, accepted: Iterable[str]) -> tuple[Problem, ...]:
        """The questions that `accepted` ("all", CODE, CODE:FILE!CELL, or CODE:CELL where one file alone is so asked)
        leaves open; one without a default always stays."""
        taken = set(accepted)

        def is_open(problem: Problem) -> bool:
            short = f"{problem.code}:{problem.cell}"
            names = {"all", problem.code, answer_name(problem), *([short] if len(self.short_names[short]) == 1 else [])}
            return not names & taken or problem.code in WITHOUT_DEFAULT

        return tuple(problem for problem in self.questions if is_open(problem))

    @cached_property
    def short_names(self) -> Mapping[str, list[str]]:
        """CODE:CELL → the names of the questions it may mean, one a file."""
        found: dict[str, dict[str | None, str]] = {}
        for one in self.questions:
            found.setdefault(f"{one.code}:{one.cell}", {})[one.file] = answer_name(one)
        return {short: list(names.values()) for short, names in found.items()}

    @property
    def labels(self) -> Mapping[str, str]:
        """Each period told of, as a file writes it; empty where no file tells anything."""
        return self.comparison.labels

    @property
    def changes(self) -> list[dict]:
        """What recording does to each cell; see Comparison.changes."""
        return self.comparison.changes

    @property
    def moves(self) -> list[dict]:
        """Ranks before and after recording; see Comparison.moves."""
        return self.comparison.moves

    @property
    def missing(self) -> list[dict]:
        """Who is expected and still without figures; see Comparison.missing."""
        return self.comparison.missing


FIELDS = "fields "  # what a breakdown by field says of a measure is hashed beside what its unit says


def values_hash(reading: Reading) -> dict[str, str]:
    """Measure → hash of all that a reading stores of it, and "" → hash of whose and when, to prove a rebuild.

    By measure, so that a rebuild is still proved after a measure has left the declaration.
    """
    rows = sorted(reading.rows, key=lambda row: row.number)
    parts = {"": [_place(row) for row in rows]}
    for row in rows:
        for key, cell in row.values.items():
            parts.setdefault(key, []).append([row.number, str(cell.value), cell.bound, cell.text, cell.cell])
    for row in reading.fields:
        for key, cell in row.values.items():
            told = [row.number, row.field, str(cell.value), cell.bound, cell.text, cell.cell]
            parts.setdefault(FIELDS + key, []).append(told)
    return {key: sha256(json.dumps(part, ensure_ascii=False).encode()).hexdigest()[:16] for key, part in parts.items()}


def batch_identity(reading: Reading, units: Mapping[int, int]) -> str:
    """Identity of a batch: the bytes and how the cells were read (unit, column, number convention, period).

    `units` are the ids of the units of the records by number, as a name may change.
    """
    decisions = reading.decisions
    how = {
        "numbers": decisions["numbers"],
        "columns": [[column["cell"], column["key"]] for column in decisions["columns"]],
        "rows": [[row.number, row.locality, units.get(row.number), *_when(row)] for row in reading.rows],
    }
    if decisions.get("shares"):
        how["shares"] = decisions["shares"]
    written = json.dumps([reading.sha256, how], ensure_ascii=False, sort_keys=True)
    return sha256(written.encode()).hexdigest()[:12]


def _identified(con, file: DraftFile, number: int) -> DraftFile:
    """The file with its batch id: that of the stored batch it is, as ids were once made otherwise, else its own."""
    own = batch_identity(file.reading, trial.units_of(con, number))
    return replace(file, batch_id=trial.twin_of(con, number) or own)


def _name(row: Row) -> str:
    return row.new_unit["name"] if row.new_unit else row.ward


def _when(row: Row) -> list:
    """The period's key; where somebody said otherwise than the key does, also whether it is cumulative."""
    usual = period.from_key(row.period.key).cumulative
    return [row.period.key, *([row.period.cumulative] if bool(row.period.cumulative) != bool(usual) else [])]


def _place(row: Row) -> list:
    window = [str(row.period.starts), str(row.period.ends), row.period.cumulative]
    return [row.number, row.locality, _name(row), row.period.key, window]


# ── Making one ────────────────────────────────────────────────────────────────


@uncollected()
def make_draft(
    snapshot: Path | None,
    declaration: Declaration,
    registry: Registry,
    uploads: Sequence[Upload],
    locality: str | None,
    against: str,
) -> Draft:
    """Reads files and runs every check of queries/checks/ once on the rows of them all beside the stored ones."""
    uploads, copies = _without_copies(uploads)
    files = _read(snapshot, declaration, registry, uploads, locality)
    readings = [file.reading for file in files]
    con = trial.opened(snapshot, declaration, readings)
    files = tuple(_identified(con, file, number) for number, file in enumerate(files))
    trial.stand_aside(con, [file.batch_id for file in files])
    found = [(number, problem) for number, one in enumerate(readings) for problem in one.problems]
    found += trial.told_twice(con, readings, declaration)
    found += trial.checked(con, readings, declaration)
    told = dict.fromkeys([*(_in_file(*one, files) for one in found), *copies])
    problems = tuple(sorted(told, key=lambda problem: problem.sort))
    labels = {row.period.key: row.period.label for one in reversed(readings) for row in reversed(one.rows)}
    comparison = Comparison(con, declaration, [file.name for file in files], labels)
    return Draft(files, locality, problems, against, comparison)


def _without_copies(uploads: Sequence[Upload]) -> tuple[list[Upload], list[Problem]]:
    """The files without those that are another's, byte for byte and answer for answer; a note for each left out."""
    kept: dict[tuple, Upload] = {}
    notes = []
    for data, name, answers in uploads:
        name = name.encode(errors="replace").decode()  # a name in another encoding has no letters of ours
        first = kept.setdefault((data, repr(answers)), upload := (data, name, answers))
        if first is not upload:
            notes.append(Problem("note", "same_file", value=name, facts={"name": name, "other": first[1]}, file=name))
    return list(kept.values()), notes


def _read(snapshot, declaration, registry, uploads, locality) -> tuple[DraftFile, ...]:
    """Each file read; a unit that an earlier one registers is known to those after it: one unit, not two."""
    files: list[DraftFile] = []
    for data, name, answers in uploads:
        if files:
            registry = trial.registry_with(snapshot, declaration, [file.reading for file in files])
        said = {"file_name": name, "locality": locality, "registry": registry, "answers": answers}
        files.append(DraftFile(name, data, answers, intake.read(data, declaration, **said)))
    return tuple(files)


def _in_file(number: int | None, problem: Problem, files: Sequence[DraftFile]) -> Problem:
    """The problem with its file's name where there are several, and another file's row told with that file."""
    facts = dict(problem.facts)
    other = facts.pop("other_number", number)
    if other != number and "other_row" in facts:
        facts["other_row"] = f"{facts['other_row']} · {files[other].name}"
    name = files[number].name if len(files) > 1 and number is not None else None
    return replace(problem, facts=facts, file=name)
