"""Guests of a share link: one playlist, and nothing else of the production, by whatever route they try."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as settings_of
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from events import store
from generation.api import guests as guests_api
from productions.domain.share_link import LONGEST_DAYS
from productions.models import ReplyRow
from productions.people import guests as sessions
from tests.conftest import Sequencer
from tests.generation.filming import Film
from tests.support.guests import Guest, came, link_to
from tests.support.routes import operations
from tests.support.web import Api, code, crew, data, someone

pytestmark = pytest.mark.django_db
PEN = {"tool": "pen", "points": [[1, 2], [3, 4]], "colour": "red", "width": 600, "text": ""}
OPEN = {"auth_token", "auth_session_read", "auth_sign_in", "auth_sign_out"}
"""Where everybody may ask who they are, or sign in as somebody."""


@pytest.fixture(autouse=True)
def own_copies(settings: Settings, tmp_path: Path) -> None:
    """Copies for the guests of a test lie in its own folder."""
    settings.INNER_ACTIONS = tmp_path / "inner"


@pytest.fixture
def playlist(ida: Api, film: Film, address: str) -> str:
    """A playlist of the first shot, which is made; the third one is made and not in it."""
    film.make("one", "three")
    return str(
        ida.post(f"{address}playlists/", name="For the client", entries=[{"shot": str(film.shots["one"])}])["id"]
    )


@pytest.fixture
def anna(ida: Api, playlist: str) -> Guest:
    return came(link_to(ida, playlist, may="comment"))


def taken(ida: Api, film: Film, shot: str) -> dict[str, Any]:
    take: dict[str, Any] = ida.get(f"shots/{film.shots[shot]}/takes/")["results"][0]
    return take


def test_a_guest_sees_the_playlist_and_plays_it(ida: Api, film: Film, anna: Guest) -> None:
    shown = anna.look()
    (clip,) = shown["clips"]
    assert (shown["name"], shown["guest"], shown["may"], shown["watermark"]) == (
        "For the client",
        "Anna",
        "comment",
        True,
    )
    assert (clip["take"], clip["frames"], clip["start"]) == (taken(ida, film, "one")["id"], 2, 0)
    part = anna.client.get(clip["proxy"], headers={"range": "bytes=0-9"})
    assert (part.status_code, len(part.content), part["Content-Type"]) == (206, 10, "video/mp4")
    assert part["Cache-Control"] == "private, no-store" and anna.client.get(clip["poster"]).status_code == 200
    told = ("code", "take", "number", "start", "frames", "count", "rate", "width", "height", "preparing")
    assert set(clip) == {*told, *FILES}


FILES = ("proxy", "poster", "sound", "captions")


def test_of_all_files_of_the_production_a_guest_reaches_what_the_playlist_shows(
    ida: Api, film: Film, anna: Guest
) -> None:
    shown = {anna.look()["clips"][0][name].split("/")[-2] for name in ("proxy", "poster")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM generation_artifact")
        every = {digest for (digest,) in cursor.fetchall()}
    assert len(every) > 8
    got = {digest for digest in every if anna.send("GET", f"artifacts/{digest}/").status_code == 200}
    assert got == shown
    assert {anna.send("GET", f"/api/v1/artifacts/{digest}/").status_code for digest in every} == {401}


def test_a_guest_is_nobody_on_every_route_of_the_api(ida: Api, film: Film, playlist: str, anna: Guest) -> None:
    take, other = taken(ida, film, "one"), came(link_to(ida, playlist))
    places = {
        "{link}": other.link,
        "{production}": str(film.log),
        "/playlists/{id}": f"/playlists/{playlist}",
        "/share-links/{id}": f"/share-links/{anna.link}",
        "/takes/{id}": f"/takes/{take['id']}",
        "/shots/{id}": f"/shots/{film.shots['one']}",
        "/scenes/{id}": f"/scenes/{film.scenes['quay']}",
        "/references/{id}": f"/references/{film.references['Mara']}",
        "{digest}": take["digest"],
        **dict.fromkeys(
            ("{person}", "{session}", "{token}", "{guest}", "{look}", "{sound}", "{shot}"), str(ida.person)
        ),
        **dict.fromkeys(("{reference}", "{job}", "{slot}"), str(film.references["Mara"])),
        "{name}": "style",
        "{position}": "1",
    }
    asked = [each for each in operations() if each.name not in OPEN]
    assert len(asked) > 150
    token = {"Authorization": f"Token {anna.cookie[1]}"}
    for operation in asked:
        path = operation.address(places)
        for headers in ({}, token):
            reply = anna.send(operation.method, path, {}, headers)
            ours = operation.path.startswith("/api/v1/guests/")
            assert reply.status_code in ((401, 422) if ours else (401,)), (operation.name, reply.content)
    session = data(anna.send("GET", "/api/v1/auth/session/"))
    assert session["person"] is None


def test_a_member_is_no_guest(ida: Api, anna: Guest) -> None:
    for method, path in (("GET", ""), ("GET", "notes/"), ("POST", "notes/"), ("POST", "leave/")):
        refused = ida.send(method, f"guests/{anna.link}/{path}", {})
        assert (refused.status_code, code(refused)) == (401, "not-entered")


def test_a_revoked_link_opens_nothing_from_then_on(ida: Api, anna: Guest) -> None:
    proxy = anna.look()["clips"][0]["proxy"]
    revoked = ida.post(f"share-links/{anna.link}/revoke/")
    assert revoked["stands"] == "revoked"
    for reply in (anna.send("GET"), anna.send("GET", "notes/"), anna.client.get(proxy), Guest(_address(anna)).come()):
        assert (reply.status_code, code(reply)) == (410, "link-revoked")
    assert code(anna.send("POST", "notes/", {"take": str(ida.person), "text": "x"})) == "link-revoked"
    assert code(ida.send("POST", f"share-links/{anna.link}/address/", {})) == "link-revoked"


def _address(guest: Guest) -> str:
    return f"{guest.link}#{guest.secret}"


def test_an_expired_link_and_one_to_what_was_put_away_say_so(
    ida: Api, playlist: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = came(link_to(ida, playlist))
    ida.patch(f"playlists/{playlist}/", status="put_away")
    assert code(guest.send("GET")) == "link-closed"
    ida.patch(f"playlists/{playlist}/", status="open")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for reply in (guest.send("GET"), Guest(_address(guest)).come()):
        assert (reply.status_code, code(reply)) == (410, "link-expired")


@pytest.mark.parametrize("hours", [0, 24 * LONGEST_DAYS + 1])
def test_a_link_lasts_an_hour_at_least_and_a_year_at_most(ida: Api, playlist: str, hours: int) -> None:
    refused = ida.send("POST", f"playlists/{playlist}/links/", {"name": "Client", "hours": hours})
    assert (refused.status_code, code(refused)) == (422, "invalid-request")


def test_only_the_last_address_opens_a_link_and_no_other_tells_that_there_is_one(ida: Api, playlist: str) -> None:
    first = Guest(link_to(ida, playlist))
    second = ida.post(f"share-links/{first.link}/address/")["address"].removeprefix("/guest/")
    assert came(second).get()["name"] == "For the client"
    nothing = Guest(f"{ida.person}#{first.secret}")
    for guest in (first, Guest(f"{first.link}#"), nothing):
        guest.secret = guest.secret or "guessed"
        assert (guest.come().status_code, code(guest.come())) == (404, "no-such-link")
        assert code(guest.send("POST", "ask/", {"secret": guest.secret})) == "no-such-link"


def test_a_password_is_asked_for_and_guessed_ten_times_at_most(ida: Api, playlist: str) -> None:
    address = link_to(ida, playlist, password="fog on the water")
    guest = Guest(address)
    asked = data(guest.send("POST", "ask/", {"secret": guest.secret}))
    assert (asked["password"], asked["may"]) == (True, "view") and set(asked) <= {
        *("password", "may", "watermark", "expires_at")
    }
    assert came(address, password="fog on the water").get()["guest"] == "Anna"
    assert {code(guest.come(password=f"guess {n}")) for n in range(10)} == {"wrong-link-password"}
    refused = guest.come(password="fog on the water")
    assert (refused.status_code, code(refused)) == (429, "too-many-attempts")


def test_secrets_stand_nowhere_but_as_digests(ida: Api, playlist: str, anna: Guest, sequencer: Sequencer) -> None:
    anna.say(take=anna.get()["clips"][0]["take"], text="Lovely fog.")
    sequencer.step()
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'")
        tables = [each for each in cursor.fetchall() if each[0] not in ("pg_catalog", "information_schema")]
        for schema, table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{schema}"."{table}" AS t WHERE t::text LIKE ANY (%s)', [_secrets(anna)]
            )
            assert cursor.fetchone() == (0,), table


def _secrets(guest: Guest) -> list[str]:
    return [f"%{guest.secret}%", f"%{guest.cookie[1]}%", "%Lovely fog%"]


def test_the_cookie_is_for_this_site_s_own_page_and_no_script(anna: Guest) -> None:
    morsel = anna.client.cookies[anna.cookie[0]]
    assert (morsel["httponly"], morsel["samesite"], bool(morsel["secure"])) == (
        True,
        "Strict",
        settings_of.SESSION_COOKIE_SECURE,
    )
    foreign = anna.send("POST", "notes/", {}, {"Origin": "https://elsewhere.example"})
    assert (foreign.status_code, code(foreign)) == (403, "foreign-origin")


def test_a_guest_who_may_comment_is_read_in_the_studio_by_name(ida: Api, film: Film, anna: Guest) -> None:
    take = anna.get()["clips"][0]["take"]
    anna.say(take=take, text="Her hand.", frame=0, last=1, question=True, drawing=[PEN])
    (thread,) = ida.get(f"takes/{take}/notes/")["results"]
    assert thread["by"]["kind"] == "guest" and thread["by"]["name"] == "Anna (guest)"
    assert (thread["text"], thread["kind"], thread["drawing"]) == ("Her hand.", "question", [PEN])
    ida.post(f"takes/{take}/notes/", text="We will mend it.", answers=1)
    (note,) = anna.get("notes/")["results"]
    assert [(each["text"], each["by"], each["guest"], each["mine"]) for each in (note, *note["answers"])] == [
        ("Her hand.", "Anna", True, True),
        ("We will mend it.", "Ida", False, False),
    ]
    anna.say(take=take, text="Thank you.", answers=1)
    assert len(ida.get(f"takes/{take}/notes/")["results"][0]["answers"]) == 2


def test_the_history_says_that_a_guest_did_it(
    ida: Api, film: Film, address: str, anna: Guest, sequencer: Sequencer
) -> None:
    anna.say(take=anna.get()["clips"][0]["take"], text="Her hand.")
    sequencer.step()
    entered, noted = [
        event
        for event in ida.get(f"{address}events/?limit=1000")["results"]
        if event["type"] in ("share_link.entered", "take.noted")
    ]
    assert entered["sentence"] == "Anna (guest) came in by the link “Client”"
    assert noted["actor"] == entered["actor"] and noted["actor"]["kind"] == "guest"
    assert noted["actor"]["name"] == "Anna (guest)" and "Anna" not in str(store.read_log(film.log))


def test_guests_see_what_guests_of_their_link_began_and_no_word_of_the_studio(
    ida: Api, film: Film, playlist: str, anna: Guest
) -> None:
    take = anna.get()["clips"][0]["take"]
    ida.post(f"takes/{take}/notes/", text="Secret of the studio.")
    other = came(link_to(ida, playlist, may="comment"), "Ben")
    other.say(take=take, text="Of another link.")
    assert anna.get("notes/")["results"] == []
    refused = anna.send("POST", "notes/", {"take": take, "text": "So?", "answers": 1})
    assert (refused.status_code, code(refused)) == (404, "no-such-note")


def test_who_may_look_says_nothing_and_nobody_speaks_of_other_takes(
    ida: Api, film: Film, playlist: str, anna: Guest
) -> None:
    looking = came(link_to(ida, playlist))
    take = looking.get()["clips"][0]["take"]
    refused = looking.send("POST", "notes/", {"take": take, "text": "Nice."})
    assert (refused.status_code, code(refused)) == (403, "view-only")
    other = anna.send("POST", "notes/", {"take": taken(ida, film, "three")["id"], "text": "Nice."})
    assert (other.status_code, code(other)) == (404, "not-found")


def test_a_note_that_is_sent_twice_is_left_once(ida: Api, anna: Guest) -> None:
    note = {"take": anna.get()["clips"][0]["take"], "text": "Her hand."}
    for _ in range(2):
        assert anna.send("POST", "notes/", note, {"Idempotency-Key": "once"}).status_code == 201
    assert len(anna.get("notes/")["results"]) == 1


def test_what_is_kept_for_a_note_that_is_sent_twice_holds_no_word_of_anybody(anna: Guest) -> None:
    ben = came(_address(anna), "Ben")
    take, replies = anna.get()["clips"][0]["take"], []
    for guest, text in ((anna, "Hand."), (ben, "Hat."), (anna, "Fog."), (anna, "Fog.")):
        replies.append(guest.send("POST", "notes/", {"take": take, "text": text}, {"Idempotency-Key": text}))
    assert [reply.headers.get("Idempotency-Replayed") for reply in replies] == [None, None, None, "true"]
    assert [each["text"] for each in data(replies[-1])["results"]] == ["Hand.", "Hat.", "Fog."]
    kept = ReplyRow.objects.filter(key__in=("Hand.", "Hat.", "Fog."))
    assert [row.body for row in kept] == ["{}"] * 3


def test_a_guest_says_so_much_and_no_more(anna: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guests_api, "MOST_NOTES", 2)
    note = {"take": anna.get()["clips"][0]["take"], "text": "Her hand."}
    anna.say(**note)
    anna.say(**note, answers=1)
    refused = anna.send("POST", "notes/", note)
    assert (refused.status_code, code(refused)) == (429, "too-many-notes")


def test_producers_see_who_came_when_from_where_and_which_shots_were_sent(ida: Api, film: Film, anna: Guest) -> None:
    listed = f"share-links/{anna.link}/guests/"
    anna.client.get(anna.look()["clips"][0]["poster"])
    assert ida.get(listed)["results"][0]["shots"] == []
    for _ in range(2):
        anna.client.get(anna.get()["clips"][0]["proxy"], headers={"range": "bytes=0-9"})
    (guest,) = ida.get(listed)["results"]
    (seen,) = guest["shots"]
    assert (guest["name"], guest["address"]) == ("Anna", "127.0.0.0/24")
    assert (seen["code"], seen["number"], seen["sittings"]) == ("SC010_0010", 1, 1)
    (link,) = ida.get(f"playlists/{ida.get(f'share-links/{anna.link}/')['playlist']}/links/")["results"]
    assert (link["guests"], link["stands"], bool(link["seen_at"])) == (1, "open", True)


@pytest.mark.parametrize(("kept", "told"), [("whole", "203.0.113.77"), ("network", "203.0.113.0/24"), ("none", "")])
def test_addresses_are_kept_as_the_studio_says(settings: Settings, kept: str, told: str) -> None:
    settings.GUEST_ADDRESSES = kept
    assert sessions.kept_address("203.0.113.77") == told
    assert (
        sessions.kept_address("2001:db8:1:2::3")
        == {
            "whole": "2001:db8:1:2::3",
            "network": "2001:db8:1::/48",
            "none": "",
        }[kept]
    )


def test_a_guest_is_erased_like_a_person(ida: Api, film: Film, address: str, anna: Guest, sequencer: Sequencer) -> None:
    take = anna.get()["clips"][0]["take"]
    anna.say(take=take, text="Her hand.", drawing=[PEN], frame=0)
    (guest,) = ida.get(f"share-links/{anna.link}/guests/")["results"]
    for _ in range(2):
        ida.post(f"share-links/{anna.link}/guests/{guest['id']}/erase/")
    (thread,) = ida.get(f"takes/{take}/notes/")["results"]
    assert (thread["text"], thread["text_erased"], thread["drawing"]) == ("", True, [])
    assert thread["by"]["name"] == "Erased guest"
    (gone,) = ida.get(f"share-links/{anna.link}/guests/")["results"]
    assert (gone["name"], gone["address"], gone["device"], gone["erased"]) == ("", "", "", True)
    assert code(anna.send("GET")) == "not-entered"
    assert code(ida.send("POST", f"share-links/{anna.link}/guests/{ida.person}/erase/", {})) == "no-such-guest"
    sequencer.step()
    told = [event["sentence"] for event in ida.get(f"{address}events/?limit=1000")["results"]]
    assert "A guest of the link “Client” was erased" in told and "Erased guest came in by the link “Client”" in told


def test_links_are_the_producers_and_no_undo_brings_one_back(
    ida: Api, film: Film, playlist: str, anna: Guest, sequencer: Sequencer
) -> None:
    members = crew(ida, str(film.log))
    for role in ("artist", "reviewer", "auditor"):
        for path in (f"playlists/{playlist}/links/", f"share-links/{anna.link}/guests/"):
            assert members[role].send("GET", path).status_code == 403
    revoked = ida.post(f"share-links/{anna.link}/revoke/")["events"][0]
    sequencer.step()
    undone = ida.send("POST", f"productions/{film.log}/undo/", {"events": [revoked["event"]]})
    assert undone.status_code in (200, 409) and ida.get(f"share-links/{anna.link}/")["stands"] == "revoked"
    assert someone("stranger").send("GET", f"share-links/{anna.link}/").status_code == 404


def test_a_guest_leaves(anna: Guest) -> None:
    assert anna.send("POST", "leave/").status_code == 200
    assert anna.send("GET").status_code == 401
