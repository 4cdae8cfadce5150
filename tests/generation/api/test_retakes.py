"""Retakes over the API: quoted, ordered, and what the take says of the frames that it keeps."""

from typing import Any

import pytest

from generation import queries
from productions import commands
from tests.generation.filming import Film, work_all
from tests.support.web import Api, crew, data

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {"first": 2, "last": 3, "seed": 7, "wording": "She raises a lantern."}


@pytest.fixture
def take(film: Film) -> str:
    """A take of six frames."""
    commands.change_shot(film.by, film.log, film.shots["one"], {"frames": 6})
    film.make("one")
    return str(queries.takes(film.log, film.shots["one"])[0].id)


def test_a_retake_is_quoted_ordered_and_says_which_frames_it_keeps(ida: Api, film: Film, take: str) -> None:
    quote = ida.post(f"takes/{take}/retake/quote/", **ASKED)
    assert (quote["shots"], quote["over"]) == (1, None)
    assert quote["cost"]["seconds"]["high"] > 0
    placed = ida.post(f"takes/{take}/retake/", **ASKED)
    assert placed["state"] == "running"
    list(work_all())
    new, base = ida.get(f"shots/{film.shots['one']}/takes/")["results"]
    assert new["retake"] == {
        "take": take,
        "number": 1,
        "first": 2,
        "last": 3,
        "added": 0,
        "unchanged": [{"first": 0, "last": 1}, {"first": 4, "last": 5}],
        "seed": 7,
        "wording": "She raises a lantern.",
    }
    assert (new["settings"], new["order"], new["in_use"]) == ({}, placed["id"], False)
    assert base["retake"] is None
    assert ida.post(f"takes/{new['id']}/select/")["in_use"] is True
    jobs = ida.get(f"orders/{placed['id']}/jobs/")["results"]
    assert all(job["settings"] == {} for job in jobs)


def test_a_lengthened_take_says_by_how_much(ida: Api, film: Film, take: str) -> None:
    ida.post(f"takes/{take}/retake/", first=6, last=9)
    list(work_all())
    new = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    assert (new["retake"]["added"], new["retake"]["unchanged"]) == (4, [{"first": 0, "last": 5}])


def test_it_can_wait_for_release(ida: Api, film: Film, take: str) -> None:
    placed = ida.post(f"takes/{take}/retake/", **ASKED, held=True, reason="tonight")
    assert (placed["state"], placed["reason"]) == ("held", "tonight")
    assert list(work_all()) == []
    ida.post(f"orders/{placed['id']}/release/")
    assert [done.stage for done in work_all()] == ["motion", "finish"]


@pytest.mark.parametrize("path", ["retake/", "retake/quote/"])
def test_what_cannot_be_is_refused_in_words(ida: Api, take: str, path: str) -> None:
    for asked in ({"first": 4, "last": 3}, {"first": 7, "last": 9}):
        reply = ida.send("POST", f"takes/{take}/{path}", asked)
        assert (reply.status_code, data(reply)["code"]) == (422, "invalid-range")
    assert ida.send("POST", f"takes/{take}/{path}", {"first": 1, "last": 2, "seed": -1}).status_code == 422


def test_who_may_not_read_prompts_sees_no_wording(ida: Api, film: Film, take: str) -> None:
    ida.post(f"takes/{take}/retake/", **ASKED)
    list(work_all())
    reviewer = crew(ida, str(film.log))["reviewer"]
    new = reviewer.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    assert (new["retake"]["wording"], new["retake"]["seed"]) == (None, None)
    assert new["retake"]["unchanged"] == [{"first": 0, "last": 1}, {"first": 4, "last": 5}]


def test_a_plan_that_makes_the_shot_whole_says_why_in_words(ida: Api, film: Film, address: str, take: str) -> None:
    ida.post(f"takes/{take}/retake/", **ASKED)
    list(work_all())
    shot = film.shots["one"]
    new = ida.get(f"shots/{shot}/takes/")["results"][0]
    ida.post(f"takes/{new['id']}/select/")
    commands.change_shot(film.by, film.log, shot, {"size": "wide"})
    plan = ida.get(f"{address}plan/?shot={shot}")
    told = {line["stage"]: line["reason"] for line in plan["stages"] if line["shot"] == str(shot)}
    assert told["prompt"] == "size changed"
    assert told["motion"] == "retake changed, and the prompt or the keyframe may come out different"
