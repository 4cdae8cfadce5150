"""A supervised process is heard to its end, whether or not there is room for its log."""

import signal
import sys
from pathlib import Path

import pytest

from config.guard import Service
from config.up.supervisor import Supervisor
from tests.support.disks import disk, may_mount
from tests.support.waiting import eventually

MUCH = "import sys\nfor number in range(20_000): print('line', number, flush=number % 1000 == 0)\n"
"""More than a pipe holds: who is not heard stands still."""


@pytest.mark.skipif(not may_mount(), reason="only who may mount can have a full file system")
def test_a_full_disk_under_its_log_holds_up_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    with disk(tmp_path / "disk", 1) as full:
        supervisor = Supervisor(full.folder / "log", (), lambda name, line: said.append(f"{name}: {line}"))
        full.fill()
        supervisor.run(Service("talker", [sys.executable, "-c", MUCH]))
    assert said[-1] == "talker: line 19999"
    assert [line for line in said if line.startswith("up: ")] == [
        f"up: lines are missing in {tmp_path / 'disk' / 'log' / 'talker.log'}: there is no room left on its disk"
    ]


def test_a_log_that_cannot_be_opened_holds_up_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(tmp_path, (), lambda name, line: said.append(f"{name}: {line}"))
    (tmp_path / "talker.log").mkdir()
    supervisor.run(Service("talker", [sys.executable, "-c", MUCH]))
    assert len([line for line in said if line.startswith("up: ")]) == 1
    assert said[-1] == "talker: line 19999"


def test_what_is_stopped_before_it_was_started_is_stopped(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, (), lambda name, line: None)

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        supervisor.start(Service("sleeper", ["sleep", "1000"], signal.SIGTERM), before=interrupted)
    supervisor.stop()
    assert supervisor.pids() == {}


def test_the_end_of_what_it_said_is_remembered(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, (), lambda name, line: None)
    (process,) = supervisor.start(Service("talker", [sys.executable, "-c", MUCH]))
    eventually(lambda: process.last_lines(1) == "line 19999")
    (tmp_path / "talker.log").unlink()
    assert process.last_lines(2) == "line 19998\nline 19999"
    supervisor.stop()
