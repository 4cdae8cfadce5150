"""A task whose files find no place, or are not there: a plain failure, and nothing left behind."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from generation import queries as made
from generation.artifacts import artifact_store
from generation.backends.base import engine_digest
from generation.backends.registry import backend
from generation.domain.failures import ADVICE
from generation.jobs.claiming import start
from generation.live.progress import SECONDS_BETWEEN, Relay
from generation.models import ArtifactRow, AttemptRow, JobRow, TraceRow
from generation.ports.memory import MainMemory
from generation.workers import processes
from generation.workers.child import Child
from generation.workers.intervals import Intervals
from generation.workers.task import Ending, Lease, Running, Task
from productions import commands
from tests.generation.filming import Film, pretend, take
from tests.support.waiting import eventually

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    """A child; folders of its work lie in `rooms`."""
    (tmp_path / "rooms").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rooms"))
    started = Child()
    yield started
    started.kill()


def tried(child: Child) -> str:
    """Take the next action through its whole task; return how that ended."""
    claimed = take()
    assert claimed
    task = Task(claimed, child, Intervals(stall=60))
    eventually(task.watch, 60)
    attempt = AttemptRow.objects.get(action__key=claimed.key, token=claimed.token)
    return f"{attempt.outcome}: {attempt.detail}"


def test_what_is_made_is_kept_and_its_folder_is_gone(film: Film, child: Child, tmp_path: Path) -> None:
    film.order("one")
    assert tried(child).startswith("done")
    assert not list((tmp_path / "rooms").iterdir())


def test_a_trace_names_the_engine_that_drew_it(film: Film, child: Child) -> None:
    film.order("one", stages=["keyframe"])
    assert [tried(child).startswith("done") for _ in range(2)] == [True, True]
    drawn = backend("animatic").engine()
    assert list(TraceRow.objects.order_by("id").values_list("engine", flat=True)) == ["", engine_digest(drawn)]


def test_a_store_that_takes_nothing_is_a_plain_failure(
    film: Film, child: Child, own_store: Path, tmp_path: Path
) -> None:
    order = film.order("one")
    own_store.write_text("a file where a folder should be")
    told = tried(child)
    assert told.startswith("failed: storage: The files could not be kept: Not a directory") and "Traceback" not in told
    assert made.jobs(order)[0].state == "ready"  # there may be room the next time
    assert not list((tmp_path / "rooms").iterdir())


def test_no_room_for_the_folder_is_a_plain_failure(film: Film, child: Child, tmp_path: Path) -> None:
    film.order("one")
    (tmp_path / "rooms").rmdir()
    assert "The files could not be kept" in tried(child)


@pytest.mark.parametrize("change", [None, b"other bytes"], ids=["lost", "damaged"])
def test_bytes_that_are_lost_or_damaged_are_told_and_made_anew(
    film: Film, child: Child, own_store: Path, change: bytes | None
) -> None:
    film.order("one")
    first = take()
    assert first and pretend(first)
    digest = TraceRow.objects.get().digests[0]
    path = own_store / artifact_store.name_of(digest)
    path.unlink() if change is None else path.write_bytes(change)
    assert "Order the shot again" in tried(child)
    assert ArtifactRow.objects.get(digest=digest).missing
    film.order("one")
    again = take()
    assert again and again.key == first.key


@pytest.mark.parametrize(("counted", "code"), [(4, "child-died"), (5, "out-of-memory"), (None, "out-of-memory")])
def test_a_child_that_the_system_killed_for_want_of_memory_is_told_so(
    film: Film, child: Child, tmp_path: Path, counted: int | None, code: str
) -> None:
    """Where the system counts such kills, it must have counted one."""
    film.order("one")
    claimed = take()
    assert claimed
    assignment = start(claimed)
    assert assignment
    counter = tmp_path / "vmstat"
    if counted is not None:
        counter.write_text("oom_kill 4\n")
    relay = Relay(assignment.shot, assignment.stage, assignment.jobs)
    memory = MainMemory(tmp_path, tmp_path / "none")
    running = Running(Lease(claimed, Intervals()), child, "a", tmp_path, relay, 60, memory=memory)
    processes.kill(processes.identity(child.pid))
    if counted is not None:
        counter.write_text(f"oom_kill {counted}\n")
    state = eventually(lambda: state if isinstance(state := running.step(), Ending) else None, 60)
    state.step()
    attempt = AttemptRow.objects.get(action=claimed.action)
    assert attempt.detail.startswith(f"{code}: ") and "exit status -9" in attempt.detail
    assert code in ADVICE


def test_a_fast_stage_tells_pages_at_most_four_times_a_second(film: Film, child: Child, settings: object) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}  # type: ignore[attr-defined]  # pytest-django's
    commands.change_shot(film.by, film.log, film.shots["one"], {"frames": 600})
    order = film.order("one", stages=["motion"])
    assert [tried(child).startswith("done") for _ in range(2)] == [True, True]
    layer: Any = get_channel_layer()
    async_to_sync(layer.group_add)(f"production.{film.log}", "page")
    began = time.monotonic()
    assert tried(child).startswith("done")
    lasted = time.monotonic() - began
    said = [message for _, message in layer.channels["page"]._queue if message["type"] == "progress"]
    assert {message["job"] for message in said} == {str(JobRow.objects.get(order=order, stage="motion").id)}
    assert 2 <= len(said) <= lasted / SECONDS_BETWEEN + 1
    steps = [message["step"] for message in said]
    assert steps == sorted(set(steps)) and {message["steps"] for message in said} == {600}
