"""Disks that are full: small ones of their own where we may mount some, else a process that may write no more."""

import errno
import resource
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.processes import descendants

BLOCK = 4096


@dataclass
class Disk:
    """A file system of its own, in memory."""

    folder: Path
    ballast: Path = field(init=False)

    def __post_init__(self) -> None:
        self.ballast = self.folder / ".ballast"

    def fill(self, *pids: int, leaving: int = 0) -> None:
        """Leave so many bytes of room, in whole blocks."""
        with self.ballast.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(BLOCK)) == BLOCK:
                    continue
            except OSError as error:
                assert error.errno == errno.ENOSPC, error
            file.truncate(max(0, file.tell() - leaving))

    def make_room(self, *pids: int) -> None:
        self.ballast.unlink()


class Ration:
    """What a process and all that it started may write to one file, where no disk can be had."""

    def fill(self, *pids: int, leaving: int = 0) -> None:
        self._allow(pids, leaving)

    def make_room(self, *pids: int) -> None:
        self._allow(pids, None)

    def _allow(self, pids: Iterable[int], size: int | None) -> None:
        for each in {each for pid in pids for each in (pid, *descendants(pid))}:
            _, most = resource.prlimit(each, resource.RLIMIT_FSIZE)
            resource.prlimit(each, resource.RLIMIT_FSIZE, (most if size is None else size, most))


@contextmanager
def disk(folder: Path, megabytes: int, how: str = "rw") -> Iterator[Disk]:
    """Put a disk of that size at a folder, which is made if it is missing, while the block runs."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = f"{how},size={megabytes}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, stderr=subprocess.PIPE)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def disk_or_ration(folder: Path, megabytes: int) -> Iterator[Disk | Ration]:
    """A disk at the folder, or a ration of what the processes named to it may write."""
    if not may_mount():
        yield Ration()
        return
    with disk(folder, megabytes) as mounted:
        yield mounted


def may_mount() -> bool:
    """Whether we may make small disks here."""
    with TemporaryDirectory() as folder:
        try:
            with disk(Path(folder) / "trial", 1):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False
