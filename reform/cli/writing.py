"""Files that a command writes, whole or not at all; and why one could not be written or read, in its language."""

import errno
import os
from pathlib import Path

from reform.cli.call import Call

KNOWN = {
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.EEXIST: "is_file",
    errno.EACCES: "no_right",
    errno.EPERM: "no_right",
    errno.EROFS: "no_right",
    errno.ENOSPC: "full",
    errno.ENAMETOOLONG: "too_long",
}


def reason(call: Call, why: OSError) -> str:
    """không có thư mục này; what nobody here knows as the system says it."""
    return call.say.t(f"unwritten.{KNOWN[why.errno]}") if why.errno in KNOWN else str(why.strerror or why)


def write(call: Call, out: Path, data: bytes) -> None:
    """A file is there whole or not at all; one of that name is replaced only by a whole one."""
    part = out.with_name(f".{os.getpid()}.part{out.suffix}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as why:
        raise call.fail("cannot_write", 2, file=out.name, why=reason(call, why)) from why
