"""Artifacts over the API: whole, in ranges, and only to members."""

import hashlib
from collections.abc import AsyncIterator
from typing import cast

import pytest
from asgiref.sync import async_to_sync
from django.core.files.storage import default_storage
from django.http import HttpResponse, StreamingHttpResponse

from generation.api.ranges import LONGEST, ByteRange, Unsatisfiable, part
from generation.artifacts import artifact_store
from generation.models import TraceRow
from tests.generation.filming import Film
from tests.support.web import Api, crew, someone


@pytest.fixture
def proxy(ida: Api, film: Film) -> str:
    """The address of the proxy of the first shot's take."""
    film.make("one")
    url: str = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["proxy"]
    return url


def body(response: HttpResponse | StreamingHttpResponse) -> bytes:
    """Return what an answer holds, streamed or not."""
    if not isinstance(response, StreamingHttpResponse):
        return response.content

    async def collect() -> bytes:
        return b"".join([chunk async for chunk in cast(AsyncIterator[bytes], response.streaming_content)])

    return async_to_sync(collect)()


def stored(address: str) -> bytes:
    with artifact_store.open_sound(address.split("/")[-2]) as file:
        return file.read()


def test_the_bytes_are_those_that_the_digest_names(ida: Api, proxy: str) -> None:
    response = ida.send("GET", proxy)
    assert response.status_code == 200
    assert f"sha256:{hashlib.sha256(body(response)).hexdigest()}" in proxy
    assert response["Content-Type"] == "video/mp4"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith('inline; filename="')


@pytest.mark.parametrize(
    ("asked", "start", "stop"), [("bytes=5-9", 5, 10), ("bytes=-7", -7, None), ("bytes=3-", 3, None)]
)
def test_a_range_is_answered_with_that_part(ida: Api, proxy: str, asked: str, start: int, stop: int | None) -> None:
    whole = stored(proxy)
    response = ida.send("GET", proxy, headers={"Range": asked})
    assert response.status_code == 206
    assert body(response) == whole[start:stop]
    first = start % len(whole)
    last = (len(whole) if stop is None else stop) - 1
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"


def test_a_range_behind_the_end_is_refused(ida: Api, proxy: str) -> None:
    size = len(stored(proxy))
    response = ida.send("GET", proxy, headers={"Range": f"bytes={size}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{size}")


def test_what_the_asker_has_is_not_sent_again(ida: Api, proxy: str) -> None:
    tag = ida.send("HEAD", proxy)["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        assert ida.send("GET", proxy, headers={"If-None-Match": known}).status_code == 304
    assert ida.send("GET", proxy, headers={"If-None-Match": '"other"'}).status_code == 200
    assert ida.send("GET", proxy, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == 206
    assert ida.send("GET", proxy, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).status_code == 200


def test_a_head_says_how_much_there_is(ida: Api, proxy: str) -> None:
    response = ida.send("HEAD", proxy)
    assert int(response["Content-Length"]) == len(stored(proxy))


def test_bytes_that_are_gone_are_said_to_be_gone(ida: Api, proxy: str) -> None:
    default_storage.delete(artifact_store.name_of(proxy.split("/")[-2]))
    response = ida.send("GET", proxy)
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert response.json()["code"] == "artifact-missing" and "Order the shot again" in response.json()["detail"]


def test_strangers_learn_nothing_about_a_digest(ida: Api, film: Film, proxy: str) -> None:
    assert crew(ida, str(film.log))["reviewer"].send("HEAD", proxy).status_code == 200
    stranger = someone("stranger")
    unknown = f"artifacts/sha256:{'0' * 64}/"
    assert stranger.send("GET", proxy).status_code == stranger.send("GET", unknown).status_code == 404
    assert ida.send("GET", "artifacts/sha256:../../etc/passwd/").status_code == 404


def test_what_no_take_names_yet_is_served_for_its_job(ida: Api, film: Film) -> None:
    film.order("one")
    film.work()
    recipes = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["recipes"]
    prompt = TraceRow.objects.get(key=recipes["prompt"]).digests[0]
    response = ida.send("GET", f"artifacts/{prompt}/")
    assert (response.status_code, response["Content-Disposition"][:10]) == (200, "attachment")
    body(response)


@pytest.mark.parametrize(
    ("header", "size", "expected"),
    [
        ("", 10, None),
        ("bytes=0-", 10 * LONGEST, ByteRange(0, LONGEST)),
        ("bytes=0-99999999999", 10, ByteRange(0, 10)),
        ("bytes=-99", 10, ByteRange(0, 10)),
        ("bytes=9-5", 10, None),
        ("bytes=0-1,3-4", 10, None),
        ("bytes=-", 10, None),
        ("bytes=-0", 10, None),
        ("bytes=+1-2", 10, None),
        ("BYTES = 5 - 9", 10, ByteRange(5, 10)),
        ("frames=1-2", 10, None),
    ],
)
def test_ranges_are_read_as_the_standard_has_them(header: str, size: int, expected: ByteRange | None) -> None:
    assert part(header, size) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=-3", 0), ("bytes=0-", 0)])
def test_a_range_without_bytes_cannot_be_satisfied(header: str, size: int) -> None:
    with pytest.raises(Unsatisfiable):
        part(header, size)
