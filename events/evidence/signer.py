"""The signer: a process of its own that signs how far each log has come, and nothing that contradicts itself.

It remembers what it signed in files beside its key. A log that is shorter than signed, or whose tree does not grow from
the signed one, it refuses, whatever the database says.
"""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models.functions import Now
from django.db.utils import DatabaseError

from events import merkle, notes, room, sequencer, store
from events.evidence import anchors, checkpoints, memory, tree
from events.evidence.keys import KeyLink, Keys, opened
from events.evidence.memory import Remembered
from events.models import Signing

logger = logging.getLogger(__name__)

EVERY = 10.0
"""Seconds between rounds over all logs."""
BEAT_SECONDS = 3.0
CHUNK = 20_000
_MOVED = """
SELECT asked.log FROM unnest(%s::uuid[]) AS asked (log)
WHERE (SELECT max(position) FROM eventlog.log l WHERE l.log = asked.log)
    IS DISTINCT FROM (SELECT max(size) FROM eventlog.checkpoint c WHERE c.log = asked.log)"""


class LogRefused(Exception):
    """The log contradicts what was signed before; the text says how."""


def run(stop: threading.Event) -> None:
    """Sign until `stop`: all logs that moved every ten seconds, one at once when it is asked for."""
    anchoring = threading.Thread(target=anchors.run, args=(stop,), name="anchors")
    anchoring.start()
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                _sign_until(stop)
            except (OperationalError, InterfaceError) as error:
                logger.warning("The signer waits for the database: %s", error)
                stop.wait(1.0)
            except OSError as error:
                if not room.is_full(error):
                    raise
                logger.warning("The signer waits for room on its disk: %s", error)
                stop.wait(1.0)
    finally:
        stop.set()
        anchoring.join()
        connection.close()


def _sign_until(stop: threading.Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {checkpoints.CHANNEL}")
    due = 0.0
    while not stop.is_set():
        sequencer.beat(connection, checkpoints.NAME)
        if time.monotonic() >= due:
            sign(moved())
            due = time.monotonic() + EVERY
        sign(_asked(min(BEAT_SECONDS, max(0.0, due - time.monotonic()))))


def _asked(seconds: float) -> set[UUID]:
    """Wait for requests; return the logs that they name."""
    with connection.wrap_database_errors:
        heard = list(connection.connection.notifies(timeout=seconds, stop_after=1))
    return {log for notice in heard if (log := _log(notice.payload))}


def _log(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def moved() -> list[UUID]:
    """Return the logs whose newest events no checkpoint covers."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [checkpoints.logs()])
        return [log for (log,) in cursor.fetchall()]


def sign(logs: Iterable[UUID]) -> None:
    """Sign each of the logs as far as it is. A refusal concerns its log alone, and is written down for people."""
    wanted = list(logs)
    if not wanted:
        return
    with opened() as keys:
        if not _published(keys.chain):
            for log in wanted:
                _note_refusal(log, "the database names another key in place of the signer's own.")
            return
        for log in wanted:
            try:
                sign_one(log, keys)
            except LogRefused as refused:
                _note_refusal(log, str(refused))
            else:
                Signing.objects.filter(log=log).exclude(refused="").update(refused="", refused_at=None)


def publish() -> bool:
    """Let the database name all keys, making the first where there is none; False where others stand in their place."""
    with opened() as keys:
        return _published(keys.chain)


def sign_one(log: UUID, keys: Keys) -> None:
    """Sign a log up to its head. Raises Refused and signs nothing where that would contradict an earlier note."""
    signed = memory.recall(log) or _adopted(log, keys)
    tree.grow(log)
    head = store.head(log)
    if head < signed.size:
        raise LogRefused(f"it has {head} events, and {signed.size} were signed.")
    frontier = _grown(log, signed, head)
    root = _confirmed(log, frontier)
    if head > signed.size:
        _store_what_is_remembered(log, signed)
        text = notes.Checkpoint(notes.origin(log), head, root, after=signed.size).text()
        signed = memory.remember(log, frontier, notes.sign(notes.origin(log), text, keys.private))
    if signed.size:
        _store(log, signed, root)


def _store_what_is_remembered(log: UUID, signed: Remembered) -> None:
    """Let the database have the note before, which a killed signer may have kept to itself: the next one names it."""
    last = checkpoints.newest(log)
    if signed.size > (last.size if last else 0):
        _store(log, signed, signed.grown().root())


def _grown(log: UUID, signed: Remembered, head: int) -> merkle.Frontier:
    """Let the tree that was signed grow by the leaves that came since."""
    frontier = signed.grown()
    while frontier.size < head:
        upto = min(head, frontier.size + CHUNK)
        leaves = tree.leaves(log, frontier.size, upto)
        for position in range(frontier.size + 1, upto + 1):
            if position not in leaves:
                raise LogRefused(f"it has no event at position {position}.")
            frontier.append(leaves[position])
    return frontier


def _confirmed(log: UUID, frontier: merkle.Frontier) -> bytes:
    """Return the root, provided that the database's own tree still has it: what was signed is still there."""
    root = frontier.root()
    try:
        theirs = tree.Tree(log).root(frontier.size)
    except tree.Incomplete as incomplete:
        raise LogRefused(f"{incomplete}") from incomplete
    if theirs != root:
        raise LogRefused(f"its first {frontier.size} events do not grow from what was signed.")
    return root


def _adopted(log: UUID, keys: Keys) -> Remembered:
    """Where nothing is remembered, begin from the newest note that our keys signed, if the tree bears it out."""
    signed = checkpoints.newest(log)
    if signed is None:
        return Remembered()
    ours = notes.signer(signed.note, notes.origin(log), (link.raw for link in keys.chain))
    if ours is None or not signed.is_said_by_its_note(notes.origin(log)):
        raise LogRefused("its newest checkpoint was not signed by our keys, and nothing is remembered of it.")
    held = tree.Tree(log)
    hashes = [held.subtree(height, index) for height, index in merkle.complete_groups(0, signed.size)]
    if merkle.join(hashes) != signed.root:
        raise LogRefused("its tree is not the one that its newest checkpoint signs.")
    return memory.remember(log, merkle.Frontier(signed.size, hashes), signed.note)


def _store(log: UUID, signed: Remembered, root: bytes) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT eventlog.checkpoint(%s, %s, %s, %s)", [log, signed.size, root, signed.note])
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError as error:
        raise LogRefused(f"the database does not take the note: {str(error).splitlines()[0]}.") from error


def _published(chain: Sequence[KeyLink]) -> bool:
    """Let the database name the public keys, so that exports carry them, and say whether it does."""
    there = [public for public, _, _ in checkpoints.public_keys()]
    if there != [link.raw for link in chain[: len(there)]]:
        return False
    with connection.cursor() as cursor:
        for nth, link in enumerate(chain[len(there) :], start=len(there) + 1):
            cursor.execute("SELECT eventlog.signing_key(%s, %s, %s)", [link.raw, nth, link.note])
    return True


def _note_refusal(log: UUID, why: str) -> None:
    if not Signing.objects.filter(log=log, refused=why).exists():
        logger.error("The signer refuses the log %s: %s", log, why)
        Signing.objects.update_or_create(log=log, defaults={"refused": why, "refused_at": Now()})
