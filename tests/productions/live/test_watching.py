"""One watcher for all sockets: what is new is read once for all, and who is slow holds up nobody."""

import asyncio

import pytest
from django.test import Client

from events import sequencer, store
from productions.live import outbox
from productions.live.handshake import Credential, accounts
from productions.live.outbox import Outbox
from tests.productions.live.test_socket import Studio, rename
from tests.support.sockets import in_thread, run


def test_many_sockets_cost_as_many_reads_as_one(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    read_log = store.read_log

    def counted(*args: object, **kwargs: object) -> object:
        reads.append(1)
        return read_log(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they are

    async def scenario() -> None:
        sockets = [studio.socket(look_every=60) for _ in range(20)]
        heads = {(await socket.open())["position"] for socket in sockets}
        (head,) = heads
        reads.clear()
        await in_thread(rename, studio, "Fog", "Rain")
        for socket in sockets:
            assert [event["position"] for event in await socket.events(upto=head + 2)] == [head + 1, head + 2]
        assert len(reads) <= 4
        await asyncio.gather(*(socket.leave() for socket in sockets))

    monkeypatch.setattr("productions.live.watching.store.read_log", counted)
    run(scenario())


def test_who_joins_far_behind_gets_all_and_the_others_only_what_is_new(studio: Studio) -> None:
    async def scenario() -> None:
        here, behind = studio.socket(look_every=60), studio.socket("?after=0", look_every=60)
        head = (await here.open())["position"]
        await behind.open()
        await in_thread(rename, studio, "Fog")
        assert [each["position"] for each in await behind.events(upto=head + 1)] == list(range(1, head + 2))
        assert [each["position"] for each in await here.events(upto=head + 1)] == [head + 1]
        await asyncio.gather(here.leave(), behind.leave())

    run(scenario())


def test_an_outbox_says_when_it_has_room_again() -> None:
    async def scenario() -> None:
        box = Outbox()
        for number in range(outbox.FULL):
            assert not box.full
            box.put(str(number))
        assert box.full
        for number in range(outbox.FULL):
            assert not box.eased()
            assert await box.get() == str(number)
        assert (box.eased(), box.eased(), box.full) == (True, False, False)
        box.close(4403)
        assert box.full and await box.get() == 4403

    asyncio.run(scenario())


def test_more_events_than_an_outbox_holds_come_at_the_pace_of_the_reader(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        socket = studio.socket("?after=0", look_every=60)
        head = (await socket.open())["position"]
        events = await socket.events(upto=head)
        assert [each["position"] for each in events] == list(range(1, head + 1))
        await socket.leave()

    monkeypatch.setattr("productions.live.watching.FRAME", 2)
    rename(studio, *(f"The Ferry {number}" for number in range(60)))
    while sequencer.step():
        pass
    run(scenario())


def test_sessions_and_tokens_are_told_all_at_once(studio: Studio) -> None:
    browser, ended = Client(), Client()
    for each in (browser, ended):
        each.force_login(studio.user)
    keys = [str(each.session.session_key) for each in (browser, ended)]
    ended.logout()
    asked = [Credential("session", key) for key in keys] + [Credential("token", studio.token), Credential("token", "x")]
    assert set(accounts([*asked, Credential("session", "")])) == {asked[0], asked[2]}
    studio.user.set_password("another")
    studio.user.save()
    assert accounts(asked) == {}
