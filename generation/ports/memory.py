"""The main memory that a process may have: what the machine has free, within the limits of the groups that it is in.

Containers and services are such groups (cgroups, of version 1 or 2): beyond their limit the kernel kills, however much
the machine has.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ENDLESS = 2**60
"""What version 1 calls a limit where there is none is above this."""


@dataclass(frozen=True, slots=True)
class _Files:
    """How a version of cgroups names what we read. What was read from files and not used lately is given back first."""

    limit: str
    used: str
    cached: str
    kills: str


_V1 = _Files("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file", "memory.oom_control")
_V2 = _Files("memory.max", "memory.current", "inactive_file", "memory.events")


@dataclass(frozen=True, slots=True)
class MainMemory:
    """What `/proc` and `/sys/fs/cgroup` say, wherever they lie."""

    proc: Path = Path("/proc")
    groups: Path = Path("/sys/fs/cgroup")

    def available(self) -> int:
        """Return how many bytes are free for this process and its children."""
        return max(min([self._of_machine(), *self._left()]), 0)

    def kills(self) -> int | None:
        """Return how often the kernel has killed for want of memory where we are; None where nothing tells."""
        for folder, files in self._within():
            if (counted := _counted(_text(folder / files.kills), "oom_kill")) is not None:
                return counted
        return _counted(_text(self.proc / "vmstat"), "oom_kill")

    def _of_machine(self) -> int:
        free = re.search(r"^MemAvailable:\s+(\d+) kB", _text(self.proc / "meminfo"), re.MULTILINE)
        return int(free[1]) * 1024 if free else os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")

    def _left(self) -> Iterator[int]:
        """What each group that we are in leaves of its limit, if it has one."""
        for folder, files in self._within():
            limit, used = _number(folder / files.limit), _number(folder / files.used)
            if limit is not None and used is not None and limit < _ENDLESS:
                yield limit - used + (_counted(_text(folder / "memory.stat"), files.cached) or 0)

    def _within(self) -> Iterator[tuple[Path, _Files]]:
        """The groups that this process is in, from the innermost out."""
        told = [line.split(":", 2) for line in _text(self.proc / "self" / "cgroup").splitlines()]
        places = {controllers: path for _, controllers, path in (line for line in told if len(line) == 3)}
        first = next((path for names, path in places.items() if "memory" in names.split(",")), None)
        if first is not None:
            yield from _outwards(self.groups / "memory", first, _V1)
        elif "" in places:
            yield from _outwards(self.groups, places[""], _V2)


def _outwards(root: Path, place: str, files: _Files) -> Iterator[tuple[Path, _Files]]:
    """The folder of a group and those around it. Within a container the root itself is that of the container."""
    inner = root / place.lstrip("/")
    for folder in (inner, *inner.parents):
        if folder.is_relative_to(root) and (folder / files.used).exists():
            yield folder, files


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _number(path: Path) -> int | None:
    """A number in a file; None where there is none, such as `max`."""
    text = _text(path).strip()
    return int(text) if text.isdigit() else None


def _counted(text: str, name: str) -> int | None:
    """What a list of names with numbers says of one."""
    line = re.search(rf"^{name} (\d+)$", text, re.MULTILINE)
    return int(line[1]) if line else None
