"""Erasing a person over the API: who may, and what stops working for whom was erased."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client

from productions.models import ReplyRow, SessionRow, User
from tests.support.web import Api, code, crew, data, someone


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_URL = (tmp_path / "keys").as_uri()


@pytest.fixture
def root(db: None) -> Api:
    """Who answers for the installation."""
    return Api(User.objects.create_superuser("root"))


def erasing(person: Api) -> str:
    return f"studio/people/{person.person}/erase/"


def test_no_role_in_a_production_may_erase_anybody(ida: Api, film: str) -> None:
    members = crew(ida, film.split("/")[1])
    for api in (*members.values(), someone("stranger")):
        for victim in (members["artist"], api):
            refused = api.send("POST", erasing(victim))
            assert (refused.status_code, code(refused)) == (403, "forbidden")
    assert Client().post(f"/api/v1/{erasing(ida)}").status_code == 401


def test_a_superuser_erases_and_doing_it_again_changes_nothing(ida: Api, film: str, root: Api) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    first, again = (root.post(erasing(artist)) for _ in range(2))
    assert (first["person"], first["erased"], again["erased"], again["events"]) == (str(artist.person), True, True, [])
    assert [event["type"] for event in first["events"]] == ["production.member_removed", "studio.person_erased"]
    nowhere = root.send("POST", erasing(artist).replace(str(artist.person), "01a20000-0000-7000-8000-000000000000"))
    assert (nowhere.status_code, code(nowhere)) == (404, "not-found")


def test_who_takes_over_is_named(ida: Api, film: str, root: Api) -> None:
    someone("joan")
    refused = root.send("POST", erasing(ida))
    assert (refused.status_code, code(refused)) == (409, "last-producer")
    assert root.send("POST", erasing(ida), {"successor": "nobody"}).status_code == 422
    root.post(erasing(ida), successor="joan")
    assert ida.send("GET", film).status_code == 401


def test_an_erased_person_is_out_at_once_and_does_not_come_in_again(ida: Api, film: str, root: Api) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    browser = Client()
    browser.force_login(artist.user)
    name, password = artist.user.username, f"secret of {artist.user.username}"
    assert browser.get(f"/api/v1/{film}").status_code == artist.send("GET", film).status_code == 200
    root.post(erasing(artist))
    assert browser.get(f"/api/v1/{film}").status_code == artist.send("GET", film).status_code == 401
    assert not SessionRow.objects.exists()
    body = msgspec.json.encode({"username": name, "password": password})
    assert code(Client().generic("POST", "/api/v1/auth/token/", body, "application/json")) == "wrong-password"
    assert ida.send("POST", f"{film}members/", {"username": name, "role": "artist"}).status_code == 422


def test_kept_replies_forget_the_person(ida: Api, film: str, root: Api) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    ida.send("PATCH", f"{film}members/{artist.person}/", {"role": "auditor"}, {"Idempotency-Key": "one"})
    ida.send("PUT", f"{film}parameters/style/", {"value": "ink"}, {"Idempotency-Key": "two"})
    assert artist.user.username in "".join(ReplyRow.objects.values_list("body", flat=True))
    root.post(erasing(artist))
    assert list(ReplyRow.objects.values_list("key", flat=True)) == ["two"]


def test_the_feed_names_nobody_who_was_erased(ida: Api, film: str, root: Api, sequencer: Any) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    artist.put(f"{film}parameters/style/", value="ink")
    root.post(erasing(artist))
    sequencer.step()
    events = ida.get(f"{film}events/")["results"]
    assert [event["actor"]["name"] for event in events if event["type"] == "production.parameter_set"] == [
        "Erased person"
    ]
    assert events[-1]["sentence"] == "Erased person is no longer artist here"
    assert artist.user.username not in str(events) and str(artist.person) in str(
        data(root.send("POST", erasing(artist)))
    )
