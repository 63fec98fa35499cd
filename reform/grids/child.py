"""The child process: `python -I child.py xlsx 1`, the file on stdin, its grids on stdout as JSON.

{"sheets": [grid …]}, or {"refused": code, "facts": {…}} for a file that is not read on. Limits come first, before a
byte of the file is looked at; the number is how many times the usual time and memory may be taken.
"""

import io
import json
import sys
import zipfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
# Libraries that openpyxl would load for work that is not asked of it here.
sys.modules |= dict.fromkeys(("numpy", "PIL"))

from reform.grids.grid import refuse_size  # noqa: E402
from reform.grids.limits import CPU_SECONDS, MEMORY, Refusal  # noqa: E402

READERS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "docx": "document", "prose": "prose", "pdf": "pdf"}
_NOT_ZIPPED = ("xls", "pdf")
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_NOT_READ = ("meta-inf/manifest.xml", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".bin")
_BLOCK = 1 << 20


def main(kind: str, patience: str) -> None:
    limit(int(patience))
    found = answer(sys.stdin.buffer.read(), kind)
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))


def limit(patience: int = 1) -> None:
    """Memory and processor time, where the system has such limits; on Windows the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    memory, seconds = MEMORY * patience, CPU_SECONDS * patience
    limits = {"RLIMIT_AS": (memory, memory), "RLIMIT_CPU": (seconds, seconds + 1), "RLIMIT_CORE": (0, 0)}
    for name, most in limits.items():
        with suppress(ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
            resource.setrlimit(getattr(resource, name), most)


def answer(data: bytes, kind: str) -> dict:
    """What a reader stumbles over (any library's exception, a panic in Rust) ends the child, which the parent sees."""
    try:
        if kind not in _NOT_ZIPPED:
            refuse_declarations(data)
        grids = import_module(f"reform.grids.{READERS[kind]}").read(data)
        refuse_size(grids)
        return {"sheets": [grid.plain() for grid in grids]}
    except Refusal as refusal:
        return {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        return {"refused": "workbook_too_large", "facts": {}}


def refuse_declarations(data: bytes) -> None:
    """No office program writes a document type into these files; entities and outside references begin with one.

    The manifest of old .ods files has one, and is not parsed here.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if not part.filename.lower().endswith(_NOT_READ):
                with archive.open(part) as source:
                    refuse_declaration(source)


def refuse_declaration(source) -> None:
    before = b""
    while block := source.read(_BLOCK):
        if any(word in before + block for word in _DECLARATIONS):
            raise Refusal("unsafe_file")
        before = block[-20:]


if __name__ == "__main__":
    main(*sys.argv[1:])
