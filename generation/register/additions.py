"""Models that are being added or tried, and takes that are made again.

A process of its own for each, and how far it is, so that a page can tell.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Literal, cast
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from events.errors import Refusal
from events.registry import Json
from generation.models import AdditionRow, FilmExportRow, QueueRow
from productions.refusals import NotFound

Step = Literal["waiting", "fetching", "reading", "trying", "stopping", "done", "failed", "stopped"]
OPEN: tuple[Step, ...] = ("waiting", "fetching", "reading", "trying", "stopping")
OVER = ("done", "failed", "stopped")
STOPPING = "stopping"
SILENCE = timedelta(seconds=20)
"""An addition whose process gave no sign of life for so long has broken off."""
BROKE_OFF = "The process that did this ended before it was done. Begin again: what it fetched is kept."
BEAT_SECONDS = 2.0
TELL_SECONDS = 0.5
MOST_SHOWN = 20
AGAIN = "again"
"""What is asked of a take, by its id, instead of a model."""
SHOWN_FOR = timedelta(days=1)

_started: list["subprocess.Popen[bytes]"] = []
"""The processes that this one began; each ends when this one does, since its input closes then."""


class AdditionRunning(Refusal):
    """A model is being added, or a take made again, just now: one of each at a time."""

    code = "addition-running"


class NothingToStop(Refusal):
    """The take is not being made again just now."""

    code = "nothing-to-stop"


class QueueIsPaused(Refusal):
    """The queue of the production is paused, so that nothing of it is made again either."""

    code = "queue-paused"


def begin(id_: UUID, person: UUID, asked: Mapping[str, Json]) -> None:
    """Begin to add or try a model, or to make a take again, in a process that goes on by itself.

    AdditionRunning while another of the same goes on, QueueIsPaused for a take of a production whose queue is.
    """
    again = AGAIN in asked
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('generation_addition'))")
        if again and QueueRow.objects.filter(log=UUID(str(asked["log"])), paused=True).exists():
            raise QueueIsPaused("The queue of this production is paused. Resume it, then make the take again.")
        if again and _open().filter(asked__has_key=AGAIN).exists():
            raise AdditionRunning("A take is being made again just now. Wait until that is done.")
        if not again and _open().exclude(asked__has_key=AGAIN).exists():
            raise AdditionRunning("A model is being added or tried just now. Wait until that is done.")
        AdditionRow.objects.create(id=id_, person=person, asked=dict(asked))
        transaction.on_commit(lambda: _start(id_))


def stop_repeating(take: UUID) -> None:
    """Ask the process that makes a take again to stop, which it does at its next look; NothingToStop without one."""
    going = _open().filter(**{f"asked__{AGAIN}": str(take)})
    if not going.update(step=STOPPING):
        raise NothingToStop("This take is not being made again just now.")


def _open() -> "QuerySet[AdditionRow]":
    return AdditionRow.objects.filter(step__in=OPEN, seen_at__gte=Now() - SILENCE)


def _start(id_: UUID) -> None:
    _started[:] = [each for each in _started if each.poll() is None]
    program = [sys.executable, str(settings.BASE_DIR / "manage.py"), "add_model", "--addition", str(id_)]
    _started.append(subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True))


def leave_with_parent() -> None:
    """End this process when the one that began it ends: its input closes then."""

    def listen() -> None:
        # Not through the buffer of the input, whose lock must be free when this process ends by itself.
        os.read(sys.stdin.fileno(), 1)
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()


class Telling:
    """Writes down how far an addition is, or another piece of work whose rows say it alike."""

    def __init__(self, id_: UUID, rows: "type[AdditionRow | FilmExportRow]" = AdditionRow) -> None:
        self.id, self.rows = id_, rows
        self._told_at = 0.0
        self._step = ""

    def at(self, step: str, done: int, whole: int) -> None:
        """Say that so many of so many bytes of a step are done; often said, seldom written."""
        now = time.monotonic()
        if step == self._step and now - self._told_at < TELL_SECONDS and done < whole:
            return
        self._told_at, self._step = now, step
        going = self.rows.objects.filter(id=self.id).exclude(step=STOPPING)
        going.update(step=step, done=done, whole=whole, seen_at=Now())

    def stopped(self) -> bool:
        """Whether somebody asked for its stop."""
        return self.rows.objects.filter(id=self.id, step=STOPPING).exists()

    def registered(self, model: UUID) -> None:
        """Say which model it became."""
        AdditionRow.objects.filter(id=self.id).update(model=model, seen_at=Now())

    def ended(self, reason: str = "", *, stopped: bool = False) -> None:
        """Say that it is done, was stopped, or why it is not."""
        step = "stopped" if stopped else "failed" if reason else "done"
        self.rows.objects.filter(id=self.id).update(step=step, reason=reason, seen_at=Now())

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Give signs of life meanwhile, however long one file takes to come."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(BEAT_SECONDS):
                self.rows.objects.filter(id=self.id).exclude(step__in=OVER).update(seen_at=Now())
            connection.close()

        beats = threading.Thread(target=beat, daemon=True)
        beats.start()
        try:
            yield
        finally:
            over.set()
            beats.join()


class Addition(msgspec.Struct, frozen=True):
    """How far an addition is; one that broke off has failed."""

    id: UUID
    person: UUID
    asked: Mapping[str, Json]
    step: Step
    done: int
    whole: int
    model: UUID | None
    reason: str


def latest() -> list[Addition]:
    """Return the additions of the last day, the newest first."""
    silent = set(AdditionRow.objects.filter(step__in=OPEN, seen_at__lt=Now() - SILENCE).values_list("id", flat=True))
    rows = AdditionRow.objects.filter(began_at__gte=Now() - SHOWN_FOR).exclude(asked__has_key=AGAIN)
    return [_of(row, row.id in silent) for row in rows.order_by("-began_at")[:MOST_SHOWN]]


def repeating(take: UUID) -> Addition | None:
    """Return how far it is that a take is made again, or how that ended last; None where nobody asked of late."""
    asked = {f"asked__{AGAIN}": str(take), "began_at__gte": Now() - SHOWN_FOR}
    row = AdditionRow.objects.filter(**asked).order_by("-began_at").first()
    return one(row.id) if row else None


def one(id_: UUID) -> Addition:
    """Return an addition; NotFound where there is none."""
    row = AdditionRow.objects.filter(id=id_).first()
    if row is None:
        raise NotFound("There is no such addition.")
    silent = row.step in OPEN and not _open().filter(id=id_).exists()
    return _of(row, silent)


def _of(row: AdditionRow, silent: bool) -> Addition:
    step, reason = ("failed", BROKE_OFF) if silent else (row.step, row.reason)
    return Addition(row.id, row.person, row.asked, cast(Step, step), row.done, row.whole, row.model, reason)
