"""The socket of a production: every event in order by position, and what happens meanwhile."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import msgspec
from channels.db import database_sync_to_async
from django.db import Error as DatabaseError

from events import live, store
from productions import queries
from productions.domain.production import Role
from productions.history import feed
from productions.live.handshake import Application, Scope, identify, subprotocol
from productions.live.hearing import Hearing

logger = logging.getLogger(__name__)

FRAME = 500
"""The most events in one frame."""
FRAME_BYTES = 500_000
"""Longer frames hold one event alone: some clients refuse a megabyte."""
LOOK_SECONDS = 2.0
LATE_SECONDS = 2.0
PROGRESS_SECONDS = 0.25

TRY_AGAIN = 1013
BAD_REQUEST, UNKNOWN_PERSON, NO_MEMBER, NO_PRODUCTION, AHEAD = 4400, 4401, 4403, 4404, 4409


def group(production: UUID) -> str:
    """Return the channel group for what happens in a production beside its log: progress and changed cells."""
    return f"production.{production}"


class Closed(Exception):
    """The server closes the socket; `code` says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Gone(Exception):
    """The other side is no longer there."""


class ProductionConsumer:
    """One open socket. A lost channel message costs at most one look, never an event: the log is read by position."""

    @classmethod
    def as_asgi(cls, look_every: float = LOOK_SECONDS) -> Application:
        """Return the application that serves each socket with a consumer of its own."""

        async def serve(scope: Scope, receive: Any, send: Any) -> None:
            await cls(scope, receive, send, look_every).serve()

        return serve

    def __init__(self, scope: Scope, receive: Any, send: Any, look_every: float) -> None:
        self._scope, self._receive, self._raw_send, self._look_every = scope, receive, send, look_every
        self.production: UUID = scope["url_route"]["kwargs"]["production"]
        self.position = 0
        self._moved = asyncio.Event()
        self._progress_sent: dict[str, float] = {}
        self._hearing = Hearing((live.group(self.production), group(self.production)), self._heard)

    async def serve(self) -> None:
        """Accept, so that a browser learns the code of a refusal, then follow until either side leaves."""
        await self._receive()
        try:
            await self._put({"type": "websocket.accept", "subprotocol": subprotocol(self._scope)})
            await self._hearing.join()
            await self._open()
            await _first(self._follow(), self._hearing.listen(), self._until_they_leave())
        except Closed as closed:
            await self._close(closed.code)
        except DatabaseError:
            logger.warning("A socket cannot be opened: the database does not answer.", exc_info=True)
            await self._close(TRY_AGAIN)
        except Gone:
            return
        finally:
            await self._hearing.leave()

    async def _open(self) -> None:
        after = _after(self._scope)
        head = await _in_thread(self._admit)
        if after is not None and after > head:
            raise Closed(AHEAD)
        self.position = head if after is None else after
        await self._say({"kind": "hello", "position": head})

    def _admit(self) -> int:
        if self._role() is None:
            raise Closed(NO_PRODUCTION)
        return store.head(self.production)

    def _role(self) -> Role | None:
        """The person's role now; Closed when session or token have ended since."""
        user = identify(self._scope)
        if user is None:
            raise Closed(UNKNOWN_PERSON)
        return queries.role(self.production, user.person)

    async def _follow(self) -> None:
        look_at = time.monotonic() + self._look_every
        while True:
            self._moved.clear()
            try:
                await self._catch_up()
                if time.monotonic() >= look_at:
                    await self._look()
            except DatabaseError:
                await self._say({"kind": "late"})
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + self._look_every
            await _wait(self._moved, look_at - time.monotonic())

    async def _catch_up(self) -> None:
        full = True
        while full:
            count, frames = await _in_thread(self._page)
            for position, events in frames:
                self.position = position
                await self._say({"kind": "events", "position": position, "events": events})
            full = count == FRAME

    def _page(self) -> tuple[int, list[tuple[int, list[msgspec.Raw]]]]:
        """How many events come next, and their frames.

        The role is read behind the events, so nobody gets what came after they had to leave.
        """
        events = store.read_log(self.production, after=self.position, limit=FRAME)
        role = self._role()
        if role is None:
            raise Closed(NO_MEMBER)
        return len(events), list(_frames(feed.shown(self.production, events, role))) if events else []

    async def _look(self) -> None:
        """Say where we are, so that a page notices a line that died silently, or that the log itself is behind."""
        await self._hearing.join()
        age = await _in_thread(store.oldest_pending_age)
        late = age is not None and age > LATE_SECONDS
        await self._say({"kind": "late"} if late else {"kind": "tick", "position": self.position})
        now = time.monotonic()
        self._progress_sent = {job: at for job, at in self._progress_sent.items() if now - at < PROGRESS_SECONDS}

    async def _heard(self, message: Mapping[str, Any]) -> None:
        """A message of the channel layer: never facts, only where to look and how far jobs are."""
        match message:
            case {"type": "log.moved", "head": int(head)}:
                if head > self.position:
                    self._moved.set()
            case {"type": "progress", "job": str(job)} if self._due(job):
                await self._say({"kind": "progress", **_without_type(message)})
            case {"type": "stages"}:
                await self._say({"kind": "stages", **_without_type(message)})

    def _due(self, job: str) -> bool:
        now = time.monotonic()
        due = now - self._progress_sent.get(job, 0.0) >= PROGRESS_SECONDS
        if due:
            self._progress_sent[job] = now
        return due

    async def _until_they_leave(self) -> None:
        """What clients say is read and ignored, whatever it is: there is nothing to ask for here."""
        while (await self._receive())["type"] != "websocket.disconnect":
            pass

    async def _say(self, frame: Mapping[str, Any]) -> None:
        await self._put({"type": "websocket.send", "text": msgspec.json.encode(frame).decode()})

    async def _close(self, code: int) -> None:
        with suppress(Gone):
            await self._put({"type": "websocket.close", "code": code})

    async def _put(self, message: Mapping[str, Any]) -> None:
        try:
            await self._raw_send(message)
        except (OSError, RuntimeError) as error:  # which of the two a closed socket gets depends on who closed it
            raise Gone from error


def _after(scope: Scope) -> int | None:
    """The position that the client knows; Closed for what is no position."""
    given = parse_qs(scope.get("query_string", b"").decode("latin1"), keep_blank_values=True).get("after")
    if given is None:
        return None
    if len(given) > 1 or not (given[0].isascii() and given[0].isdecimal() and len(given[0]) < 19):
        raise Closed(BAD_REQUEST)
    return int(given[0])


def _frames(events: Iterable[feed.LogEvent]) -> Iterator[tuple[int, list[msgspec.Raw]]]:
    """Yield (position of the last event, events as JSON) for each frame."""
    position, held, size = 0, list[msgspec.Raw](), 0
    for event in events:
        encoded = msgspec.json.encode(event)
        if held and size + len(encoded) > FRAME_BYTES:
            yield position, held
            held, size = [], 0
        held.append(msgspec.Raw(encoded))
        position, size = event.position or position, size + len(encoded)
    if held:
        yield position, held


def _without_type(message: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "type"}


async def _in_thread(work: Callable[[], Any]) -> Any:
    return await database_sync_to_async(work, thread_sensitive=False)()


async def _wait(moved: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(moved.wait(), max(0.0, seconds))
    except TimeoutError:
        return


async def _first(*parts: Coroutine[Any, Any, None] | Awaitable[None]) -> None:
    """Run all until one ends, then end the others; its exception is passed on."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
