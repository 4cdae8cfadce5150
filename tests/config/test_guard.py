"""A guard leaves nothing behind, however its holder goes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import ROOT
from config.guard import Guarded, Service
from tests.support.processes import alive
from tests.support.waiting import eventually

HOLDER = """
import sys
from config.guard import Guarded, Service
guarded = Guarded(Service("sleeper", sys.argv[1:]))
print(guarded.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Path]:
    """Where a guarded shell writes process numbers."""
    path = tmp_path / "pids"
    yield path
    for pid in _pids(path):
        assert not alive(pid), "a process stayed behind"


def _pids(path: Path) -> list[int]:
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def _shell(script: str) -> Service:
    return Service("shell", ["/bin/sh", "-c", script])


def test_stopping_sends_the_signal_and_returns_the_status(notes: Path) -> None:
    guarded = Guarded(_shell(f"trap 'exit 7' TERM; echo $$ > {notes}; while :; do sleep 0.01; done"))
    eventually(lambda: _pids(notes))
    assert guarded.stop() == 7


def test_a_child_that_ends_by_itself_ends_its_guard() -> None:
    guarded = Guarded(_shell("exit 3"))
    assert guarded.process.wait(10) == 3
    guarded.let_go()


def test_a_command_that_cannot_start_says_so() -> None:
    guarded = Guarded(Service("none", ["/nowhere/at-all"]), subprocess.PIPE)
    said, _ = guarded.process.communicate(timeout=10)
    assert b"cannot start /nowhere/at-all" in said
    assert guarded.status == 127


def test_what_the_child_left_behind_goes_too(notes: Path) -> None:
    guarded = Guarded(
        _shell(f"setsid sh -c 'echo $$ >> {notes}; exec sleep 1000' & echo $$ >> {notes}; exec sleep 1000")
    )
    eventually(lambda: len(_pids(notes)) == 2)
    guarded.stop()


def test_killing_the_holder_stops_the_child(notes: Path) -> None:
    holder = _hold(notes)
    holder.kill()
    holder.communicate()
    (child,) = _pids(notes)
    eventually(lambda: not alive(child))


def test_killing_the_guard_stops_the_child(notes: Path) -> None:
    holder = _hold(notes)
    assert holder.stdout
    os.kill(int(holder.stdout.readline()), signal.SIGKILL)
    (child,) = _pids(notes)
    eventually(lambda: not alive(child))
    holder.communicate()


def _hold(notes: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, "/bin/sh", "-c", f"echo $$ > {notes}; exec sleep 1000"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    eventually(lambda: _pids(notes))
    return holder
