"""Memory: what a machine has free, within the limits of groups, which folders that look like cgroups tell here."""

from pathlib import Path

import pytest

from generation.ports.memory import MainMemory

MIB = 2**20
MACHINE = 8000 * MIB


@pytest.fixture
def machine(tmp_path: Path) -> MainMemory:
    """A machine with 8000 MiB free and no groups yet."""
    written(tmp_path / "proc" / "meminfo", f"MemTotal:  99 kB\nMemAvailable:   {MACHINE // 1024} kB\n")
    return MainMemory(tmp_path / "proc", tmp_path / "cgroup")


def written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def in_groups(machine: MainMemory, *lines: str) -> None:
    written(machine.proc / "self" / "cgroup", "".join(f"{line}\n" for line in lines))


def second(machine: MainMemory, place: str, limit: str, used: int, cached: int = 0, kills: int = 0) -> None:
    """A group of version 2, in MiB."""
    folder = machine.groups / place
    written(folder / "memory.max", f"{limit}\n")
    written(folder / "memory.current", f"{used * MIB}\n")
    written(folder / "memory.stat", f"anon 1\ninactive_file {cached * MIB}\n")
    written(folder / "memory.events", f"low 0\noom 7\noom_kill {kills}\n")


def first(machine: MainMemory, place: str, limit: int, used: int, cached: int = 0, kills: int = 0) -> None:
    """A group of version 1, in MiB."""
    folder = machine.groups / "memory" / place
    written(folder / "memory.limit_in_bytes", f"{limit}\n")
    written(folder / "memory.usage_in_bytes", f"{used * MIB}\n")
    written(folder / "memory.stat", f"inactive_file 1\ntotal_inactive_file {cached * MIB}\n")
    written(folder / "memory.oom_control", f"oom_kill_disable 0\nunder_oom 0\noom_kill {kills}\n")


def test_without_groups_the_machine_says_it(machine: MainMemory) -> None:
    assert machine.available() == MACHINE
    in_groups(machine, "0::/")
    assert machine.available() == MACHINE


def test_a_limit_of_version_2_counts_and_what_is_only_cached_is_free(machine: MainMemory) -> None:
    in_groups(machine, "0::/studio/worker")
    second(machine, "studio/worker", f"{1000 * MIB}", used=400, cached=100)
    assert machine.available() == 700 * MIB


def test_a_limit_of_version_1_counts_and_what_is_only_cached_is_free(machine: MainMemory) -> None:
    in_groups(machine, "5:cpu,cpuacct:/other", "4:memory:/studio/worker", "0::/")
    first(machine, "studio/worker", 1000 * MIB, used=400, cached=100)
    assert machine.available() == 700 * MIB


@pytest.mark.parametrize("version", [1, 2])
def test_the_narrowest_of_all_groups_around_counts(machine: MainMemory, version: int) -> None:
    in_groups(machine, "4:memory:/a/b" if version == 1 else "0::/a/b")
    if version == 1:
        first(machine, "a/b", 2**63 - 4096, used=10)
        first(machine, "a", 500 * MIB, used=200)
        first(machine, "", 2**63 - 4096, used=900)
    else:
        second(machine, "a/b", "max", used=10)
        second(machine, "a", f"{500 * MIB}", used=200)
    assert machine.available() == 300 * MIB


@pytest.mark.parametrize("version", [1, 2])
def test_in_a_container_the_root_is_the_containers(machine: MainMemory, version: int) -> None:
    """What `/proc` names lies outside of what is mounted."""
    in_groups(machine, "4:memory:/docker/1234" if version == 1 else "0::/../../docker/1234")
    (first if version == 1 else second)(machine, "", 600 * MIB if version == 1 else f"{600 * MIB}", used=100)  # type: ignore[arg-type]  # each has its own
    assert machine.available() == 500 * MIB


def test_a_group_that_is_over_its_limit_leaves_nothing(machine: MainMemory) -> None:
    in_groups(machine, "0::/a")
    second(machine, "a", f"{100 * MIB}", used=150)
    assert machine.available() == 0


def test_no_more_than_the_machine_has_is_free(machine: MainMemory) -> None:
    in_groups(machine, "0::/a")
    second(machine, "a", f"{99_000 * MIB}", used=1)
    assert machine.available() == MACHINE


def test_kills_for_want_of_memory_are_counted_by_the_group_or_by_the_machine(machine: MainMemory) -> None:
    assert machine.kills() is None
    written(machine.proc / "vmstat", "nr_free_pages 1\noom_kill 4\n")
    assert machine.kills() == 4
    in_groups(machine, "0::/a")
    second(machine, "a", "max", used=1, kills=2)
    assert machine.kills() == 2
    in_groups(machine, "4:memory:/b")
    first(machine, "b", 10 * MIB, used=1, kills=3)
    assert machine.kills() == 3


def test_this_machine_says_something() -> None:
    assert MainMemory().available() > 0
