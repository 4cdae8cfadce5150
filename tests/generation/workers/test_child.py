"""The child process: it runs stages, tells how they end, and leaves with its shepherd."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.env import ROOT
from generation.workers import processes
from generation.workers.child import Child, Message
from tests.support.processes import alive
from tests.support.waiting import eventually

PROMPT: dict[str, Any] = {"stage": "prompt", "version": 1, "backend": None, "inputs": {"description": "rain"}}


@pytest.fixture
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.kill()


def ended(child: Child) -> Message:
    """The next message that tells an end."""

    def look() -> Message | None:
        said = child.hear(0.1)
        return said if said and "ended" in said else None

    found = eventually(look, 60)
    assert found
    return found


def test_a_stage_is_run_and_tells_what_it_made(child: Child, tmp_path: Path) -> None:
    child.run("a", "prompt", PROMPT, {}, tmp_path)
    said = ended(child)
    assert (said["ended"], said["outcome"], [output["role"] for output in said["outputs"]]) == ("a", "done", ["prompt"])
    assert Path(said["outputs"][0]["path"]).read_bytes()


def test_a_stage_that_breaks_is_a_failure_with_its_evidence(child: Child, tmp_path: Path) -> None:
    child.run("a", "no such stage", PROMPT, {}, tmp_path)
    said = ended(child)
    assert (said["outcome"], said["code"], "KeyError" in said["reason"]) == ("failed", "stage-error", True)
    child.run("b", "prompt", PROMPT, {}, tmp_path)
    assert ended(child)["outcome"] == "done"


def test_work_without_what_it_stands_on_is_refused(child: Child, tmp_path: Path) -> None:
    child.run("a", "finish", {**PROMPT, "stage": "finish"}, {}, tmp_path)
    assert ended(child)["outcome"] == "refused"


def test_the_child_leaves_when_its_input_closes() -> None:
    command = [sys.executable, "-m", "generation.workers.runner"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin and process.stdout and process.stdout.readline()
    process.stdin.close()
    assert process.wait(20) == 0


def test_a_killed_child_is_noticed(child: Child) -> None:
    name = processes.identity(child.pid)
    assert not processes.is_dead(name)
    processes.kill(name)
    eventually(lambda: child.dead or child.hear(0.01))
    eventually(lambda: not alive(child.pid))
    assert processes.is_dead(name)


def test_another_machine_is_never_called_dead() -> None:
    assert not processes.is_dead("other-boot/pid:[1]/1/1")
