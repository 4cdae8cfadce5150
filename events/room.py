"""Room on disks: what a full one looks like to files and to the database, and whether there is room again."""

import errno
import os
import shutil
from pathlib import Path
from uuid import uuid4

from psycopg.errors import DiskFull

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a used-up share of it, and a file that grew beyond what it may."""
CHUNK = 1 << 20


def is_full(error: BaseException) -> bool:
    """Whether an error says that a disk is full: from a file, or from the database about its own."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, DiskFull) or isinstance(error.__cause__, DiskFull)


def is_there(folder: Path, size: int) -> bool:
    """Whether a file of so many bytes finds room in a folder: one is written, and removed.

    What a file system says of its free blocks knows neither shares nor what is kept back for root.
    """
    trial = _present(folder) / f".room-{uuid4().hex}"
    try:
        with trial.open("wb") as file:
            for begin in range(0, size, CHUNK):
                file.write(bytes(min(CHUNK, size - begin)))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return not is_full(error)  # any other fault is for the work itself to meet and to tell
    finally:
        trial.unlink(missing_ok=True)
    return True


def free(folder: Path) -> int:
    """Return how many bytes a file system calls free where a folder lies, or will lie."""
    return shutil.disk_usage(_present(folder)).free


def _present(folder: Path) -> Path:
    """The folder, or the nearest above it that is there already."""
    return folder if folder.exists() else _present(folder.parent)
