"""Two people at once: what is seen, what is expected, and what was missed."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tests.conftest import Sequencer
from tests.support.web import Api, Reply, code, crew, data, someone


@pytest.fixture
def shot(ida: Api, film: str) -> str:
    return f"shots/{ida.get(f'{film}shots/')['results'][0]['id']}/"


def test_a_reply_that_is_known_is_not_sent_again(ida: Api, film: str, shot: str) -> None:
    for address in (shot, film, f"{film}shots/", f"{film}script/", f"{shot}inputs/", f"{film}parameters/style/"):
        first = ida.send("GET", address)
        again = ida.send("GET", address, headers={"If-None-Match": f"W/{first['ETag']}"})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), address
        assert again["X-Log-Position"] == first["X-Log-Position"]


def test_the_tag_of_a_write_is_that_of_the_next_read(ida: Api, film: str, shot: str) -> None:
    written = ida.send("PATCH", shot, {"size": "wide"})
    assert written["ETag"].startswith('"2.')
    assert ida.send("GET", shot)["ETag"] == written["ETag"]
    assert ida.send("GET", f"{film}shots/")["ETag"].startswith('"0.')


def test_of_two_writers_with_the_same_tag_one_wins_and_the_other_learns_what_changed(
    ida: Api, film: str, shot: str
) -> None:
    tag = ida.send("GET", shot)["ETag"]
    artist = crew(ida, film.split("/")[1])["artist"]
    assert artist.send("PATCH", shot, {"size": "wide"}, {"If-Match": tag}).status_code == 200
    late = ida.send("PATCH", shot, {"camera": "push-in"}, {"If-Match": f"W/{tag}"})
    assert (late.status_code, code(late)) == (412, "version-conflict")
    (missed,) = data(late)["missed"]
    assert (missed["field"], missed["from"], missed["to"]) == ("size", None, "wide")
    assert missed["actor"]["name"] == artist.user.username
    assert ida.get(shot)["camera"] == "static"


def test_a_version_in_the_body_conflicts_with_409(ida: Api, shot: str) -> None:
    assert ida.patch(shot, size="wide", version=1)["version"] == 2
    late = ida.send("PATCH", shot, {"size": "full", "version": 1})
    assert (late.status_code, code(late)) == (409, "version-conflict")
    assert (data(late)["expected"], data(late)["actual"]) == (1, 2)


def test_without_a_version_both_succeed_and_both_events_stand(ida: Api, shot: str) -> None:
    first, second = ida.patch(shot, size="wide"), ida.patch(shot, size="full")
    assert (first["version"], second["version"]) == (2, 3)
    assert len(first["events"]) == len(second["events"]) == 1


@pytest.mark.parametrize("tag", ['"nonsense"', "nonsense", '"1.xyz"', '"1.0123456789abcdef", "2.0123456789abcdef"', ""])
def test_a_tag_that_is_not_ours_matches_nothing(ida: Api, shot: str, tag: str) -> None:
    refused = ida.send("PATCH", shot, {"size": "wide"}, {"If-Match": tag})
    assert (refused.status_code, code(refused)) == (412, "foreign-etag")
    assert tag in data(refused)["detail"].replace("\\", "") and "when it was read" in data(refused)["detail"]


def test_any_version_will_do_for_a_star(ida: Api, shot: str) -> None:
    assert ida.send("PATCH", shot, {"size": "wide"}, {"If-Match": "*"}).status_code == 200


def test_the_script_keeps_to_its_expected_revision(ida: Api, film: str) -> None:
    text = ida.get(f"{film}script/")["text"]
    late = ida.send("PUT", f"{film}script/", {"text": f"{text}\nThe end.\n", "version": 0})
    assert (late.status_code, code(late)) == (409, "version-conflict")


def test_every_thing_honours_the_version(ida: Api, film: str, shot: str) -> None:
    scene = f"scenes/{ida.get(shot)['scene']}/"
    reference = f"references/{ida.get(f'{film}references/')['results'][0]['id']}/"
    writes: list[tuple[str, str, dict[str, Any]]] = [
        ("PATCH", film, {"name": "Other"}),
        ("PUT", f"{film}parameters/style/", {"value": "ink"}),
        ("POST", f"{film}parameters/style/lock/", {}),
        ("POST", f"{film}members/", {"username": "ida", "role": "artist"}),
        ("DELETE", f"{film}members/{ida.person}/", {}),
        ("PATCH", scene, {"number": "7"}),
        ("POST", f"{scene}move/", {}),
        ("POST", f"{scene}restore/", {}),
        ("DELETE", scene, {}),
        ("PUT", f"{scene}parameters/style/", {"value": "ink"}),
        ("PATCH", shot, {"continues": None}),
        ("POST", f"{shot}move/", {}),
        ("POST", f"{shot}restore/", {}),
        ("DELETE", shot, {}),
        ("PUT", f"{shot}cast/{reference.split('/')[1]}/", {}),
        ("DELETE", f"{shot}parameters/style/", {}),
        ("PATCH", reference, {"rights": "ours"}),
        ("POST", f"{reference}lock/", {}),
        ("POST", f"{reference}restore/", {}),
        ("DELETE", reference, {}),
    ]
    for method, address, body in writes:
        late = ida.send(method, address, {**body, "version": 77})
        assert (late.status_code, code(late)) == (409, "version-conflict"), (method, address)


def test_the_log_position_is_the_head(ida: Api, film: str, shot: str, sequencer: Sequencer) -> None:
    sequencer.step()
    before = int(ida.send("GET", shot)["X-Log-Position"])
    ida.patch(shot, size="wide")
    sequencer.step()
    assert int(ida.send("GET", shot)["X-Log-Position"]) == before + 1


def test_of_many_writers_at_once_exactly_one_wins(live_database: str) -> None:
    ida = someone("ida")
    film = f"productions/{ida.post('productions/', name='The Ferry')['id']}/"

    def rename(number: int) -> Reply:
        try:
            return ida.send("PATCH", film, {"name": f"Name {number}", "version": 2})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(rename, range(8)))
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * 7
    assert ida.get(film)["version"] == 3
    late = next(reply for reply in replies if reply.status_code == 409)
    assert data(late)["missed"][0]["to"] == ida.get(film)["name"]


def test_many_writers_without_a_version_all_succeed(live_database: str) -> None:
    ida = someone("ida")
    film = f"productions/{ida.post('productions/', name='The Ferry')['id']}/"

    def rename(number: int) -> Reply:
        try:
            return ida.send("PATCH", film, {"name": f"Name {number}"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert {reply.status_code for reply in pool.map(rename, range(8))} == {200}
    assert ida.get(film)["version"] == 10
