"""The folder in which a stage works: taken down when the work is done, or by the next worker when its own died."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generation.workers import processes

PREFIX = "continuity-stage-"
_OWNER = "owner"


@contextmanager
def workroom() -> Iterator[Path]:
    """Lend an empty folder; OSError when there is no room for one."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as room:
        (Path(room) / _OWNER).write_text(processes.identity(os.getpid()))
        out = Path(room) / "out"
        out.mkdir()
        yield out


def clear() -> None:
    """Take down what workers of this machine left behind when they were killed."""
    for room in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _abandoned(room):
            shutil.rmtree(room, ignore_errors=True)


def _abandoned(room: Path) -> bool:
    try:
        return processes.is_dead((room / _OWNER).read_text())
    except OSError:
        return False  # just being made, or just gone
