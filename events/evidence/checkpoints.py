"""What is signed: the checkpoints of a log, how old the newest is, what none covers yet, and asking for one."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from events import store
from events.errors import ContinuityError
from events.evidence.verify import read_note, verifier
from events.models import Heartbeat, Signing
from events.notes import origin

NAME = "signer"
"""The signer's heartbeat."""
CHANNEL = "eventlog_sign"
"""The Postgres channel on which a checkpoint of a log is asked for."""
SILENCE = timedelta(seconds=15)
PATIENCE = 15.0
LOOK_EVERY = 0.05


class SignerSilent(ContinuityError):
    """The signer gives no sign of life, or not in time."""

    code = "signer-silent"
    status = 503


class SigningRefused(ContinuityError):
    """The signer refuses the log, because it contradicts what was signed before."""

    code = "signing-refused"
    status = 409


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint: the root of the first `size` events, and the note that says so."""

    size: int
    root: bytes
    note: str
    made_at: datetime

    def is_said_by_its_note(self, origin: str) -> bool:
        """Whether the note says this size and root of this log."""
        try:
            note = read_note(self.note)
        except (ValueError, IndexError):
            return False
        return (note.origin, note.size, note.root) == (origin, self.size, self.root)


_ALL = "SELECT size, root, note, made_at FROM eventlog.checkpoint WHERE log = %s"


def newest(log: UUID) -> Signed | None:
    """Return the checkpoint of the largest size; None while there is none."""
    return next(_signed(f"{_ALL} ORDER BY size DESC LIMIT 1", [log]), None)


def covering(log: UUID, position: int) -> Signed | None:
    """Return the first checkpoint that covers a position; None while none does."""
    return next(_signed(f"{_ALL} AND size >= %s ORDER BY size LIMIT 1", [log, position]), None)


def listed(log: UUID, below: int, limit: int) -> list[Signed]:
    """Return at most `limit` checkpoints of sizes below one, the newest first."""
    return list(_signed(f"{_ALL} AND size < %s ORDER BY size DESC LIMIT %s", [log, below, limit]))


def each(log: UUID) -> Iterator[Signed]:
    """Yield all checkpoints of a log by size."""
    return _signed(f"{_ALL} ORDER BY size", [log])


def public_keys() -> list[tuple[bytes, str, datetime]]:
    """Return (public key, note by which the key before vouches for it, when), the first key first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public, note, made_at FROM eventlog.signing_key ORDER BY nth")
        return [(bytes(public), note, made_at) for public, note, made_at in cursor.fetchall()]


def verifiers(log: UUID) -> list[str]:
    """Return the keys that have signed, the first first, as those who check notes of a log take them."""
    return [verifier(origin(log), public) for public, _, _ in public_keys()]


def logs() -> list[UUID]:
    """Return every log that has events with positions."""
    query = """
    WITH RECURSIVE known (log) AS (
        (SELECT log FROM eventlog.log ORDER BY log LIMIT 1)
        UNION ALL
        SELECT (SELECT l.log FROM eventlog.log l WHERE l.log > known.log ORDER BY l.log LIMIT 1)
        FROM known WHERE known.log IS NOT NULL)
    SELECT log FROM known WHERE log IS NOT NULL"""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [log for (log,) in cursor.fetchall()]


def refused() -> dict[UUID, str]:
    """Return which logs the signer refuses to sign, and why."""
    return dict(Signing.objects.exclude(refused="").values_list("log", "refused"))


def not_anchored() -> dict[UUID, str]:
    """Return which logs' newest notes could not be carried out of the database, and why."""
    return dict(Signing.objects.exclude(anchor_error="").values_list("log", "anchor_error"))


def signer_lives() -> bool:
    """Whether the signer gave a sign of life lately."""
    return Heartbeat.objects.filter(name=NAME, beat_at__gte=Now() - SILENCE).exists()


def ask(log: UUID) -> Signed | None:
    """Have the signer sign all events that have positions now, and return the note; None for a log without any.

    SignerSilent when the signer does not, SigningRefused when it will not.
    """
    head = store.head(log)
    signed = newest(log)
    if head == (signed.size if signed else 0):
        return signed
    if not signer_lives():
        raise SignerSilent("The signer gives no sign of life: there is no checkpoint of the newest events.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(log)])
    return _waited_for(log, head)


def freshen(log: UUID) -> None:
    """Have the newest events signed too, where the signer does it; without, what is signed already has to do."""
    with suppress(SignerSilent, SigningRefused):
        ask(log)


def _waited_for(log: UUID, head: int) -> Signed:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        signed = newest(log)
        if signed and signed.size >= head:
            return signed
        _raise_refusal(log)
        time.sleep(LOOK_EVERY)
    raise SignerSilent(f"The signer did not sign within {PATIENCE:g} s. It may still do; look again.")


def _raise_refusal(log: UUID) -> None:
    refused = Signing.objects.filter(log=log).exclude(refused="").values_list("refused", flat=True).first()
    if refused:
        raise SigningRefused(f"The signer refuses this log: {refused}")


def _signed(query: str, values: list[Any]) -> Iterator[Signed]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        for size, root, note, made_at in cursor.fetchall():
            yield Signed(size, bytes(root), note, made_at)
