"""The captions of the film at the API: files, languages, and what is found."""

import json
from typing import Any

import pytest

from productions.models import User
from tests.generation.api.test_artifacts import body
from tests.generation.captioning import captioned_film
from tests.generation.filming import Film
from tests.support.web import Api


@pytest.fixture
def ferry(db: None) -> Film:
    return captioned_film()


@pytest.fixture
def jo(ferry: Film) -> Api:
    """The producer of the film with captions."""
    return Api(User.objects.create_user("jo", person=ferry.by.actor))


def problem(by: Api, path: str) -> tuple[int, str, str]:
    reply = by.send("GET", path)
    told: dict[str, Any] = reply.json()
    return reply.status_code, told["code"], told["detail"]


@pytest.mark.parametrize(
    ("ending", "kind", "begins"),
    [
        ("vtt", "text/vtt", b"WEBVTT"),
        ("srt", "application/x-subrip", b"1\n"),
        ("ttml", "application/ttml+xml", b"<?xml"),
    ],
)
def test_captions_come_as_files_to_keep(jo: Api, ferry: Film, ending: str, kind: str, begins: bytes) -> None:
    ferry.make("two", "four")
    reply = jo.send("GET", f"productions/{ferry.log}/cut.{ending}/?language=en")
    assert reply.status_code == 200 and reply.content.startswith(begins)
    assert reply["Content-Type"].startswith(kind)
    assert f'filename="The Ferry captions.{ending}"' in reply["Content-Disposition"]
    assert (
        jo.send("GET", f"productions/{ferry.log}/cut.{ending}/", headers={"If-None-Match": reply["ETag"]}).status_code
        == 304
    )


def test_what_is_not_there_is_said_in_words(jo: Api, ferry: Film, ida: Api, film: Film) -> None:
    assert problem(jo, f"productions/{ferry.log}/cut.vtt/") == (
        409,
        "no-captions",
        "No shot has captions yet: generate some.",
    )
    status, code, words = problem(ida, f"productions/{film.log}/cut.srt/")
    assert (status, code) == (409, "no-captions") and "Film with captions" in words
    ferry.make("two")
    status, _, words = problem(jo, f"productions/{ferry.log}/cut.ttml/?language=de-AT")
    assert (status, words) == (404, 'There are no captions in "de-AT". There are some in en.')
    assert jo.send("GET", f"productions/{ferry.log}/cut.vtt/?language=!").status_code == 422
    assert ida.send("GET", f"productions/{ferry.log}/cut.vtt/").status_code == 404


def test_a_clip_says_where_its_captions_lie(jo: Api, ferry: Film) -> None:
    ferry.make("two")
    clips = jo.get(f"productions/{ferry.log}/cut/")["clips"]
    assert [clip["captions"] is not None for clip in clips] == [False, True, False, False]
    document = json.loads(body(jo.send("GET", clips[1]["captions"])))
    assert [cue["lines"] for cue in document["cues"]] == [["Is it late?"]]


def test_findings_stand_beside_the_cut(jo: Api, ferry: Film, ida: Api, film: Film) -> None:
    ferry.make()
    told = jo.get(f"productions/{ferry.log}/cut/checks/")
    assert (told["language"], told["languages"], told["captioned"], told["shots"]) == ("en", ["en"], 4, 4)
    fast = next(each for each in told["findings"] if each["matter"] == "fast")
    assert fast["shot"] == str(ferry.shots["four"]) and fast["measured"] > fast["limit"] == 20
    assert "always late" in fast["text"]
    empty = ida.get(f"productions/{film.log}/cut/checks/")
    assert (empty["languages"], empty["findings"]) == ([], [])


def test_a_language_may_be_written_in_any_case(jo: Api, ferry: Film) -> None:
    ferry.make("two", "four")
    for written in ("EN", "eN"):
        assert jo.send("GET", f"productions/{ferry.log}/cut.vtt/?language={written}").status_code == 200
        told = jo.get(f"productions/{ferry.log}/cut/checks/?language={written}")
        assert (told["language"], told["captioned"]) == ("en", 2)
        assert "missing" not in {each["matter"] for each in told["findings"]}
