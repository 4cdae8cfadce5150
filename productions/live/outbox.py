"""What a socket has yet to send: few frames, so that a slow reader costs little and holds up nobody else."""

import asyncio
from collections import deque

FULL = 8
"""Frames that wait for a reader at most; events that do not fit are read again once there is room."""


class Outbox:
    """Frames in order, and in the end the code to close with."""

    def __init__(self) -> None:
        self._frames: deque[str | int] = deque()
        self._was_full = self._closed = False
        self._filled = asyncio.Event()

    @property
    def full(self) -> bool:
        """Whether nothing more should be put in now, or ever."""
        return self._closed or len(self._frames) >= FULL

    def put(self, frame: str) -> None:
        """Add a frame, full or not: whoever has many asks first."""
        self._frames.append(frame)
        self._was_full = self._was_full or self.full
        self._filled.set()

    def eased(self) -> bool:
        """Whether it was full and now is empty, which is told once."""
        eased = self._was_full and not self._frames
        self._was_full = self._was_full and not eased
        return eased

    def close(self, code: int) -> None:
        """Close with a code behind what is in here."""
        self._closed = True
        self._frames.append(code)
        self._filled.set()

    async def get(self) -> str | int:
        """Return the next frame or the code to close with."""
        while not self._frames:
            self._filled.clear()
            await self._filled.wait()
        return self._frames.popleft()
