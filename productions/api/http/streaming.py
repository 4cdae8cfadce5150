"""Bytes of stored files on their way to a reader."""

from collections.abc import AsyncIterator, Callable
from typing import IO, Any

from asgiref.sync import sync_to_async

CHUNK = 256 * 1024


async def chunks(opened: Callable[[], IO[Any]]) -> AsyncIterator[bytes]:
    """Read beside the event loop, so that a slow reader holds neither a thread nor the whole file in memory."""
    file = await sync_to_async(opened, thread_sensitive=False)()
    read = sync_to_async(file.read, thread_sensitive=False)
    try:
        while chunk := await read(CHUNK):
            yield chunk
    finally:
        await sync_to_async(file.close, thread_sensitive=False)()
