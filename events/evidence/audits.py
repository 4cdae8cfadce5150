"""Audits that people asked for: rows in Postgres say what there is to do and how far it is.

They are carried out by `manage.py audit`, which also looks by itself for events that are nowhere. Who carries one out
holds an advisory lock on it, which goes when its process dies: a row that is running and not locked was interrupted,
and is done again from its beginning.
"""

import logging
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import IO, Any, cast
from uuid import UUID

import uuid6
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from events import room, sequencer
from events.evidence import checkpoints, export, live, unplaced
from events.models import Audit

logger = logging.getLogger(__name__)

NAME = "auditor"
CHANNEL = "eventlog_audit"
"""The Postgres channel on which new work is announced."""
OPEN = ("queued", "running")
MOST_STARTS = 3
FULL = "There was no room for it on the disk. Make room and ask again."
LOOK_EVERY = 2.0
TELL_EVERY = 0.5


class AuditCancelled(Exception):
    """Somebody gave the audit up."""


def ask(kind: str, log: UUID, person: UUID) -> Audit:
    """Queue a verification or an export of a log; one of the kind that is queued already is returned instead."""
    waiting = Audit.objects.filter(kind=kind, log=log, state="queued").first()
    if waiting:
        return waiting
    made = Audit.objects.create(id=uuid6.uuid7(), kind=kind, log=log, requested_by=person)
    made.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return made


def of(kind: str, log: UUID) -> "QuerySet[Audit, Audit]":
    """Return the audits of a kind that were asked for, the newest first."""
    return Audit.objects.filter(kind=kind, log=log).order_by("-id")


def cancel(audit: Audit) -> Audit:
    """Give up an audit that is not finished; what runs stops at its next step."""
    Audit.objects.filter(id=audit.id, state__in=OPEN).update(state="cancelled", finished_at=Now())
    audit.refresh_from_db()
    return audit


def run(stop: threading.Event) -> None:
    """Carry out what is asked for until `stop`, on this thread's connection; a lost database is waited for."""
    while not stop.is_set():
        try:
            close_old_connections()
            _run_until(stop)
        except (OperationalError, InterfaceError) as error:
            logger.warning("The auditor waits for the database: %s", error)
            stop.wait(1.0)
    connection.close()


def _run_until(stop: threading.Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    due = 0.0
    while not stop.is_set():
        sequencer.beat(connection, NAME)
        if time.monotonic() >= due:
            unplaced.look()
            due = time.monotonic() + unplaced.EVERY
        if not step(stop):
            with connection.wrap_database_errors:
                list(connection.connection.notifies(timeout=LOOK_EVERY, stop_after=1))


def step(stop: threading.Event | None = None) -> bool:
    """Carry out the audit that waits longest; False when none does."""
    for audit in Audit.objects.filter(state__in=OPEN).order_by("requested_at"):
        if _locked(audit):
            try:
                _carry_out(audit, stop or threading.Event())
            finally:
                _unlock(audit)
            return True
    return False


def _carry_out(audit: Audit, stop: threading.Event) -> None:
    if not _begun(audit):
        return
    try:
        _KINDS[audit.kind](audit, _Teller(audit, stop))
    except AuditCancelled:
        logger.info("%s was given up", audit)
        if stop.is_set():  # we were told to end; that is no fault of the audit's
            Audit.objects.filter(id=audit.id, state="running").update(state="queued", starts=F("starts") - 1)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # whatever it was, who asked must be told
        full = room.is_full(error)
        logger.error("%s failed: %s", audit, error, exc_info=not full)
        _end(audit, "failed", {"error": FULL if full else f"{type(error).__name__}: {error}"})


def _begun(audit: Audit) -> bool:
    """Count the start; an audit that was interrupted too often is not tried for ever."""
    rows = Audit.objects.filter(id=audit.id, state__in=OPEN)
    if audit.starts >= MOST_STARTS:
        _end(audit, "failed", {"error": f"It was interrupted {MOST_STARTS} times."})
        return False
    return bool(rows.update(state="running", starts=F("starts") + 1, done=0, total=0, step=""))


def _end(audit: Audit, state: str, fields: Mapping[str, Any]) -> None:
    Audit.objects.filter(id=audit.id, state__in=OPEN).update(state=state, finished_at=Now(), step="", **fields)


class _Teller:
    """Writes down how far an audit is, now and then, and hears whether it is still wanted."""

    def __init__(self, audit: Audit, stop: threading.Event) -> None:
        self._audit, self._stop = audit, stop
        self._due, self._step = 0.0, ""

    def __call__(self, done: int, total: int, step: str) -> None:
        if self._stop.is_set():
            raise AuditCancelled
        if step == self._step and time.monotonic() < self._due and done != total:
            return
        self._step, self._due = step, time.monotonic() + TELL_EVERY
        if not Audit.objects.filter(id=self._audit.id, state="running").update(done=done, total=total, step=step):
            raise AuditCancelled


def _verify(audit: Audit, tell: live.OnProgress) -> None:
    _sign_first(audit, tell)
    report = live.verify_log(audit.log, tell)
    _end(audit, "done", {"result": live.as_json(report)})


def _export(audit: Audit, tell: live.OnProgress) -> None:
    _sign_first(audit, tell)
    name = f"exports/{audit.log}/{audit.id}.zip"
    with tempfile.TemporaryFile() as file:
        size = export.write(audit.log, cast(IO[bytes], file), tell)
        tell(size, size, "storing")
        default_storage.delete(name)  # what an interrupted try left
        kept = default_storage.save(name, File(file))
    _end(audit, "done", {"file": kept})


def _sign_first(audit: Audit, tell: live.OnProgress) -> None:
    tell(0, 0, "checkpoint")
    checkpoints.freshen(audit.log)


_KINDS: Mapping[str, Callable[[Audit, live.OnProgress], None]] = {"verify": _verify, "export": _export}


def _locked(audit: Audit) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"audit {audit.id}"])
        return bool(cursor.fetchone()[0])


def _unlock(audit: Audit) -> None:
    with suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"audit {audit.id}"])
