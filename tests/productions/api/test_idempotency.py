"""The same request twice is one request."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from productions.models import ReplyRow
from tests.support.web import Api, Reply, code, crew, data, someone

KEY = {"Idempotency-Key": "the-first"}


def test_the_same_request_again_is_answered_alike_and_done_once(ida: Api) -> None:
    first = ida.send("POST", "productions/", {"name": "The Ferry"}, KEY)
    again = ida.send("POST", "productions/", {"name": "The Ferry"}, KEY)
    assert again.content == first.content
    assert (again.status_code, again["ETag"], again["Location"]) == (201, first["ETag"], first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert len(ida.get("productions/")["results"]) == 1


def test_the_same_key_for_something_else_is_refused(ida: Api) -> None:
    ida.send("POST", "productions/", {"name": "The Ferry"}, KEY)
    other = ida.send("POST", "productions/", {"name": "The Bridge"}, KEY)
    assert (other.status_code, code(other)) == (422, "idempotency-key-reused")


def test_keys_are_each_persons_own(ida: Api) -> None:
    ida.send("POST", "productions/", {"name": "The Ferry"}, KEY)
    assert someone("joan").send("POST", "productions/", {"name": "The Bridge"}, KEY).status_code == 201


def test_what_failed_may_be_tried_again(ida: Api) -> None:
    assert ida.send("POST", "productions/", {"name": " "}, KEY).status_code == 422
    assert ida.send("POST", "productions/", {"name": "The Ferry"}, KEY).status_code == 201


def test_a_reply_is_forgotten_after_a_day(ida: Api) -> None:
    ida.send("POST", "productions/", {"name": "The Ferry"}, KEY)
    ReplyRow.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert ida.send("POST", "productions/", {"name": "The Bridge"}, KEY).status_code == 201
    assert ReplyRow.objects.count() == 1


def test_a_former_member_gets_no_stored_reply(ida: Api, film: str) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    shot = f"shots/{ida.get(f'{film}shots/')['results'][0]['id']}/"
    assert artist.send("PATCH", shot, {"size": "wide"}, KEY).status_code == 200
    ida.delete(f"{film}members/{artist.person}/")
    assert artist.send("PATCH", shot, {"size": "wide"}, KEY).status_code == 404


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "ä"])
def test_a_key_must_be_short_and_plain(ida: Api, key: str) -> None:
    refused = ida.send("POST", "productions/", {"name": "The Ferry"}, {"Idempotency-Key": key})
    assert (refused.status_code, code(refused)) == (400, "malformed-request")


def test_twenty_at_once_are_one(live_database: str) -> None:
    ida = someone("ida")

    def create(_: int) -> Reply:
        try:
            return ida.send("POST", "productions/", {"name": "The Ferry"}, KEY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(create, range(20)))
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.content for reply in replies}) == 1
    assert [each["id"] for each in ida.get("productions/")["results"]] == [data(replies[0])["id"]]
