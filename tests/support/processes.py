"""Which processes there are, read from the system itself."""

from pathlib import Path

from tests.support.waiting import eventually


def alive(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    facts = _facts(pid)
    return bool(facts) and facts[0] != "Z"


def descendants(pid: int) -> set[int]:
    """The processes that a process started, and those that these started, and so on."""
    everyone = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    parents = {each: int(facts[1]) for each in everyone if (facts := _facts(each))}
    family = {pid}
    while more := {each for each, parent in parents.items() if parent in family} - family:
        family |= more
    return family - {pid}


def command(pid: int) -> bytes:
    """The command line of a process; nothing for a zombie. A process that has just begun has none yet: wait for it."""
    eventually(lambda: _command_line(pid) or not alive(pid))
    return _command_line(pid)


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _facts(pid: int) -> list[str]:
    """State, parent and what follows them in /proc/PID/stat; nothing for a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
