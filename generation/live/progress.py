"""Progress: told to whoever watches the production, at most four times a second for each job, and lost without harm."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Iterable
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

log = logging.getLogger(__name__)

SECONDS_BETWEEN = 0.25
SECONDS_AFTER_FAILURE = 5.0
PATIENCE_SECONDS = 0.5


class Relay:
    """Sends one running stage's progress to the channel group of each production that waits for it."""

    def __init__(self, shot: UUID, stage: str, jobs: Iterable[tuple[UUID, UUID]]) -> None:
        self._about = {"type": "progress", "shot": str(shot), "stage": stage}
        self._jobs = tuple(jobs)
        self._next = 0.0
        self._shown: int | None = None

    def shows(self, step: int) -> None:
        """Hear that there is a picture of what is made, as it was after a step; what is told next says so."""
        self._shown = step

    def tell(self, step: int, steps: int, rate: float | None, left: float | None) -> None:
        """Send a step unless one was sent just now; the end is told by the event of its job."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + SECONDS_BETWEEN
        stands = {"step": step, "steps": steps, "rate": rate, "eta_seconds": left, "preview": self._shown}
        try:
            for production, job in self._jobs:
                self._send(production, {"job": str(job), **stands})
        except Exception as error:
            self._next = now + SECONDS_AFTER_FAILURE
            log.warning("progress cannot be told just now: %s", error)

    def _send(self, production: UUID, message: dict[str, object]) -> None:
        _send(production, {**self._about, **message})


def tell_cells(shots: Iterable[tuple[UUID, UUID]]) -> None:
    """Say of (production, shot) pairs that their cells changed without an event, once the transaction is committed."""
    pairs = sorted(set(shots))
    transaction.on_commit(lambda: _tell_cells(pairs), robust=True)


def _tell_cells(pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """A layer that does not answer is not asked again for a while: somebody's request waits here."""
    if time.monotonic() < _Layer.silent_until:
        return
    try:
        for production, shot in pairs:
            _send(production, {"type": "stages", "shot": str(shot)})
    except Exception as error:
        _Layer.silent_until = time.monotonic() + SECONDS_AFTER_FAILURE
        log.warning("changed cells cannot be told just now; pages look by themselves: %s", error)


class _Layer:
    """What this process knows of the channel layer."""

    silent_until = 0.0


def _send(production: UUID, message: dict[str, object]) -> None:
    layer = get_channel_layer()
    if layer:
        async_to_sync(_patiently)(layer.group_send(f"production.{production}", message))


async def _patiently(sending: Awaitable[None]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await sending
