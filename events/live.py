"""Tells open sockets that a log has moved: its id and head, never facts. Best effort; sockets resume by position."""

import logging
import threading
from collections.abc import Mapping
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)


def group(log: UUID) -> str:
    """Return the channel group of everybody who watches a log."""
    return f"log.{log}"


def send(heads: Mapping[UUID, int]) -> None:
    """Send each log's new head to its group. A broken channel layer is logged: whoever watches also looks by itself."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(_send)(layer, heads)
    except Exception as error:
        logger.warning("Open pages could not be told that a log moved: %s", error)


async def _send(layer: BaseChannelLayer, heads: Mapping[UUID, int]) -> None:
    for log, head in heads.items():
        await layer.group_send(group(log), {"type": "log.moved", "log": str(log), "head": head})


class Sender:
    """Sends from a thread of its own, newest head per log, so that a slow channel layer never delays numbering."""

    def __init__(self) -> None:
        self._heads: dict[UUID, int] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)
        self._thread.start()

    def moved(self, heads: Mapping[UUID, int]) -> None:
        """Remember heads to send; returns at once."""
        with self._changed:
            self._heads.update(heads)
            self._changed.notify()

    def close(self) -> None:
        """Send what is left and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while heads := self._next():
            send(heads)

    def _next(self) -> dict[UUID, int]:
        """Wait for heads to send; empty once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._heads or self._closed)
            heads, self._heads = self._heads, {}
            return heads
