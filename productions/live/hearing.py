"""A room's ear on the channel layer, which may lose messages, forget groups, or be away for a while.

Nobody waits for it: groups are entered beside whatever else goes on, and again and again, since a layer that restarts
forgets them.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 1.0


class Hearing:
    """Membership in channel groups. `entered` is called when messages are heard from then on."""

    def __init__(
        self, groups: Sequence[str], heard: Callable[[Mapping[str, Any]], None], entered: Callable[[], None]
    ) -> None:
        self._groups, self._heard, self._entered = groups, heard, entered
        self._layer: Any = get_channel_layer()
        self._channel: str | None = None
        self._renew = asyncio.Event()

    def renew(self) -> None:
        """Enter the groups again soon."""
        self._renew.set()

    async def keep(self) -> None:
        """Be in the groups and pass every message on, until cancelled."""
        listening = asyncio.create_task(self._listen())
        joined = False
        try:
            while True:
                self._renew.clear()
                if await self._join() and not joined:
                    joined = True
                    self._entered()
                await self._renew.wait()
        finally:
            listening.cancel()
            await self._leave()

    async def _join(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                self._channel = self._channel or await self._layer.new_channel()
                for group in self._groups:
                    await self._layer.group_add(group, self._channel)
        except Exception:
            logger.warning("The channel layer does not answer; sockets look by themselves.", exc_info=True)
            return False
        return True

    async def _listen(self) -> None:
        while True:
            message = await self._next()
            if message is not None:
                self._heard(message)

    async def _next(self) -> Mapping[str, Any] | None:
        try:
            self._channel = self._channel or await self._layer.new_channel()
            message: Mapping[str, Any] = await self._layer.receive(self._channel)
        except Exception:
            logger.info("The channel layer does not answer; listening again soon.", exc_info=True)
            await asyncio.sleep(PAUSE_SECONDS)
            return None
        return message

    async def _leave(self) -> None:
        """Leave the groups, as far as the layer can be told."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                for group in self._groups:
                    await self._layer.group_discard(group, self._channel)
        except Exception:
            logger.info("The channel layer does not answer; an empty room stays in groups a while.", exc_info=True)
