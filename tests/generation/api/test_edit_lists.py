"""The cut for editing programs at the API: downloads, and the difference of an edit that comes back."""

import json
from xml.etree.ElementTree import fromstring

import pytest

from events import sequencer
from generation.cut.reading import LARGEST
from productions import commands
from productions.commands import Target
from tests.generation.filming import Film
from tests.support.uploads import upload
from tests.support.web import Api, Reply, code, data


def refused(reply: Reply) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return reply.status_code, code(reply)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("otio", "application/x-opentimelineio"), ("edl", "text/plain"), ("fcpxml", "application/xml")],
)
def test_the_cut_is_a_file_that_comes_back_as_it_went(
    ida: Api, film: Film, address: str, form: str, media_type: str
) -> None:
    film.make("one", "three")
    reply = ida.send("GET", f"{address}cut.{form}/")
    assert reply["Content-Type"].startswith(media_type)
    assert f'filename="The Ferry.{form}"' in reply["Content-Disposition"]
    found = data(upload(ida, "POST", f"{address}cut/compare/", reply.content, f"cut.{form}"))
    assert (found["format"], found["same"], found["clips"], found["rate"]) == (form, True, 2, "24")
    assert found["film_frames"] == found["edit_frames"] == 6
    as_text = ida.post(f"{address}cut/compare/", text=reply.content.decode())
    assert as_text == found


def test_take_start_drop_frame_and_position_are_asked_for(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    sequencer.step()
    assert b"10:00:00:00 10:00:00:02" in ida.send("GET", f"{address}cut.edl/?start=10:00:00:00").content
    film.make("two")
    sequencer.step()
    head = int(ida.send("GET", f"{address}cut.edl/")["X-Log-Position"])
    now, before = (ida.send("GET", f"{address}cut.otio/?at={at}").content for at in (head, head - 1))
    assert json.loads(now)["metadata"]["continuity"]["position"] == head
    assert json.loads(before)["metadata"]["continuity"]["position"] == head - 1
    assert refused(ida.send("GET", f"{address}cut.edl/?take=approved")) == (409, "nothing-to-cut")
    root = fromstring(ida.send("GET", f"{address}cut.fcpxml/").content)
    assert [one.tag for one in root.iter("spine") for one in one] == ["asset-clip", "asset-clip", "gap"]


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("take=best", 422, "invalid-request"),
        ("start=1:00", 422, "invalid-request"),
        ("start=01:00:00:24", 422, "invalid-request"),
        ("drop_frame=yes", 422, "invalid-request"),
        ("at=99999", 404, "not-found"),
        ("at=1", 404, "not-found"),
        ("", 409, "nothing-to-cut"),
    ],
)
@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
def test_what_cannot_be_cut_is_said(
    ida: Api, film: Film, address: str, form: str, query: str, status: int, word: str
) -> None:
    sequencer.step()
    assert refused(ida.send("GET", f"{address}cut.{form}/?{query}")) == (status, word)


def test_a_difference_names_shots_takes_and_frames(ida: Api, film: Film, address: str) -> None:
    film.make()
    text = ida.send("GET", f"{address}cut.edl/").content.decode()
    moved = text.replace("SC010_0010", "SC010_x").replace("SC010_0020", "SC010_0010").replace("SC010_x", "SC010_0020")
    other = moved.replace("SC020_0010_take1", "SC020_0010_take7").replace("SC020_0010 TAKE: 1", "SC020_0010 TAKE: 7")
    stock = "\n004  AX V C 00:00:00:00 00:00:01:00 02:00:00:00 02:00:01:00\n"
    found = ida.post(f"{address}cut/compare/", text=other + stock)
    assert not found["same"]
    assert [pair["film"]["name"] for pair in found["reordered"]] == ["SC010_0020"]
    (replaced,) = found["replaced"]
    assert (replaced["film"]["take"], replaced["edit"]["take"]) == (1, 7)
    assert replaced["film"]["shot"] == str(film.shots["three"])
    assert [clip["name"] for clip in found["unknown"]] == ["AX"]
    assert found["missing"] == found["retimed"] == found["trimmed"] == found["repeated"] == []


def test_an_edit_is_one_file_of_a_size_that_can_be_read(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    compare = f"{address}cut/compare/"
    assert refused(ida.send("POST", compare, {"text": "no edit"})) == (400, "unreadable-edit")
    assert refused(upload(ida, "POST", compare, b"\xff\xd8\xff", "cut.otio")) == (400, "unreadable-edit")
    assert refused(ida.send("POST", compare, {})) == (422, "invalid-request")
    assert refused(upload(ida, "POST", compare, b"<" * (LARGEST + (65 << 10)), "a.fcpxml")) == (413, "too-large")
    deep = upload(ida, "POST", compare, b'{"OTIO_SCHEMA":' + b"[" * 100_000, "a.otio")
    assert refused(deep) == (400, "unreadable-edit")
    assert "deeply" in data(deep)["detail"]


@pytest.mark.parametrize("file", [["abc"], [-1], [3_000_000_000], [[]], [], "abc", {"a": 1}])
def test_a_file_in_json_is_none(ida: Api, film: Film, address: str, file: object) -> None:
    film.make("one")
    for method, path in (("POST", "cut/compare/"), ("POST", "script/open/"), ("PUT", "script/")):
        assert refused(ida.send(method, f"{address}{path}", {"file": file})) == (422, "invalid-request")


def test_what_is_wrong_with_a_timecode_is_said_of_what_was_given(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    for query, field in (
        ("start=10:00:00:00&drop_frame=yes", "drop_frame"),
        ("start=10:00:00:24", "start"),
        ("start=10:00:00:24&drop_frame=no", "start"),
    ):
        assert data(ida.send("GET", f"{address}cut.edl/?{query}"))["field"] == field


def test_a_film_behind_midnight_is_refused_only_where_timecode_is_written(ida: Api, film: Film, address: str) -> None:
    film.make()
    text = ida.send("GET", f"{address}cut.otio/").content.decode()
    commands.set_parameter(film.by, film.log, Target("production", film.log), "first_timecode", "23:59:59:23")
    for form in ("otio", "edl", "fcpxml"):
        assert refused(ida.send("GET", f"{address}cut.{form}/")) == (409, "longer-than-a-day")
        assert ida.send("GET", f"{address}cut.{form}/?start=01:00:00:00").status_code == 200
    assert ida.post(f"{address}cut/compare/", text=text)["same"]
    assert ida.send("POST", f"{address}cut/files/", {}).status_code == 202
