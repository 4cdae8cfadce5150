"""Logs for tests of evidence: appended, numbered and signed as they grow."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from uuid6 import uuid7

from events import roles, sequencer, store
from events.evidence import signer
from tests.events.making import new_event

STREAMS = 4


def grow(log: UUID, streams: Sequence[UUID], upto: int) -> None:
    """Append events round robin to the streams until the log has so many, and number them."""
    for position in range(store.head(log) + 1, upto + 1):
        stream, version = streams[position % len(streams)], (position - 1) // len(streams) + 1
        text = f'{{"field":"name","from":null,"to":"lamp {position}"}}'.encode()
        store.append([new_event(stream, version, log=log, payload=text)])
    while sequencer.step():
        pass


def signed_log(sizes: Sequence[int]) -> UUID:
    """Return a log over four streams that was signed at each of these sizes."""
    log, streams = uuid7(), [uuid7() for _ in range(STREAMS)]
    for size in sizes:
        grow(log, streams, size)
        sign([log])
    return log


def sign(logs: Sequence[UUID]) -> None:
    """Sign as the signer does, where it has a role of its own."""
    with roles.signed_in(settings.DATABASE_SIGNER):
        signer.sign(logs)
