"""The sockets of guests: theirs alone, for as long as their link opens something."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import RequestFactory
from uuid6 import uuid7

from productions import commands
from productions.domain.share_link import Terms
from productions.live.consumers import LOOK_SECONDS
from productions.people import guests
from productions.refusals import CloseCodes
from tests.productions.live.test_socket import Studio
from tests.productions.live.test_together import said, until
from tests.support.making import context
from tests.support.sockets import Socket, in_thread, run

CODES = CloseCodes()


@dataclass(frozen=True)
class Shared:
    """A link to a playlist, and the session of a guest who came in by it."""

    playlist: UUID
    link: UUID
    secret: str

    def socket(self, link: UUID | None = None, secret: str | None = None, look_every: float = 0.1) -> Socket:
        cookie = f"{guests.cookie(link or self.link)}={self.secret if secret is None else secret}"
        address = f"/ws/guests/{link or self.link}/"
        return Socket(address, headers=[("cookie", cookie)], look_every=look_every)


def share(studio: Studio, *, follows: bool = True) -> Shared:
    playlist = commands.begin_playlist(studio.by, studio.log, uuid7(), "Dailies").value
    terms = Terms("Client", datetime.now(UTC) + timedelta(hours=1), follows=follows)
    link = commands.make_share_link(studio.by, studio.log, uuid7(), playlist, terms).value
    commands.give_address(studio.by, studio.log, link)
    guest = context()
    commands.enter_by_link(guest, studio.log, link)
    return Shared(playlist, link, guests.admit(RequestFactory().get("/"), link, guest.actor, "Anna"))


def test_a_guest_opens_the_socket_of_their_link_and_no_other(studio: Studio) -> None:
    async def scenario() -> None:
        mine, other = await in_thread(share, studio), await in_thread(share, studio)
        socket = mine.socket()
        assert (await socket.open())["kind"] == "hello"
        await socket.leave()
        assert await mine.socket(other.link).refused() == CODES.unknown_person
        assert await mine.socket(secret="").refused() == CODES.unknown_person
        assert await mine.socket(uuid7()).refused() == CODES.unknown_person
        cookie = ("cookie", f"{guests.cookie(mine.link)}={mine.secret}; sessionid={mine.secret}")
        for token in (None, mine.secret):
            assert await Socket(studio.address, headers=[cookie], token=token).refused() == CODES.unknown_person
        foreign = Socket(f"/ws/guests/{mine.link}/", headers=[cookie, ("origin", "https://elsewhere.example")])
        assert (await foreign.connect())["type"] == "websocket.close"
        member = Socket(f"/ws/guests/{mine.link}/", token=studio.token)
        assert await member.refused() == CODES.unknown_person

    run(scenario())


@pytest.mark.parametrize("end", ["revoke", "put away", "leave"])
def test_who_has_to_leave_is_out_within_five_seconds(studio: Studio, end: str) -> None:
    async def scenario() -> None:
        mine = await in_thread(share, studio)
        socket = mine.socket(look_every=LOOK_SECONDS)
        await socket.open()
        if end == "revoke":
            await in_thread(commands.revoke_share_link, studio.by, studio.log, mine.link)
        elif end == "put away":
            await in_thread(commands.change_playlist, studio.by, studio.log, mine.playlist, status="put_away")
        else:
            (row,) = await in_thread(guests.of_link, mine.link)
            await in_thread(guests.leave, row.person)
        begun = time.monotonic()
        assert await socket.closed() == (CODES.unknown_person if end == "leave" else CODES.no_member)
        assert time.monotonic() - begun < 5
        if end == "revoke":
            assert await mine.socket().refused() == CODES.no_member

    run(scenario())


def test_a_guest_follows_where_the_link_says_so_and_leads_nobody(studio: Studio) -> None:
    async def scenario() -> None:
        mine = await in_thread(share, studio)
        ida, anna = studio.socket(), mine.socket()
        await ida.open()
        await anna.open()
        await said(ida, do="join", playlist=str(mine.playlist))
        await said(ida, do="lead")
        await said(ida, do="show", shown={"frame": 7, "speed": 0})
        await said(anna, do="join")
        told = await until(anna, lambda frame: bool(frame["shown"]) and len(frame["people"]) == 2)
        assert told["shown"]["frame"] == 7
        assert [(each["name"], each["guest"]) for each in told["people"]] == [("Anna", True), ("Ida", False)]
        await said(anna, do="lead")
        await said(anna, do="show", shown={"frame": 99, "speed": 0})
        await said(ida, do="show", shown={"frame": 8, "speed": 0})
        told = await until(ida, lambda frame: frame["shown"]["frame"] == 8 and len(frame["people"]) == 2)
        assert told["leader"] == told["you"] and ("Anna", True) in [
            (each["name"], each["guest"]) for each in told["people"]
        ]
        await anna.leave()
        await ida.leave()

    run(scenario())


def test_a_guest_whose_link_says_nothing_of_it_does_not_follow(studio: Studio) -> None:
    async def scenario() -> None:
        mine = await in_thread(share, studio, follows=False)
        anna = mine.socket()
        await anna.open()
        await said(anna, do="join")
        await said(anna, do="join", playlist=str(mine.playlist))
        await anna.say(text=json.dumps({"do": "ping", "n": 1}))
        frame: dict[str, Any] = await anna.frame()
        assert frame["kind"] == "pong"
        await anna.leave()

    run(scenario())
