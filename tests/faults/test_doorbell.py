"""Messages carry no work: whatever happens to them, and to the broker, each thing is done once, at worst later."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from celery import Celery
from django.db import connection

from config.embedded import RunningValkey, start_valkey
from generation import commands as orders
from generation import queries
from generation.models import ActionRow, AttemptRow, TraceRow
from productions import commands
from productions.queries import moment, ordered_shots
from tests.benchmarks.screenplays import screenplay
from tests.faults.fragile import Fault
from tests.faults.test_workers import finished, in_the_middle_of, long_order, whole
from tests.faults.workers import WorkerProcess, working
from tests.generation.filming import Film
from tests.support.making import context, production
from tests.support.processes import descendants
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults
DEAF = Fault(intervals={"look": 60.0})
"""A worker that looks by itself once a minute: what it does sooner, a message told it."""
ALONE = Fault(intervals={"look": 0.5})
HEARD = 20.0


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[RunningValkey]:
    """The built-in Valkey, in a folder of its own."""
    server = start_valkey(tmp_path / "broker", durable=False)
    yield server
    server.remove()


def ring(valkey: RunningValkey, times: int = 1) -> None:
    """Send messages that something may be ready."""
    with Celery(broker=valkey.broker_url) as sender:
        for _ in range(times):
            sender.send_task("generation.ring", ignore_result=True)


def drop_all(valkey: RunningValkey) -> None:
    """Lose every message that nobody has taken yet."""
    with Celery(broker=valkey.broker_url) as sender, sender.connection_for_write() as open_:
        open_.default_channel.client.flushall()  # type: ignore[attr-defined]  # the channel of Redis has it


def waits(worker: WorkerProcess) -> None:
    """Wait until a worker is connected, has looked for work, and waits for a message."""
    worker.looks_for_work()
    eventually(lambda: "ready." in worker.said(), 60)


def attempts(order_jobs: int) -> None:
    """Each job was tried once and nothing else was."""
    assert list(AttemptRow.objects.values_list("outcome", flat=True)) == ["done"] * order_jobs


def test_messages_that_come_late_doubled_and_for_nothing_cost_nothing(
    live_film: Film, live_database: str, store: Path, valkey: RunningValkey
) -> None:
    ring(valkey, 100)
    order = live_film.order("one")
    with working(live_database, store, DEAF, valkey.broker_url) as worker:
        waits(worker)
        ring(valkey, 100)
        finished(order)
        ring(valkey, 100)
        other = live_film.order("two")
        ring(valkey)
        finished(other)
    whole(8)
    attempts(8)


def test_a_broker_that_dies_and_comes_back_holds_up_no_work_and_is_heard_again(
    live_film: Film, live_database: str, store: Path, valkey: RunningValkey, tmp_path: Path
) -> None:
    order = long_order(live_film)
    with working(live_database, store, DEAF, valkey.broker_url) as worker:
        in_the_middle_of("motion")
        kill(valkey)
        finished(order)
        with start_valkey(tmp_path / "broker", durable=False) as again:
            other = live_film.order("two")
            eventually(lambda: rung(again, other), HEARD)
            finished(other)
        assert worker.process.poll() is None
    whole(8)
    attempts(8)


def rung(valkey: RunningValkey, order: UUID) -> bool:
    """Ring, and say whether anything of an order was begun."""
    ring(valkey)
    return AttemptRow.objects.filter(action__jobs__order=order).exists()


def kill(valkey: RunningValkey) -> None:
    """End the server itself at once, and all that guards it."""
    pids = [valkey.process.process.pid, *descendants(valkey.process.process.pid)]
    subprocess.run(["kill", f"-{int(signal.SIGKILL)}", *map(str, reversed(pids))], check=False)
    valkey.process.stop()


@pytest.mark.parametrize(
    "shots", [3, pytest.param(1000, marks=pytest.mark.long)], ids=["a few ready", "a thousand ready"]
)
def test_all_is_done_when_every_message_is_lost(
    live_database: str, store: Path, valkey: RunningValkey, shots: int
) -> None:
    by = context()
    log = production(by, script=None)
    commands.import_script(by, log, screenplay(shots))
    with working(live_database, store, ALONE, valkey.broker_url) as worker:
        waits(worker)
        order = orders.place_order(by, log, ordered_shots(moment(log)), stages=["prompt"]).value
        ring(valkey, 5)
        drop_all(valkey)
        connection.close()
        eventually(lambda: queries.order(order).state == "done", 240)
    assert TraceRow.objects.count() == shots
    assert not ActionRow.objects.filter(state__in=("ready", "running")).exists()
    attempts(shots)
