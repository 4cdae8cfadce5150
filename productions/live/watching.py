"""One watcher for all sockets of a process: what is new is read once, whoever watches, and so is who still may.

Each production that somebody watches has a room. A message of the channel layer says that its log has moved; every two
seconds the watcher looks by itself, so that a lost message costs at most one look and never an event.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

import msgspec
from channels.db import database_sync_to_async
from django.db import Error as DatabaseError

from events import live, store
from productions import queries
from productions.domain.production import Role
from productions.history import feed
from productions.live.handshake import Credential, accounts
from productions.live.hearing import Hearing
from productions.live.outbox import Outbox
from productions.refusals import CloseCodes

logger = logging.getLogger(__name__)
T = TypeVar("T")

FRAME = 500
"""The most events in one frame."""
FRAME_BYTES = 500_000
"""Longer frames hold one event alone: some clients refuse a megabyte."""
LATE_SECONDS = 2.0
PROGRESS_SECONDS = 0.25
UNKNOWN_PERSON, NO_MEMBER = CloseCodes().unknown_person, CloseCodes().no_member
AT_ONCE = 4
"""Rooms that read the database at the same time."""


def group(production: UUID) -> str:
    """Return the channel group for what happens in a production beside its log: progress and changed cells."""
    return f"production.{production}"


class Socket(Protocol):
    """An open socket as the watcher knows it. `position` is the last one that it was given."""

    production: UUID
    credential: Credential
    position: int
    outbox: Outbox


class Audience:
    """The sockets of one production, and the ear that they share."""

    def __init__(self, production: UUID) -> None:
        self.production = production
        self.sockets: set[Socket] = set()
        self.moved = asyncio.Event()
        self.hearing = Hearing((live.group(production), group(production)), self._heard, self.moved.set)
        self.tasks: list[asyncio.Task[None]] = []
        self._progress_sent: dict[str, float] = {}

    def say(self, frame: Mapping[str, Any]) -> None:
        """Tell all who have room for it what is of no use later."""
        text = _text(frame)
        for socket in self.sockets:
            if not socket.outbox.full:
                socket.outbox.put(text)

    def tick(self) -> None:
        """Tell everybody where they are."""
        texts = {at: _text({"kind": "tick", "position": at}) for at in {socket.position for socket in self.sockets}}
        for socket in self.sockets:
            if not socket.outbox.full:
                socket.outbox.put(texts[socket.position])

    def _heard(self, message: Mapping[str, Any]) -> None:
        """A message of the channel layer: never facts, only where to look and how far jobs are."""
        match message:
            case {"type": "log.moved", "head": int(head)}:
                if any(head > socket.position for socket in self.sockets):
                    self.moved.set()
            case {"type": "progress", "job": str(job)} if self._due(job):
                self.say({"kind": "progress", **_without_type(message)})
            case {"type": "stages"}:
                self.say({"kind": "stages", **_without_type(message)})

    def _due(self, job: str) -> bool:
        now = time.monotonic()
        self._progress_sent = {known: at for known, at in self._progress_sent.items() if now - at < PROGRESS_SECONDS}
        return job not in self._progress_sent and self._progress_sent.setdefault(job, now) == now


class Watcher:
    """Follows the logs of all rooms for as long as there is a socket."""

    def __init__(self, look_every: float) -> None:
        self._look_every = look_every
        self._rooms: dict[UUID, Audience] = {}
        self._reading = asyncio.Semaphore(AT_ONCE)
        self._looking: asyncio.Task[None] | None = None

    def enter(self, socket: Socket) -> None:
        """Follow a production for a socket, from its position on."""
        self._looking = self._looking or asyncio.create_task(self._look_for_ever())
        room = self._rooms.get(socket.production)
        if room is None:
            room = self._rooms[socket.production] = Audience(socket.production)
            room.tasks = [asyncio.create_task(part) for part in (self._follow(room), room.hearing.keep())]
        room.sockets.add(socket)
        room.moved.set()

    def leave(self, socket: Socket) -> None:
        """Follow no longer for a socket; the last one closes the room, and the last of all ends the looking."""
        room = self._rooms.get(socket.production)
        if room is None:
            return
        room.sockets.discard(socket)
        if not room.sockets:
            del self._rooms[room.production]
            for task in room.tasks:
                task.cancel()
        if not self._rooms and self._looking:
            self._looking.cancel()
            self._looking = None

    def taken(self, socket: Socket) -> None:
        """Go on with a socket that has room again."""
        if room := self._rooms.get(socket.production):
            room.moved.set()

    async def _follow(self, room: Audience) -> None:
        while True:
            room.moved.clear()
            try:
                async with self._reading:
                    await self._catch_up(room)
            except DatabaseError:
                room.say({"kind": "late"})
            except Exception:
                logger.exception("A production's sockets could not be told what is new; they are at the next look.")
            await room.moved.wait()

    async def _catch_up(self, room: Audience) -> None:
        """Bring all sockets that have room to the end of the log; those at the same position share the work."""
        read = set[int]()
        while waiting := [each for each in room.sockets if not each.outbox.full and each.position not in read]:
            position = min(socket.position for socket in waiting)
            together = [socket for socket in waiting if socket.position == position]
            count, page = await in_thread(partial(_page, room.production, position, together))
            read |= {position} if count == FRAME else {position, position + count}
            for socket, frames in zip(together, page, strict=True):
                _give(socket, frames)

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            for room in self._rooms.values():
                room.hearing.renew()
            try:
                await self._look()
            except DatabaseError:
                for room in self._rooms.values():
                    room.say({"kind": "late"})
            except Exception:
                logger.exception("A look at what is new failed; the next one follows.")

    async def _look(self) -> None:
        """Say where each is, so that a page notices a line that died silently, or that the log itself is behind."""
        rooms = list(self._rooms.values())
        age, heads, shut = await in_thread(lambda: _seen({room.production: [*room.sockets] for room in rooms}))
        late = age is not None and age > LATE_SECONDS
        for room in rooms:
            for socket in room.sockets & shut.keys():
                socket.outbox.close(shut[socket])
            if any(socket.position < heads[room.production] for socket in room.sockets):
                room.moved.set()
            if late:
                room.say({"kind": "late"})
            else:
                room.tick()


_watchers: "WeakKeyDictionary[asyncio.AbstractEventLoop, dict[float, Watcher]]" = WeakKeyDictionary()


def watcher(look_every: float) -> Watcher:
    """Return the watcher of the running event loop, of which a process has one."""
    mine = _watchers.setdefault(asyncio.get_running_loop(), {})
    if look_every not in mine:
        mine[look_every] = Watcher(look_every)
    return mine[look_every]


EventFrames = list[tuple[int, str]]
"""(position of the last event, the frame as text) in order."""


def _page(production: UUID, after: int, sockets: Sequence[Socket]) -> tuple[int, list[EventFrames | int]]:
    """Return how many events come next, and for each socket its frames, or the code to close it with.

    Roles are read behind the events, so nobody gets what came after they had to leave.
    """
    events = store.read_log(production, after=after, limit=FRAME)
    if not events:
        return 0, [[] for _ in sockets]
    roles = _roles({production: sockets})
    shown: dict[Role, EventFrames] = {
        role: list(_frames(feed.shown(production, events, role)))
        for role in set(roles.values())
        if not isinstance(role, int)
    }
    return len(events), [role if isinstance(role := roles[socket], int) else shown[role] for socket in sockets]


def _seen(rooms: Mapping[UUID, Sequence[Socket]]) -> tuple[float | None, Mapping[UUID, int], dict[Any, int]]:
    """Return the age of the oldest event without a position, the heads of logs, and with which codes sockets close."""
    shut = {socket: role for socket, role in _roles(rooms).items() if isinstance(role, int)}
    return store.oldest_pending_age(), store.heads(rooms), shut


def _roles(rooms: Mapping[UUID, Sequence[Socket]]) -> dict[Any, Role | int]:
    """Return everybody's role now, or the code that closes: session or token have ended, or the membership has."""
    people = accounts({socket.credential for sockets in rooms.values() for socket in sockets})
    members = queries.members_of(rooms)
    by_socket = dict[Any, Role | int]()
    for production, sockets in rooms.items():
        for socket in sockets:
            user = people.get(socket.credential)
            role = members.get(production, {}).get(user.person) if user else None
            by_socket[socket] = role or (NO_MEMBER if user else UNKNOWN_PERSON)
    return by_socket


def _give(socket: Socket, frames: EventFrames | int) -> None:
    if isinstance(frames, int):
        socket.outbox.close(frames)
        return
    for position, text in frames:
        socket.position = position
        socket.outbox.put(text)


def _frames(events: Iterable[feed.LogEvent]) -> Iterator[tuple[int, str]]:
    """Yield (position of the last event, the frame) for each frame."""
    position, held, size = 0, list[msgspec.Raw](), 0
    for event in events:
        encoded = msgspec.json.encode(event)
        if held and size + len(encoded) > FRAME_BYTES:
            yield position, _text({"kind": "events", "position": position, "events": held})
            held, size = [], 0
        held.append(msgspec.Raw(encoded))
        position, size = event.position or position, size + len(encoded)
    if held:
        yield position, _text({"kind": "events", "position": position, "events": held})


def _text(frame: Mapping[str, Any]) -> str:
    return msgspec.json.encode(frame).decode()


def _without_type(message: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "type"}


async def in_thread(work: Callable[[], T]) -> T:
    """Run work on the database beside the event loop."""
    result: T = await database_sync_to_async(work, thread_sensitive=False)()
    return result
