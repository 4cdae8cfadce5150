"""Which processes there are, read from the system itself."""

from pathlib import Path


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


def _facts(pid: int) -> list[str]:
    """State, parent and what follows them in /proc/PID/stat; nothing for a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
