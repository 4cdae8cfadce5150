"""Small files that must survive: replaced in one step, on the disk before anything rests on them, private."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_private(folder: Path) -> Path:
    """Make a folder that nobody else may enter, with those above it that are missing."""
    if not folder.exists():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replace a file; when this returns, a power cut no longer loses it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    _flushed(fresh, os.O_TRUNC, mode, content)
    fresh.replace(path)
    _flush_folder(path.parent)


def write_once(path: Path, content: bytes, mode: int = 0o444) -> None:
    """Write a file that must not be there; FileExistsError where it is, unless it says the same."""
    try:
        _flushed(path, os.O_EXCL, mode, content)
    except FileExistsError:
        if path.read_bytes() != content:
            raise
    _flush_folder(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock file while the block runs; others wait, and a killed holder lets go."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _flushed(path: Path, how: int, mode: int, content: bytes) -> None:
    """Write a file whole, or leave none: half a file would stand in the way of the next try."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
