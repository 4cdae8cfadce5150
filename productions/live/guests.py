"""The socket of a guest: for as long as their link opens something, and to look at its playlist together.

One door-keeper in a process looks after all guests every two seconds, so that whoever has to leave is out before five.
"""

import asyncio
import logging
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

import msgspec
from django.db import Error as DatabaseError

from productions.live.consumers import Closed, Consumer
from productions.live.handshake import AsgiScope
from productions.live.together import Person, Seat
from productions.live.watching import in_thread
from productions.people import guests
from productions.people.guests import Guest, NotEntered
from productions.refusals import CloseCodes

logger = logging.getLogger(__name__)

UNKNOWN_PERSON, NO_MEMBER = CloseCodes().unknown_person, CloseCodes().no_member
TICK = msgspec.json.encode({"kind": "tick", "position": 0}).decode()


class GuestConsumer(Consumer):
    """A guest's socket, opened with the cookie of their session for the link in its address."""

    def __init__(self, scope: AsgiScope, receive: Any, send: Any, look_every: float) -> None:
        super().__init__(scope, receive, send, look_every)
        self._door = door_keeper(look_every)
        link: UUID = scope["url_route"]["kwargs"]["link"]
        self.session = link, _cookie(scope, guests.cookie(link))

    async def _open(self) -> None:
        self._guest = await in_thread(self._admit)
        await self._say(msgspec.json.encode({"kind": "hello", "position": 0}).decode())

    def _admit(self) -> Guest:
        known = guests.seen([self.session])[self.session]
        if not isinstance(known, Guest):
            raise Closed(closes(known))
        return known

    def _enter(self) -> None:
        self._door.enter(self)

    def _leave(self) -> None:
        self._door.leave(self)

    async def _seat(self, playlist: UUID | None) -> tuple[UUID, Seat] | None:
        link = self._guest.link
        if not link.state.follows or playlist not in (None, link.playlist):
            return None
        name = self._guest.name
        person = Person(uuid4().hex, name, name, guest=True)
        return link.playlist, Seat(person, self.outbox, may_lead=False, guest=self._guest.person)


class DoorKeeper:
    """Looks again and again whether guests may stay, for as long as one is here."""

    def __init__(self, look_every: float) -> None:
        self._look_every = look_every
        self._here = set[GuestConsumer]()
        self._looking: asyncio.Task[None] | None = None

    def enter(self, guest: GuestConsumer) -> None:
        """Look after a guest."""
        self._here.add(guest)
        self._looking = self._looking or asyncio.create_task(self._look_for_ever())

    def leave(self, guest: GuestConsumer) -> None:
        """Look after a guest no longer; the last one ends the looking."""
        self._here.discard(guest)
        if not self._here and self._looking:
            self._looking.cancel()
            self._looking = None

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            try:
                await self._look()
            except DatabaseError:
                logger.warning("Nobody can say just now whether guests may stay: the database is away.", exc_info=True)
            except Exception:
                logger.exception("A look after guests failed; the next one follows.")

    async def _look(self) -> None:
        asked = {each.session for each in self._here}
        known = await in_thread(lambda: guests.seen(asked))
        for guest in self._here:
            stands = known.get(guest.session)
            if isinstance(stands, Exception):
                guest.outbox.close(closes(stands))
            elif not guest.outbox.full:
                guest.outbox.put(TICK)


def closes(why: Exception) -> int:
    """Return the code with which a socket closes whose guest may not stay."""
    return UNKNOWN_PERSON if isinstance(why, NotEntered) else NO_MEMBER


def _cookie(scope: AsgiScope, name: str) -> str:
    said = {key.decode("latin1").lower(): value.decode("latin1") for key, value in scope["headers"]}
    try:
        morsel = SimpleCookie(said.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


_keepers: "WeakKeyDictionary[asyncio.AbstractEventLoop, dict[float, DoorKeeper]]" = WeakKeyDictionary()


def door_keeper(look_every: float) -> DoorKeeper:
    """Return the door-keeper of the running event loop, of which a process has one."""
    mine = _keepers.setdefault(asyncio.get_running_loop(), {})
    if look_every not in mine:
        mine[look_every] = DoorKeeper(look_every)
    return mine[look_every]
