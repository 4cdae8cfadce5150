"""The socket of a production: every event in order by position, and what happens meanwhile."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Coroutine, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID, uuid4

import msgspec
from django.db import Error as DatabaseError

from events import store
from productions import queries
from productions.live.handshake import Application, AsgiScope, credential, identify, subprotocol
from productions.live.outbox import Outbox
from productions.live.together import Participant, Person, Seat
from productions.live.watching import in_thread, watcher
from productions.refusals import CloseCodes

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
TRY_AGAIN = 1013
BAD_REQUEST, UNKNOWN_PERSON = CloseCodes().bad_request, CloseCodes().unknown_person
NO_PRODUCTION, AHEAD = CloseCodes().no_production, CloseCodes().ahead


class Closed(Exception):
    """The server closes the socket; `code` says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Gone(Exception):
    """The other side is no longer there."""


class Consumer(ABC):
    """One open socket: it says who asks, and what it is told goes through its outbox."""

    @classmethod
    def as_asgi(cls, look_every: float = LOOK_SECONDS) -> Application:
        """Return the application that serves each socket with a consumer of its own."""

        async def serve(scope: AsgiScope, receive: Any, send: Any) -> None:
            await cls(scope, receive, send, look_every).serve()

        return serve

    def __init__(self, scope: AsgiScope, receive: Any, send: Any, look_every: float) -> None:
        self._scope, self._receive, self._raw_send = scope, receive, send
        self.outbox = Outbox()
        self._participant = Participant(self.outbox, self._seat)

    async def serve(self) -> None:
        """Accept, so that a browser learns the code of a refusal, then follow until either side leaves."""
        await self._receive()
        try:
            await self._put({"type": "websocket.accept", "subprotocol": subprotocol(self._scope)})
            await self._open()
            self._enter()
            await _first(self._send_out(), self._until_they_leave())
        except Closed as closed:
            await self._close(closed.code)
        except DatabaseError:
            logger.warning("A socket cannot be opened: the database does not answer.", exc_info=True)
            await self._close(TRY_AGAIN)
        except Gone:
            return
        finally:
            self._participant.leave()
            self._leave()

    @abstractmethod
    async def _open(self) -> None:
        """Say hello, or raise Closed."""

    @abstractmethod
    def _enter(self) -> None:
        """Begin to be told what is new."""

    @abstractmethod
    def _leave(self) -> None:
        """End being told."""

    def _taken(self) -> None:  # noqa: B027  # most have nothing to do then
        """The other side has taken all that there was."""

    @abstractmethod
    async def _seat(self, playlist: UUID | None) -> tuple[UUID, Seat] | None:
        """Return the playlist that they want to look at together, and their seat; None where they may not."""

    async def _send_out(self) -> None:
        """Send what there is to say, at the pace of the reader."""
        while isinstance(frame := await self.outbox.get(), str):
            await self._say(frame)
            if self.outbox.eased():
                self._taken()
        raise Closed(frame)

    async def _until_they_leave(self) -> None:
        """What clients say is about looking together; all else is read and ignored, whatever it is."""
        while (message := await self._receive())["type"] != "websocket.disconnect":
            if text := message.get("text"):
                await self._participant.hear(text)

    async def _close(self, code: int) -> None:
        with suppress(Gone):
            await self._put({"type": "websocket.close", "code": code})

    async def _say(self, frame: str) -> None:
        await self._put({"type": "websocket.send", "text": frame})

    async def _put(self, message: Mapping[str, Any]) -> None:
        try:
            await self._raw_send(message)
        except (OSError, RuntimeError) as error:  # which of the two a closed socket gets depends on who closed it
            raise Gone from error


class ProductionConsumer(Consumer):
    """A member's socket: it says from where on; the process's watcher fills its outbox."""

    def __init__(self, scope: AsgiScope, receive: Any, send: Any, look_every: float) -> None:
        super().__init__(scope, receive, send, look_every)
        self._watcher = watcher(look_every)
        self.production: UUID = scope["url_route"]["kwargs"]["production"]
        self.credential = credential(scope)
        self.position = 0

    async def _open(self) -> None:
        after = _after(self._scope)
        head = await in_thread(self._admit)
        if after is not None and after > head:
            raise Closed(AHEAD)
        self.position = head if after is None else after
        await self._say(msgspec.json.encode({"kind": "hello", "position": head}).decode())

    def _admit(self) -> int:
        user = identify(self._scope)
        if user is None:
            raise Closed(UNKNOWN_PERSON)
        if queries.role(self.production, user.person) is None:
            raise Closed(NO_PRODUCTION)
        self._called = queries.called(user), user.get_full_name() or queries.STUDIO_S
        return store.head(self.production)

    def _enter(self) -> None:
        self._watcher.enter(self)

    def _leave(self) -> None:
        self._watcher.leave(self)

    def _taken(self) -> None:
        self._watcher.taken(self)

    async def _seat(self, playlist: UUID | None) -> tuple[UUID, Seat] | None:
        if playlist is None or await in_thread(lambda: queries.log_of_playlist(playlist)) != self.production:
            return None
        name, public = self._called
        return playlist, Seat(Person(uuid4().hex, name, public, guest=False), self.outbox, may_lead=True)


def _after(scope: AsgiScope) -> int | None:
    """The position that the client knows; Closed for what is no position."""
    given = parse_qs(scope.get("query_string", b"").decode("latin1"), keep_blank_values=True).get("after")
    if given is None:
        return None
    if len(given) > 1 or not (given[0].isascii() and given[0].isdecimal() and len(given[0]) < 19):
        raise Closed(BAD_REQUEST)
    return int(given[0])


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
