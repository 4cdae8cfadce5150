"""The socket of a production: every event once and in order, to those who may see it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from channels.db import database_sync_to_async
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config.embedded.valkey import start_valkey
from events import live, sequencer, store
from events.execution import Batch, Context, execute
from events.registry import Json
from productions import commands, queries
from productions.domain.production import RenameProduction
from productions.domain.production import production as decider
from productions.domain.shot import ChangeShot
from productions.domain.shot import shot as shots
from productions.live.routing import websocket
from productions.models import SessionRow, TokenRow, User
from productions.people import sessions, tokens
from productions.people.sessions import SessionStore
from productions.refusals import CloseCodes
from tests.support.films import taken
from tests.support.sockets import HOST, Socket, account, communicator, forget, in_thread, run, tell


@dataclass(frozen=True)
class Studio:
    """A production with one producer, who is signed in by `token`."""

    log: UUID
    user: User
    by: Context
    token: str

    @property
    def address(self) -> str:
        return f"/ws/productions/{self.log}/"

    def socket(self, query: str = "", **options: object) -> Socket:
        return Socket(self.address + query, **{"token": self.token, **options})  # type: ignore[arg-type]  # as given


def rename(studio: Studio, *names: str) -> None:
    """Append one event for each name, in one transaction."""

    def work(batch: Batch) -> None:
        for name in names:
            batch.decide(decider, studio.log, RenameProduction(name))

    execute(studio.by, studio.log, work)


HEARD = {"kind": "stages", "shot": "heard"}


async def until_heard(socket: Socket, group: str) -> None:
    """Say something until it reaches the socket: groups are entered beside all else, and nobody waits for that."""
    told = None
    while told != HEARD:
        await tell(group, {"type": "stages", "shot": "heard"})
        told = await socket.frame_within(0.05)


def test_the_first_frame_says_where_the_log_stands(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        assert await socket.open() == {"kind": "hello", "position": head}
        await socket.leave()

    head = store.head(studio.log)
    run(scenario())


def test_what_happens_arrives_in_order_as_data_and_sentence(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket(look_every=60)
        head = (await socket.open())["position"]
        await in_thread(rename, studio, "Fog", "Rain")
        frame = await socket.frame()
        assert (frame["kind"], frame["position"]) == ("events", head + 2)
        assert [event["payload"]["to"] for event in frame["events"]] == ["Fog", "Rain"]
        assert frame["events"][1]["sentence"] == "The production's name changed from Fog to Rain"
        assert frame["events"][1]["actor"] == {"id": str(studio.user.person), "name": "Ida"}
        await socket.leave()

    run(scenario())


def test_a_socket_resumes_behind_the_position_it_names(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket("?after=3")
        head = (await socket.open())["position"]
        await in_thread(rename, studio, "Fog")
        events = await socket.events(upto=head + 1)
        assert [event["position"] for event in events] == list(range(4, head + 2))
        await socket.leave()

    run(scenario())


def test_a_frame_holds_at_most_500_events(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket(f"?after={before}")
        head = (await socket.open())["position"]
        frames = [await socket.frame(), await socket.frame()]
        assert [len(frame["events"]) for frame in frames] == [500, 101]
        assert [frame["position"] for frame in frames] == [before + 500, head]
        await socket.leave()

    before = store.head(studio.log)
    rename(studio, *(f"The Ferry {number}" for number in range(601)))
    while sequencer.step():
        pass
    run(scenario())


def test_no_frame_is_longer_than_common_clients_take(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket(f"?after={before}")
        head = (await socket.open())["position"]
        frames = [await socket.frame()]
        while frames[-1]["position"] < head:
            frames.append(await socket.frame())
        assert [event["position"] for frame in frames for event in frame["events"]] == list(range(before + 1, head + 1))
        assert max(len(json.dumps(frame)) for frame in frames) < 1_000_000
        assert len(frames) > 1
        await socket.leave()

    def work(batch: Batch) -> None:
        for number in range(100):
            batch.decide(shots, shot, ChangeShot("description", f"{number} {'fog ' * 2000}"))

    before = store.head(studio.log)
    shot = queries.ordered_shots(queries.moment(studio.log))[0]
    execute(studio.by, studio.log, work)
    while sequencer.step():
        pass
    run(scenario())


def test_a_flushed_channel_layer_loses_and_doubles_nothing(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        head = (await socket.open())["position"]
        for number in range(5):
            await forget()
            await in_thread(rename, studio, f"Name {number}", f"Other {number}")
        events = await socket.events(upto=head + 10)
        assert [event["position"] for event in events] == list(range(head + 1, head + 11))
        await socket.leave()

    run(scenario())


def test_a_message_that_comes_twice_or_late_doubles_nothing(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket(look_every=60)
        head = (await socket.open())["position"]
        await in_thread(rename, studio, "Fog")
        for told in (head, head + 1, head + 7):
            message = {"type": "log.moved", "log": str(studio.log), "head": told}
            await tell(live.group(studio.log), message)
        await in_thread(rename, studio, "Rain")
        events = await socket.events(upto=head + 2)
        assert [event["position"] for event in events] == [head + 1, head + 2]
        await socket.leave()

    run(scenario())


def test_who_loses_membership_is_closed_out_before_anything_later(studio: Studio) -> None:
    async def scenario() -> None:
        socket = Socket(studio.address, token=token, look_every=60)
        await socket.open()
        await in_thread(commands.remove_member, studio.by, studio.log, guest.person)
        assert await socket.closed() == 4403

    guest, token = account("guest")
    commands.add_member(studio.by, studio.log, guest.person, "artist")
    while sequencer.step():
        pass
    run(scenario())


def test_an_erased_person_is_closed_out_at_once(studio: Studio) -> None:
    async def scenario() -> None:
        by_token, by_session = (Socket(studio.address, look_every=60, **way) for way in ways)
        for socket in (by_token, by_session):
            await socket.open()
        await in_thread(commands.erase_person, studio.by, guest.person)
        assert [await socket.closed() for socket in (by_token, by_session)] == [4401, 4401]

    guest, token = account("guest")
    commands.add_member(studio.by, studio.log, guest.person, "artist")
    browser = Client()
    browser.force_login(guest)
    cookie = [("origin", f"http://{HOST}"), ("cookie", f"sessionid={browser.session.session_key}")]
    ways: list[dict[str, Any]] = [{"token": token}, {"headers": cookie}]
    run(scenario())


def test_a_token_that_is_taken_away_ends_the_socket(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        await socket.open()
        await in_thread(tokens.revoke_all, studio.user)
        assert await socket.closed() == 4401

    run(scenario())


@pytest.mark.parametrize("ending", ["revoked", "expired", "ended", "idle", "password", "switched off"])
def test_whatever_ends_a_sign_in_closes_its_sockets_and_no_others(studio: Studio, ending: str) -> None:
    async def scenario() -> None:
        by_token, by_session, other = (Socket(studio.address, **way) for way in (*ways, {"token": studio.token}))
        for socket in (by_token, by_session, other):
            await socket.open()
        await in_thread(endings[ending])
        closing = {"revoked": [by_token], "expired": [by_token], "ended": [by_session], "idle": [by_session]}
        for socket in closing.get(ending, [by_token, by_session]):
            assert await socket.closed() == 4401
        await in_thread(rename, studio, "Fog")
        for socket in {by_token, by_session, other} - set(closing.get(ending, [by_token, by_session])):
            assert (await socket.frame())["kind"] == "events"
            await socket.leave()

    guest, token = account("guest")
    commands.add_member(studio.by, studio.log, guest.person, "artist")
    browser = Client()
    browser.force_login(guest)
    cookie = [("origin", f"http://{HOST}"), ("cookie", f"sessionid={browser.session.session_key}")]
    ways: list[dict[str, Any]] = [{"token": token}, {"headers": cookie}]
    endings: dict[str, Any] = {
        "revoked": lambda: TokenRow.objects.filter(user=guest).delete(),
        "expired": lambda: TokenRow.objects.filter(user=guest).update(expiry=timezone.now()),
        "ended": lambda: sessions.end_all(guest),
        "idle": lambda: SessionRow.objects.filter(user=guest).update(expire_date=timezone.now()),
        "password": lambda: User.objects.filter(id=guest.id).update(password=make_password("another one")),
        "switched off": lambda: User.objects.filter(id=guest.id).update(is_active=False),
    }
    while sequencer.step():
        pass
    run(scenario())


@pytest.mark.parametrize(("query", "code"), [("?after=99999", 4409), ("?after=x", 4400), ("?after=-1", 4400)])
def test_a_position_that_cannot_be_is_refused(studio: Studio, query: str, code: int) -> None:
    assert run(studio.socket(query).refused()) == code


def test_strangers_and_the_unknown_learn_nothing(studio: Studio) -> None:
    _, token = account("stranger")
    assert run(Socket(studio.address, token=token).refused()) == 4404
    assert run(Socket(f"/ws/productions/{UUID(int=7)}/", token=token).refused()) == 4404
    assert run(Socket(studio.address).refused()) == 4401
    assert run(Socket(studio.address, token="no-such-token").refused()) == 4401


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:9",
        "null",
        "http://localhost:8000.evil",
        "http://localhost:999999",
        "//[",
    ],
)
def test_a_page_from_elsewhere_is_refused_before_it_is_open(studio: Studio, origin: str) -> None:
    socket = studio.socket(headers=[("origin", origin)])
    assert run(socket.connect()) == {"type": "websocket.close", "code": CloseCodes().no_member}


def test_a_page_of_an_origin_that_is_trusted_comes_in(studio: Studio, settings: Settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://film.example"]
    socket = studio.socket(headers=[("origin", "https://film.example")])
    assert run(socket.connect())["type"] == "websocket.accept"
    assert run(studio.socket(headers=[("origin", "http://film.example")]).connect())["type"] == "websocket.close"


def test_there_is_nothing_at_any_other_address() -> None:
    async def scenario() -> None:
        talk = communicator(websocket, {"type": "websocket", "path": "/ws/other/", "headers": headers})
        await talk.send_input({"type": "websocket.connect"})
        assert (await talk.receive_output(timeout=10))["type"] == "websocket.close"

    headers = [(b"host", HOST.encode())]
    run(scenario())


def test_a_page_of_ours_comes_in_by_its_session(studio: Studio) -> None:
    async def scenario() -> None:
        headers = [("origin", f"http://{HOST}"), ("cookie", f"theme=dark; sessionid={key}")]
        socket = Socket(studio.address, headers=headers)
        assert (await socket.open())["kind"] == "hello"
        await in_thread(SessionStore(key).delete)
        assert await socket.closed() == 4401

    browser = Client()
    browser.force_login(studio.user)
    key = browser.session.session_key
    run(scenario())


def test_a_token_may_come_as_subprotocol_and_is_not_echoed(studio: Studio) -> None:
    async def scenario() -> None:
        socket = Socket(studio.address, subprotocols=["continuity", f"token.{studio.token}"])
        assert await socket.connect() == {"type": "websocket.accept", "subprotocol": "continuity"}
        assert (await socket.frame())["kind"] == "hello"
        await socket.leave()

    run(scenario())


def test_what_clients_say_does_no_harm(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        head = (await socket.open())["position"]
        for message in ({"text": "{"}, {"text": "[]"}, {"bytes": b"\xff\x00"}, {"text": '{"kind": "hello"}'}):
            await socket.say(**message)
        await in_thread(rename, studio, "Fog")
        assert (await socket.frame())["position"] == head + 1
        await socket.leave()

    run(scenario())


def test_progress_comes_at_most_four_times_a_second_for_each_job(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket(look_every=60)
        await socket.open()
        await until_heard(socket, group)
        about = {"type": "progress", "shot": "s", "stage": "motion", "steps": 9, "eta_seconds": 1}
        for step in range(9):
            for job in ("a", "b"):
                await tell(group, {**about, "job": job, "step": step})
        await tell(group, {"type": "stages", "shot": "s"})
        frames: list[dict[str, Json]] = []
        while not frames or frames[-1]["kind"] != "stages":
            frame = await socket.frame()
            frames += [frame] if frame != HEARD else []
        assert [(frame["kind"], frame.get("job")) for frame in frames[:-1]] == [("progress", "a"), ("progress", "b")]
        assert frames[0] == {"kind": "progress", "step": 0, "job": "a", **{k: about[k] for k in about if k != "type"}}
        await socket.leave()

    group = f"production.{studio.log}"
    run(scenario())


def test_a_sequencer_that_stands_still_is_noticed(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        await socket.open()
        await database_sync_to_async(rename)(studio, "Fog")  # and nobody numbers it
        assert await socket.frame() == {"kind": "late"}
        await socket.leave()

    run(scenario())


def test_a_quiet_line_ticks_with_the_position_it_has_reached(studio: Studio) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        head = (await socket.open())["position"]
        assert await socket.any_frame() == {"kind": "tick", "position": head}
        await in_thread(rename, studio, "Fog")
        assert (await socket.frame())["kind"] == "events"
        assert await socket.any_frame() == {"kind": "tick", "position": head + 1}
        await socket.leave()

    run(scenario())


def test_a_restart_of_valkey_costs_neither_events_nor_the_socket(
    studio: Studio, settings: Settings, tmp_path: Path
) -> None:
    async def scenario() -> None:
        socket = studio.socket()
        head = (await socket.open())["position"]
        await in_thread(rename, studio, "with")
        first.stop()
        await in_thread(rename, studio, "without")
        with start_valkey(tmp_path, durable=False):
            await in_thread(rename, studio, "again")
            events = await socket.events(upto=head + 3)
            assert [event["position"] for event in events] == [head + 1, head + 2, head + 3]
            await until_heard(socket, f"production.{studio.log}")
            await socket.leave()

    with start_valkey(tmp_path, durable=False) as first:
        layer = {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [first.channel_url]}}
        settings.CHANNEL_LAYERS = {"default": layer}
        run(scenario())


def test_reviewers_get_every_position_and_not_every_payload(studio: Studio) -> None:
    async def scenario() -> list[dict[str, Json]]:
        socket = Socket(f"{studio.address}?after={before}", token=token)
        await socket.open()
        events = await socket.events(upto=before + 2)
        await socket.leave()
        return events

    guest, token = account("guest")
    before = store.head(studio.log)
    commands.add_member(studio.by, studio.log, guest.person, "reviewer")
    taken(studio.by, studio.log)
    while sequencer.step():
        pass
    joined, made = run(scenario())
    assert (joined["position"], made["position"]) == (before + 1, before + 2)
    assert made["type"] == "take.made"
    assert (made["payload"]["recipes"], made["payload"]["number"]) == (None, 1)
