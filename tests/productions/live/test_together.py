"""Looking together: the same frame for all, whoever comes late, whoever leads, over several processes."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from config.embedded.valkey import start_valkey
from productions import commands
from productions.domain.notes import Shape
from productions.live import together
from productions.live.outbox import Outbox
from productions.live.together import Draw, Gathering, Participant, Person, Point, Seat, Show, Shown, State
from tests.productions.live.test_socket import Studio
from tests.support.sockets import Socket, account, in_thread, run

PEN = Shape("pen", ((1, 2), (3, 4)))


@dataclass
class Looker:
    """Somebody at a gathering, and the newest that they were told."""

    at: Gathering
    name: str
    may_lead: bool = True
    told: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.seat = Seat(Person(uuid4().hex, self.name, self.name, guest=False), Outbox(), self.may_lead)
        self.at.sit(self.seat)

    async def until(self, right: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read on until what was told is right; the drawing stays where a frame says nothing of it."""
        while not right(self.told):
            self.told |= json.loads(str(await self.seat.outbox.get()))
        return self.told

    async def sees(self, frame: int, speed: int = 0) -> dict[str, Any]:
        return await self.until(lambda told: _shown(told) == (frame, speed))


def _shown(told: dict[str, Any]) -> tuple[int, int] | None:
    shown = told.get("shown")
    return (shown["frame"], shown["speed"]) if shown else None


def processes(count: int) -> list[Gathering]:
    """One gathering as each of so many processes has it."""
    playlist = uuid4()
    made = [Gathering(playlist) for _ in range(count)]
    for each in made:
        each.open()
    return made


def test_others_see_the_frame_the_pointer_and_the_drawing_of_who_leads() -> None:
    async def scenario() -> None:
        here, there = processes(2)
        ida, olaf = Looker(here, "Ida"), Looker(there, "Olaf")
        here.lead(ida.seat)
        here.show(ida.seat, Show(Shown(41, 2, uuid4(), 5)))
        here.show(ida.seat, Draw((PEN,)))
        here.show(ida.seat, Point((10, 20)))
        told = await olaf.until(lambda told: bool(told.get("drawing")) and bool(told.get("pointer")))
        assert (
            _shown(told) == (41, 2) and told["pointer"] == [10, 20] and told["drawing"][0]["points"] == [[1, 2], [3, 4]]
        )
        assert told["leader"] == ida.seat.person.id and [each["name"] for each in told["people"]] == ["Ida", "Olaf"]

    run(scenario())


def test_processes_hear_each_other_over_valkey_too(settings: Settings, tmp_path: Path) -> None:
    with start_valkey(tmp_path, durable=False) as valkey:
        layer = {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [valkey.channel_url]}}
        settings.CHANNEL_LAYERS = {"default": layer}
        test_others_see_the_frame_the_pointer_and_the_drawing_of_who_leads()


def test_who_comes_late_lands_on_the_frame_and_anybody_takes_over() -> None:
    async def scenario() -> None:
        here, there = processes(2)
        ida = Looker(here, "Ida")
        here.lead(ida.seat)
        here.show(ida.seat, Show(Shown(7, 0)))
        here.show(ida.seat, Draw((PEN,)))
        olaf = Looker(there, "Olaf")
        await olaf.sees(7)
        await olaf.until(lambda told: bool(told.get("drawing")))
        there.lead(olaf.seat)
        told = await ida.until(lambda told: told.get("leader") == olaf.seat.person.id)
        assert told["drawing"] == []
        here.show(ida.seat, Show(Shown(99, 0)))
        there.show(olaf.seat, Show(Shown(8, 0)))
        await ida.sees(8)
        assert here.state == there.state

    run(scenario())


def test_when_who_leads_goes_the_frame_stays_and_rests() -> None:
    async def scenario() -> None:
        here, there = processes(2)
        ida, olaf = Looker(here, "Ida"), Looker(there, "Olaf")
        here.lead(ida.seat)
        here.show(ida.seat, Show(Shown(7, 1)))
        await olaf.sees(7, 1)
        here.rise(ida.seat)
        told = await olaf.until(lambda told: told["leader"] is None)
        assert _shown(told) == (7, 0) and [each["name"] for each in told["people"]] == ["Olaf"]

    run(scenario())


def test_a_process_that_fell_silent_takes_its_people_with_it() -> None:
    async def scenario() -> None:
        here, there = processes(2)
        ida, olaf = Looker(here, "Ida"), Looker(there, "Olaf")
        here.lead(ida.seat)
        await olaf.until(lambda told: bool(told.get("leader")))
        here.close()
        there._forget_silent(there.since + together.SILENT_SECONDS + 60)
        told = await olaf.until(lambda told: told["leader"] is None)
        assert [each["name"] for each in told["people"]] == ["Olaf"]

    run(scenario())


def test_guests_and_followers_lead_nobody() -> None:
    async def scenario() -> None:
        (here,) = processes(1)
        ida, anna = Looker(here, "Ida"), Looker(here, "Anna", may_lead=False)
        here.lead(anna.seat)
        here.show(anna.seat, Show(Shown(5, 0)))
        assert here.state == State()
        here.lead(ida.seat)
        here.show(anna.seat, Point((1, 1)))
        assert here.state.pointer is None

    run(scenario())


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 50)), max_size=12), st.randoms(use_true_random=False))
def test_processes_come_to_the_same_in_whatever_order_they_hear(acts: list[tuple[int, int]], shuffling: Any) -> None:
    async def scenario() -> None:
        playlist = uuid4()
        all_ = [Gathering(playlist) for _ in range(3)]
        lookers = [Looker(each, str(index)) for index, each in enumerate(all_)]
        said = []
        for index, frame in acts:
            at, looker = all_[index], lookers[index]
            at.lead(looker.seat)
            at.show(looker.seat, Show(Shown(frame, 0)))
            said.append((index, together.Told(at.process, (looker.seat.person,), at.state)))
        for at in all_:
            heard = [told for index, told in said if all_[index] is not at]
            shuffling.shuffle(heard)
            for told in heard:
                at._heard({"told": msgspec.to_builtins(told)})
        assert len({at.state.order for at in all_}) == 1
        assert len({at.state.shown for at in all_}) == 1

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        '{"do":"fly"}',
        '{"do":"show"}',
        '{"do":"show","shown":{"frame":-1,"speed":0}}',
        '{"do":"show","shown":{"frame":1,"speed":3}}',
        '{"do":"point","at":[1e9,0]}',
        '{"do":"point","at":[300000,0]}',
        "[" * 5000,
        "x" * (together.LARGEST + 1),
        json.dumps({"do": "draw", "shapes": [{"tool": "pen", "points": [[0, 0]]}] * 51}),
        json.dumps({"do": "draw", "shapes": [{"tool": "pen", "points": [[0, 0]] * 2001}]}),
    ],
)
def test_what_cannot_be_understood_or_is_too_much_changes_nothing(text: str) -> None:
    async def scenario() -> None:
        (here,) = processes(1)
        outbox = Outbox()
        ida = Seat(Person("1", "Ida", "Ida", guest=False), outbox, may_lead=True)

        async def seating(playlist: UUID | None) -> tuple[UUID, Seat]:
            return here.playlist, ida

        speaking = Participant(outbox, seating)
        await speaking.hear('{"do":"join"}')
        await speaking.hear('{"do":"lead"}')
        at = together.gathering(here.playlist)
        before = at.state
        await speaking.hear(text)
        assert at.state == before
        speaking.leave()

    run(scenario())


def test_one_who_says_too_much_is_not_heard_and_the_others_are_told_at_a_bounded_rate() -> None:
    async def scenario() -> None:
        (here,) = processes(1)
        olaf = Looker(here, "Olaf")
        allowance = together.Allowance()
        assert sum(allowance.spend() for _ in range(10_000)) <= together.AT_ONCE + together.A_SECOND
        ida = Looker(here, "Ida")
        here.lead(ida.seat)
        for frame in range(500):
            here.show(ida.seat, Show(Shown(frame, 0)))
        frames = 0
        while _shown(olaf.told) != (499, 0):
            olaf.told |= json.loads(str(await olaf.seat.outbox.get()))
            frames += 1
        assert frames <= 3

    run(scenario())


def test_guests_take_no_member_s_place_and_who_finds_none_is_told() -> None:
    async def scenario() -> None:
        playlist, sat = uuid4(), []

        async def come(guest: UUID | None) -> dict[str, Any]:
            outbox = Outbox()
            seat = Seat(Person(uuid4().hex, "Anna", "Anna", guest=guest is not None), outbox, guest is None, guest)

            async def seating(_: UUID | None) -> tuple[UUID, Seat]:
                return playlist, seat

            sat.append(Participant(outbox, seating))
            await sat[-1].hear('{"do":"join"}')
            told: dict[str, Any] = json.loads(str(await outbox.get()))
            return told

        one = uuid4()
        kinds = [(await come(one))["kind"] for _ in range(together.SEATS_OF_A_GUEST + 1)]
        assert kinds == ["together"] * together.SEATS_OF_A_GUEST + ["together-full"]
        rest = together.MOST_GUESTS - together.SEATS_OF_A_GUEST
        assert {(await come(uuid4()))["kind"] for _ in range(rest)} == {"together"}
        assert (await come(uuid4()))["kind"] == "together-full"
        assert (await come(None))["kind"] == "together"
        for each in sat:
            each.leave()

    run(scenario())


def test_a_drawing_that_got_lost_on_the_way_is_made_good_and_an_older_one_is_not() -> None:
    async def scenario() -> None:
        playlist = uuid4()
        here, there = Gathering(playlist), Gathering(playlist)
        ida, olaf = Looker(here, "Ida"), Looker(there, "Olaf")
        here.lead(ida.seat)
        here.show(ida.seat, Draw((PEN,)))

        def tell(at: Gathering, looker: Looker, to: Gathering, *, drawn: bool) -> None:
            state = at.state if drawn else msgspec.structs.replace(at.state, drawing=None)
            told = together.Told(at.process, (looker.seat.person,), state)
            to._heard({"told": msgspec.to_builtins(told)})

        tell(here, ida, there, drawn=False)
        assert there.state.drawing == () and there.state.order == here.state.order
        tell(there, olaf, here, drawn=True)
        assert here.state.drawing == (PEN,)
        tell(here, ida, there, drawn=True)
        assert there.state == here.state

    run(scenario())


def test_that_the_last_one_of_a_process_has_gone_is_heard_at_once() -> None:
    async def scenario() -> None:
        (there,) = processes(1)
        olaf, outbox = Looker(there, "Olaf"), Outbox()
        ida = Seat(Person("1", "Ida", "Ida", guest=False), outbox, may_lead=True)

        async def seating(_: UUID | None) -> tuple[UUID, Seat]:
            return there.playlist, ida

        speaking = Participant(outbox, seating)
        await speaking.hear('{"do":"join"}')
        await speaking.hear('{"do":"lead"}')
        await olaf.until(lambda told: told.get("leader") == "1")
        speaking.leave()
        async with asyncio.timeout(together.BEAT_SECONDS):
            told = await olaf.until(lambda told: told["leader"] is None)
        assert [each["name"] for each in told["people"]] == ["Olaf"]

    run(scenario())


async def said(socket: Socket, **message: Any) -> None:
    await socket.say(text=json.dumps({"kind": "together", **message}))


async def until(socket: Socket, right: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    while not ((frame := await socket.frame())["kind"] == "together" and right(frame)):
        pass
    return frame


def test_over_sockets_a_member_leads_and_another_who_was_cut_off_comes_back_onto_the_frame(studio: Studio) -> None:
    async def scenario() -> None:
        playlist = str((await in_thread(commands.begin_playlist, studio.by, studio.log, uuid4(), "Dailies")).value)
        _, token = await in_thread(olaf_joins)
        ida, olaf = studio.socket(), studio.socket(token=token)
        await ida.open()
        await olaf.open()
        await said(ida, do="join", playlist=playlist)
        await said(ida, do="lead")
        await said(ida, do="show", shown={"frame": 12, "speed": 0})
        await said(olaf, do="join", playlist=playlist)
        told = await until(olaf, lambda frame: _shown(frame) == (12, 0) and len(frame["people"]) == 2)
        assert [each["name"] for each in told["people"]] == ["Ida", "Olaf"]
        await olaf.leave()
        await until(ida, lambda frame: len(frame["people"]) == 1)
        await said(ida, do="show", shown={"frame": 30, "speed": 1})
        again = studio.socket(token=token)
        await again.open()
        await said(again, do="join", playlist=playlist)
        await until(again, lambda frame: _shown(frame) == (30, 1))
        await said(again, do="ping", n=3)
        while (frame := await again.frame())["kind"] != "pong":
            pass
        assert frame["n"] == 3
        await again.leave()
        await ida.leave()

    def olaf_joins() -> tuple[Any, str]:
        user, token = account("olaf")
        commands.add_member(studio.by, studio.log, user.person, "auditor")
        return user, token

    run(scenario())


def test_nobody_joins_at_the_playlist_of_another_production(studio: Studio) -> None:
    async def scenario() -> None:
        other = await in_thread(lambda: commands.create_production(studio.by, "Other", uuid4()).value)
        playlist = (await in_thread(commands.begin_playlist, studio.by, other, uuid4(), "Dailies")).value
        ida = studio.socket()
        await ida.open()
        await said(ida, do="join", playlist=str(playlist))
        await said(ida, do="join", playlist=str(studio.log))
        await said(ida, do="ping", n=1)
        assert (await ida.frame())["kind"] == "pong"
        await ida.leave()

    run(scenario())
