"""Bytes of stored files on their way to a reader."""

import time
from collections.abc import AsyncIterator, Callable
from typing import IO, Any

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async

CHUNK = 256 * 1024
ASKED = 1.0
"""How often, in seconds, it is asked whether a reader may still read."""


class NoLonger(Exception):
    """A reader may read no further: the answer ends where it stands."""


async def chunks(opened: Callable[[], IO[Any]], still: Callable[[], bool] | None = None) -> AsyncIterator[bytes]:
    """Read beside the event loop, so that a slow reader holds neither a thread nor the whole file in memory.

    Where `still` is given it says, every second, whether to go on; NoLonger breaks the answer off.
    """
    file = await sync_to_async(opened, thread_sensitive=False)()
    read = sync_to_async(file.read, thread_sensitive=False)
    asked = time.monotonic()
    try:
        while chunk := await read(CHUNK):
            if still and time.monotonic() - asked > ASKED:
                if not await database_sync_to_async(still, thread_sensitive=False)():
                    raise NoLonger("what is sent was withdrawn meanwhile")
                asked = time.monotonic()
            yield chunk
    finally:
        await sync_to_async(file.close, thread_sensitive=False)()
