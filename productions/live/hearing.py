"""A socket's ear on the channel layer, which may lose messages, forget groups, or be away for a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 1.0

Heard = Callable[[Mapping[str, Any]], Awaitable[None]]


class Hearing:
    """Membership in channel groups. `join` is repeated, because a layer that restarts forgets it."""

    def __init__(self, groups: Sequence[str], heard: Heard) -> None:
        self._groups, self._heard = groups, heard
        self._layer: Any = get_channel_layer()
        self._channel: str | None = None

    async def join(self) -> None:
        """Enter the groups, or enter them again."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                self._channel = self._channel or await self._layer.new_channel()
                for group in self._groups:
                    await self._layer.group_add(group, self._channel)
        except Exception:
            logger.warning("The channel layer does not answer; sockets look by themselves.", exc_info=True)

    async def listen(self) -> None:
        """Pass every message on, for ever."""
        while True:
            message = await self._next()
            if message is not None:
                await self._heard(message)

    async def _next(self) -> Mapping[str, Any] | None:
        try:
            assert self._channel is not None, "joined before"
            message: Mapping[str, Any] = await self._layer.receive(self._channel)
        except Exception:
            logger.info("The channel layer does not answer; listening again soon.", exc_info=True)
            await asyncio.sleep(PAUSE_SECONDS)
            return None
        return message

    async def leave(self) -> None:
        """Leave the groups, as far as the layer can be told."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                for group in self._groups:
                    await self._layer.group_discard(group, self._channel)
        except Exception:
            logger.info("The channel layer does not answer; a closed socket stays in groups a while.", exc_info=True)
