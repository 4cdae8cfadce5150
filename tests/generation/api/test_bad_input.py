"""Bad input about takes and orders gets a plain error and changes nothing."""

from typing import Any

import pytest

from tests.generation.filming import Film
from tests.support.films import taken
from tests.support.web import Api, code, data

STRANGE = [
    "a\r\nSet-Cookie: x",
    "\u202egnp.exe",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "=1+1",
    "Zoë 🎬 \ufdd0",
]


@pytest.fixture
def take(film: Film) -> str:
    """The address of a take of 48 frames."""
    return f"takes/{taken(film.by, film.log, film.shots['one'])}/"


@pytest.mark.parametrize("frame", [-1, 48, 2**31, 2**53, 2**70, 1.5, "3", True, [0]])
def test_a_frame_is_one_of_the_take(ida: Api, take: str, frame: Any) -> None:
    for path in ("notes/", "request-changes/"):
        refused = ida.send("POST", f"{take}{path}", {"text" if path == "notes/" else "comment": "x", "frame": frame})
        assert refused.status_code == 422
    assert ida.get(take)["version"] == 1


@pytest.mark.parametrize("text", ["", " \t\n", "x" * 10_001, "a\0b", None, 7, ["x"]])
def test_a_note_is_text_that_says_something(ida: Api, take: str, text: Any) -> None:
    assert ida.send("POST", f"{take}notes/", {"text": text}).status_code == 422
    assert ida.send("POST", f"{take}notes/", b'{"text": "\\ud800"}').status_code == 400
    assert ida.get(take)["notes"] == []


@pytest.mark.parametrize("text", STRANGE)
def test_strange_notes_are_kept_as_they_are(ida: Api, take: str, text: str) -> None:
    reply = ida.send("POST", f"{take}notes/", {"text": text})
    assert (reply.status_code, data(reply)["notes"][0]["text"]) == (201, text)
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    "more",
    [
        {"variations": 0}, {"variations": -1}, {"variations": 2**70}, {"variations": 1.5}, {"stages": ["nothing"]},
        {"stages": "all"}, {"stages": []}, {"include_approved": 1}, {"shots": [1]}, {"shots": ["../x"]}, {"seed": 1},
        {"reason": "a\0b"},
    ],
)  # fmt: skip
def test_an_order_of_nonsense_is_refused(ida: Api, film: Film, address: str, more: dict[str, Any]) -> None:
    refused = ida.send("POST", f"{address}orders/", {"shots": [str(film.shots["one"])], **more})
    assert refused.status_code in (409, 422), data(refused)
    assert ida.get(f"{address}orders/")["results"] == []


def test_the_same_shot_named_often_is_ordered_once(ida: Api, film: Film, address: str) -> None:
    placed = ida.post(f"{address}orders/", shots=[str(film.shots["one"])] * 500)
    assert placed["jobs"]["total"] == 4


@pytest.mark.parametrize("digest", ["sha256:..%2F..%2Fetc", "sha256:" + "g" * 64, "sha256:" + "0" * 63, "%00", "md5:0"])
def test_what_is_no_digest_is_not_there(ida: Api, digest: str) -> None:
    missing = ida.send("GET", f"artifacts/{digest}/")
    assert (missing.status_code, code(missing)) == (404, "not-found")
