"""Full disks: no attempt is spent on them, jobs say what they wait for, and work goes on by itself."""

from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from config import studio
from generation import commands as orders
from generation import queries
from generation.models import ActionRow, AttemptRow, JobRow, WorkerRow
from generation.workers.shortage import WAITS_FOR_ROOM
from tests.faults.test_workers import finished, whole
from tests.faults.workers import WorkerProcess, working
from tests.generation.filming import Film
from tests.support.databases import Server
from tests.support.disks import disk_or_ration
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults
ENOUGH = 4
"""Megabytes that a shot of the small film and its work need together, and more."""
FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END$$;
CREATE TRIGGER no_room BEFORE INSERT ON generation_trace EXECUTE FUNCTION no_room()"""


@pytest.mark.parametrize("leaving", [0, 8192], ids=["from the first byte", "from the first picture"])
def test_an_order_waits_for_room_in_the_store(live_film: Film, live_database: str, store: Path, leaving: int) -> None:
    with disk_or_ration(store, ENOUGH) as disk, working(live_database, store) as worker:
        worker.looks_for_work()
        disk.fill(worker.pid, leaving=leaving)
        order = live_film.order("one")
        waits_for_room(order, worker)
        disk.make_room(worker.pid)
        finished(order)
    whole(4)
    assert JobRow.objects.exclude(reason="").count() == 0
    assert "Traceback" not in worker.said()


def test_an_order_waits_for_room_to_work_in(
    live_film: Film, live_database: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "work"))
    with disk_or_ration(tmp_path / "work", ENOUGH) as disk, working(live_database, store) as worker:
        worker.looks_for_work()
        disk.fill(worker.pid, leaving=8192)
        order = live_film.order("one")
        waits_for_room(order, worker)
        disk.make_room(worker.pid)
        finished(order)
    whole(4)
    assert "Traceback" not in worker.said()


def test_an_order_that_waits_for_room_can_be_cancelled(live_film: Film, live_database: str, store: Path) -> None:
    with disk_or_ration(store, ENOUGH) as disk, working(live_database, store) as worker:
        worker.looks_for_work()
        disk.fill(worker.pid)
        order = live_film.order("one")
        waits_for_room(order, worker)
        orders.cancel_order(live_film.by, order)
    assert queries.order(order).state == "cancelled"


def test_what_is_made_is_committed_once_the_database_has_room(
    live_film: Film, live_database: str, store: Path, database_server: Server
) -> None:
    owner = make_conninfo(database_server.admin_url, dbname=psycopg.conninfo.conninfo_to_dict(live_database)["dbname"])
    with psycopg.connect(owner, autocommit=True) as admin, working(live_database, store) as worker:
        admin.execute(FULL)
        order = live_film.order("one")
        eventually(lambda: "No space left on device" in worker.said(), 60)
        eventually(lambda: worker.said().count("No space left on device") > 2, 60)
        assert ActionRow.objects.get(state="running").attempts == 1
        admin.execute("DROP TRIGGER no_room ON generation_trace")
        finished(order)
    whole(4)
    assert set(AttemptRow.objects.values_list("outcome", flat=True)) == {"done"}
    assert "Traceback" not in worker.said()


def waits_for_room(order: UUID, worker: WorkerProcess) -> None:
    """Wait until a job says so; then nothing is tried while the worker looks on, and nothing counts as an attempt."""
    eventually(lambda: JobRow.objects.filter(order=order, reason=WAITS_FOR_ROOM, state="ready").exists(), 60)
    tries = AttemptRow.objects.count()
    for _ in range(2):
        seen = WorkerRow.objects.get(stopped_at=None).seen_at
        eventually(lambda: WorkerRow.objects.get(stopped_at=None).seen_at > seen, 30)  # noqa: B023  asked before the next
    assert AttemptRow.objects.count() == tries
    assert set(AttemptRow.objects.values_list("outcome", flat=True)) <= {"done", "handed back"}
    assert ActionRow.objects.get(state="ready").attempts == 0
    assert queries.order(order).state == "running"
    assert [job.reason for job in queries.jobs(order) if job.reason] == [WAITS_FOR_ROOM]
    job = JobRow.objects.get(reason=WAITS_FOR_ROOM)
    cells = queries.board(job.production, [job.shot]).cells
    assert [cell.state for cell in cells if cell.reason == WAITS_FOR_ROOM] == ["ready"]
    assert studio.look().room.waiting_jobs == 1
