"""Looking at a playlist together: one leads, the others see the same frame, speed, pointer and drawing.

Nothing of it is kept. Each process knows, of each playlist that somebody here looks at so, who is here and what is
shown by who leads, and tells the other processes over the channel layer. Each time somebody takes the lead is a turn of
its own: the higher turn counts, of two alike the one with the greater id, so that all processes come to the same, in
whatever order they hear of it. What gets lost is made good by the next beat.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

import msgspec
from channels.layers import get_channel_layer

from productions.domain.notes import Coordinate, Shape
from productions.live.hearing import Hearing
from productions.live.outbox import Outbox

logger = logging.getLogger(__name__)

LARGEST = 48 << 10
"""Characters of what somebody says at a time; longer is not read."""
A_SECOND, AT_ONCE = 30, 60
"""What one socket may say in a second, and at once after a silence; more is not heard."""
PACE_SECONDS = 0.04
"""How often the others are told at most: what comes faster is told as it then stands."""
BEAT_SECONDS, SILENT_SECONDS = 2.0, 7.0
"""How often all is told anew, and after which silence a process is thought to be gone with everybody in it."""
MOST_POINTS = 2_000
MOST_SEATS = 100
"""People of one process who look at a playlist together."""
MOST_GUESTS, SEATS_OF_A_GUEST = 50, 3
"""Of those at most how many are guests, so that members find a place, and how often one guest is among them."""
FULL = msgspec.json.encode({"kind": "together-full"}).decode()

Speed = Literal[-4, -2, -1, 0, 1, 2, 4]
Place = tuple[Coordinate, Coordinate]
Frame = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]


class Shown(msgspec.Struct, frozen=True):
    """What is on the screen of who leads: a frame of the playlist, which is frame `within` of a take, and its speed."""

    frame: Frame
    speed: Speed
    take: UUID | None = None
    within: Frame = 0


class Person(msgspec.Struct, frozen=True):
    """Somebody who looks, by the id of their socket. `public` is what guests read."""

    id: str
    name: str
    public: str
    guest: bool


class Join(msgspec.Struct, tag_field="do", tag="join"):
    """Look at a playlist together with whoever does; guests have but one."""

    playlist: UUID | None = None


class Leave(msgspec.Struct, tag_field="do", tag="leave"):
    pass


class Lead(msgspec.Struct, tag_field="do", tag="lead"):
    """Take the lead, whoever has it."""


class Show(msgspec.Struct, tag_field="do", tag="show"):
    shown: Shown


class Point(msgspec.Struct, tag_field="do", tag="point"):
    """Where on the picture the pointer is, in 100,000ths of its width and height; null for nowhere."""

    at: Place | None = None


class Draw(msgspec.Struct, tag_field="do", tag="draw"):
    shapes: Annotated[tuple[Shape, ...], msgspec.Meta(max_length=50)]


class Ping(msgspec.Struct, tag_field="do", tag="ping"):
    """Asks for an answer at once, by which the page measures how long the way is."""

    n: int


Said = Join | Leave | Lead | Show | Point | Draw | Ping
_read = msgspec.json.Decoder(Said).decode


class State(msgspec.Struct, frozen=True):
    """Who leads and what they show; `step` counts what was shown in a turn."""

    turn: int = 0
    leader: Person | None = None
    step: int = 0
    shown: Shown | None = None
    pointer: Place | None = None
    drawing: tuple[Shape, ...] | None = ()
    """None between processes where it is as it was."""

    @property
    def order(self) -> tuple[int, str, int]:
        """By which of two the later one counts."""
        return self.turn, self.leader.id if self.leader else "", self.step


class Told(msgspec.Struct):
    """What one process tells the others. `age` is how many milliseconds ago `state` was so; `asks` for theirs."""

    process: str
    people: tuple[Person, ...]
    state: State | None = None
    age: int = 0
    asks: bool = False


def group(playlist: UUID) -> str:
    """Return the channel group of all processes in which somebody looks at a playlist together."""
    return f"together.{playlist}"


@dataclass(eq=False, slots=True)
class Seat:
    """Somebody's place in a gathering. `guest` is which guest has it, who may have several; None for members."""

    person: Person
    outbox: Outbox
    may_lead: bool
    guest: UUID | None = None


@dataclass(slots=True)
class _Elsewhere:
    people: tuple[Person, ...]
    heard_at: float


@dataclass(eq=False)
class Gathering:
    """Those of this process who look at a playlist together, and what they know of the others."""

    playlist: UUID
    seats: set[Seat] = field(default_factory=set)
    process: str = field(default_factory=lambda: uuid4().hex)
    state: State = field(default_factory=State)
    since: float = field(default_factory=time.monotonic)
    _elsewhere: dict[str, _Elsewhere] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _asks: bool = False
    _drawn: bool = False
    _ours: bool = False
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def open(self) -> None:
        """Begin to tell and to hear."""
        hearing = Hearing((group(self.playlist),), self._heard, self._ask)
        self._tasks = [asyncio.create_task(part) for part in (hearing.keep(), self._tell(), self._beat(hearing))]

    def close(self) -> None:
        """Tell nothing more."""
        for task in self._tasks:
            task.cancel()

    def has_room(self, seat: Seat) -> bool:
        """Whether one more may look along."""
        guests = [each.guest for each in self.seats if each.guest]
        if seat.guest and (len(guests) >= MOST_GUESTS or guests.count(seat.guest) >= SEATS_OF_A_GUEST):
            return False
        return len(self.seats) < MOST_SEATS

    async def farewell(self) -> None:
        """Tell the other processes that nobody of this one looks any more."""
        await self._tell_elsewhere(drawn=True)

    def sit(self, seat: Seat) -> None:
        """Let somebody look along: they are told at once where the others are."""
        self.seats.add(seat)
        self._change(drawn=True)

    def rise(self, seat: Seat) -> None:
        """Let somebody go. Where they led, nobody does, and the frame stays where it is."""
        self.seats.discard(seat)
        if self.state.leader == seat.person:
            self._nobody_leads()
        self._change()

    def lead(self, seat: Seat) -> None:
        """Let somebody lead from here on, from the frame where the others are; what was drawn before is wiped."""
        if seat.may_lead and self.state.leader != seat.person:
            shown = self._standing()
            self._become(State(self.state.turn + 1, seat.person, 0, shown))

    def show(self, seat: Seat, said: Show | Point | Draw) -> None:
        """Show what somebody shows who leads; from anybody else it is not heard."""
        if self.state.leader != seat.person:
            return
        match said:
            case Show(shown):
                change: dict[str, Any] = {"shown": shown}
                self.since = time.monotonic()
            case Point(at):
                change = {"pointer": at}
            case Draw(shapes):
                if sum(len(each.points) for each in shapes) > MOST_POINTS:
                    return
                change = {"drawing": shapes}
        self.state = msgspec.structs.replace(self.state, step=self.state.step + 1, **change)
        self._change(drawn="drawing" in change)

    @property
    def people(self) -> list[Person]:
        """Everybody who looks, here and elsewhere, by name."""
        others = (person for each in self._elsewhere.values() for person in each.people)
        return sorted([*(seat.person for seat in self.seats), *others], key=lambda each: (each.name, each.id))

    def _standing(self) -> Shown | None:
        """What was shown last, at rest."""
        return msgspec.structs.replace(self.state.shown, speed=0) if self.state.shown else None

    def _nobody_leads(self) -> None:
        self._become(State(self.state.turn + 1, None, 0, self._standing(), None, self.state.drawing))

    def _become(self, state: State) -> None:
        self.state, self.since = state, time.monotonic()
        self._change(drawn=True)

    def _change(self, *, drawn: bool = False, ours: bool = True) -> None:
        """Tell those who are here, and of what is `ours` the other processes, soon."""
        self._drawn, self._ours = self._drawn or drawn, self._ours or ours
        self._changed.set()

    def _ask(self) -> None:
        """Others are heard from now on: ask them where they are."""
        self._asks = True
        self._change()

    def _heard(self, message: Mapping[str, Any]) -> None:
        """What another process says, unless it cannot be read."""
        try:
            told = msgspec.convert(message.get("told"), Told)
        except msgspec.ValidationError:
            logger.warning("A process tells of looking together what this one cannot read.")
            return
        if told.process == self.process:
            return
        self._elsewhere[told.process] = _Elsewhere(told.people, time.monotonic())
        if told.state and told.state.order > self.state.order:
            drawing = self.state.drawing if told.state.drawing is None else told.state.drawing
            self._change(drawn=drawing != self.state.drawing, ours=False)
            self.state = msgspec.structs.replace(told.state, drawing=drawing)
            self.since = time.monotonic() - told.age / 1000
        elif told.state and self._missed_drawing(told, told.state):
            self._change(drawn=True, ours=False)
            self.state = msgspec.structs.replace(self.state, drawing=told.state.drawing)
        self._change(drawn=told.asks, ours=told.asks)

    def _missed_drawing(self, told: Told, state: State) -> bool:
        """Whether a drawing got lost that the process of who leads tells anew; of others it may be the older one."""
        knows = state.leader is None or state.leader in told.people
        return knows and state.order == self.state.order and state.drawing not in (None, self.state.drawing)

    async def _beat(self, hearing: Hearing) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            hearing.renew()
            self._forget_silent(time.monotonic())
            self._change(drawn=True)

    def _forget_silent(self, now: float) -> None:
        self._elsewhere = {id_: each for id_, each in self._elsewhere.items() if now - each.heard_at < SILENT_SECONDS}
        if self.state.leader and self.state.leader not in self.people:
            self._nobody_leads()

    async def _tell(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            drawn, ours, self._drawn, self._ours = self._drawn, self._ours, False, False
            self._tell_here(drawn=drawn)
            if ours:
                await self._tell_elsewhere(drawn=drawn)
            await asyncio.sleep(PACE_SECONDS)

    def _tell_here(self, *, drawn: bool) -> None:
        people = self.people
        for seat in self.seats:
            if seat.outbox.full:  # the next beat tells it all
                continue
            seat.outbox.put(self._frame(seat, people, drawn=drawn))

    def _frame(self, seat: Seat, people: Sequence[Person], *, drawn: bool) -> str:
        state = self.state
        told = {
            "kind": "together",
            "playlist": self.playlist,
            "you": seat.person.id,
            "leader": state.leader.id if state.leader else None,
            "turn": state.turn,
            "people": [{"id": each.id, "name": _name(each, seat), "guest": each.guest} for each in people],
            "shown": state.shown,
            "age": self._age(),
            "pointer": state.pointer,
            **({"drawing": state.drawing} if drawn else {}),
        }
        return msgspec.json.encode(told).decode()

    def _age(self) -> int:
        return int((time.monotonic() - self.since) * 1000)

    async def _tell_elsewhere(self, *, drawn: bool) -> None:
        people = tuple(seat.person for seat in self.seats)
        state = self.state if drawn else msgspec.structs.replace(self.state, drawing=None)
        told = Told(self.process, people, state if state.turn else None, self._age(), self._asks)
        self._asks = False
        try:
            layer: Any = get_channel_layer()
            async with asyncio.timeout(1):
                await layer.group_send(group(self.playlist), {"type": "together", "told": msgspec.to_builtins(told)})
        except Exception:
            logger.info("The channel layer does not answer; who looks together elsewhere hears later.", exc_info=True)


def _name(person: Person, seat: Seat) -> str:
    return person.public if seat.person.guest else person.name


_gatherings: "WeakKeyDictionary[asyncio.AbstractEventLoop, dict[UUID, Gathering]]" = WeakKeyDictionary()


def gathering(playlist: UUID) -> Gathering:
    """Return the gathering of a playlist in this process, begun by who comes first."""
    here = _gatherings.setdefault(asyncio.get_running_loop(), {})
    if playlist not in here:
        here[playlist] = Gathering(playlist)
        here[playlist].open()
    return here[playlist]


_farewells = set[asyncio.Task[None]]()


def _end(ended: Gathering) -> None:
    """The last one has gone, which the other processes hear at once."""
    _gatherings.setdefault(asyncio.get_running_loop(), {}).pop(ended.playlist, None)
    ended.close()
    telling = asyncio.create_task(ended.farewell())
    _farewells.add(telling)
    telling.add_done_callback(_farewells.discard)


class Allowance:
    """How much one socket may still say."""

    def __init__(self) -> None:
        self._left, self._at = float(AT_ONCE), time.monotonic()

    def spend(self) -> bool:
        """Whether it may say one more thing now."""
        now = time.monotonic()
        self._left, self._at = min(AT_ONCE, self._left + (now - self._at) * A_SECOND), now
        if self._left < 1:
            return False
        self._left -= 1
        return True


Seating = Callable[[UUID | None], Awaitable[tuple[UUID, Seat] | None]]
"""From the playlist that is named to the one that is meant, and the seat of who asks; None where they may not."""


class Participant:
    """What one socket says, and where it sits. Whatever cannot be understood is not heard."""

    def __init__(self, outbox: Outbox, seating: Seating) -> None:
        self._outbox, self._seating = outbox, seating
        self._allowance = Allowance()
        self._seat: Seat | None = None
        self._at: Gathering | None = None

    async def hear(self, text: str) -> None:
        """Do what a message says."""
        if len(text) > LARGEST or not self._allowance.spend():
            return
        try:
            said = _read(text)
        except (msgspec.DecodeError, RecursionError):
            return
        match said:
            case Ping(n):
                if not self._outbox.full:
                    self._outbox.put(msgspec.json.encode({"kind": "pong", "n": n}).decode())
            case Join(playlist):
                await self._join(playlist)
            case Leave():
                self.leave()
            case Lead() if self._at and self._seat:
                self._at.lead(self._seat)
            case Show() | Point() | Draw() if self._at and self._seat:
                self._at.show(self._seat, said)

    async def _join(self, playlist: UUID | None) -> None:
        self.leave()
        seated = await self._seating(playlist)
        if seated is None:
            return
        at = gathering(seated[0])
        if at.has_room(seated[1]):
            self._at, self._seat = at, seated[1]
            at.sit(seated[1])
        elif not self._outbox.full:
            self._outbox.put(FULL)

    def leave(self) -> None:
        """Look along no longer."""
        if self._at and self._seat:
            self._at.rise(self._seat)
            if not self._at.seats:
                _end(self._at)
        self._at = self._seat = None
