"""The child process: it runs stages, tells how they end, and leaves with its shepherd."""

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from config.env import ROOT
from generation.ports.work import Cancelled, Done, Failed, OutputFile, Refused
from generation.workers import processes, protocol
from generation.workers.child import Child
from generation.workers.protocol import Cancel, ChildMessage, Ended, ParentMessage, Preview, Ready, Run, StepDone
from tests.support.processes import alive
from tests.support.waiting import eventually

PROMPT: dict[str, Any] = {"stage": "prompt", "version": 1, "backend": None, "inputs": {"description": "rain"}}


@pytest.fixture
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.kill()


def run(child: Child, name: str, stage: str, recipe: dict[str, Any], out: Path) -> Ended:
    """Ask for a stage and wait for its end."""

    def look() -> Ended | None:
        said = child.hear(0.1)
        return said if isinstance(said, Ended) else None

    child.ask(Run(name, stage, recipe, {}, out))
    return eventually(look, 60)


def test_a_stage_is_run_and_tells_what_it_made(child: Child, tmp_path: Path) -> None:
    said = run(child, "a", "prompt", PROMPT, tmp_path)
    assert said.run == "a" and isinstance(said.outcome, Done)
    (output,) = said.outcome.outputs
    assert output.role == "prompt" and output.path.read_bytes()


def test_a_stage_that_breaks_is_a_failure_with_its_evidence(child: Child, tmp_path: Path) -> None:
    failed = run(child, "a", "no such stage", PROMPT, tmp_path).outcome
    assert isinstance(failed, Failed) and failed.code == "stage-error" and "KeyError" in failed.reason
    assert isinstance(run(child, "b", "prompt", PROMPT, tmp_path).outcome, Done)


def test_work_without_what_it_stands_on_is_refused(child: Child, tmp_path: Path) -> None:
    assert isinstance(run(child, "a", "finish", {**PROMPT, "stage": "finish"}, tmp_path).outcome, Refused)


@pytest.mark.parametrize(
    "message",
    [
        Run(
            "a",
            "motion",
            {"inputs": {"frames": 2}},
            {"prompt": {"prompt": Path("/p")}},
            Path("/out"),
            {"d": Path("/r")},
        ),
        Cancel("a"),
        Ready(7),
        StepDone("a", 1, 2),
        Ended("a", Decimal("1.500"), Done((OutputFile("frames", Path("/f"), "text/plain", "sha256:0", {"count": 2}),))),
        Ended("a", Decimal("0.1"), Refused("no")),
        Ended("a", Decimal("0.1"), Failed("odd", "why", retryable=True)),
        Ended("a", Decimal("0.1"), Cancelled()),
    ],
)
def test_each_message_is_read_as_it_was_written(message: ParentMessage | ChildMessage) -> None:
    read = protocol.asked if isinstance(message, ParentMessage) else protocol.said
    assert read(protocol.line(message)) == message


@pytest.mark.parametrize("line", [b"", b"half a mess", b"{}", b'{"type":"ended","run":"a"}', b'{"type":"run"}'])
def test_what_is_no_message_is_not_read_as_one(line: bytes) -> None:
    with pytest.raises(protocol.UnreadableMessage):
        protocol.said(line)


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


def test_what_it_draws_is_seen_on_the_way_and_what_it_holds_is_told(child: Child, tmp_path: Path) -> None:
    prompt = run(child, "a", "prompt", PROMPT, folder(tmp_path, "prompt")).outcome
    assert isinstance(prompt, Done)
    inputs = {"parameter:resolution": "320x180", "parameter:frame_rate": "24", "frames": 200_000}
    recipe = {"stage": "motion", "version": 1, "backend": {"name": "animatic", "version": "4"}, "inputs": inputs}
    still = {**recipe, "stage": "keyframe"}
    upstream = {"prompt": {"prompt": prompt.outputs[0].path}}
    keyframe = ended(child, Run("b", "keyframe", still, upstream, folder(tmp_path, "keyframe")))
    assert isinstance(keyframe.outcome, Done), keyframe
    assert keyframe.holds == ("animatic/4",)
    upstream["keyframe"] = {"keyframe": keyframe.outcome.outputs[0].path}
    child.ask(Run("c", "motion", recipe, upstream, folder(tmp_path, "motion")))

    def seen() -> bytes:
        said = child.hear(0.1)
        return said.image if isinstance(said, Preview) and said.run == "c" else b""

    image = Image.open(BytesIO(eventually(seen, 60)))
    assert (image.format, image.size) == ("JPEG", (320, 180))
    child.ask(Cancel("c"))


def folder(within: Path, name: str) -> Path:
    made = within / name
    made.mkdir()
    return made


def ended(child: Child, asked: Run) -> Ended:
    """Ask for a run and wait for its end."""
    child.ask(asked)

    def look() -> Ended | None:
        said = child.hear(0.1)
        return said if isinstance(said, Ended) else None

    return eventually(look, 60)
