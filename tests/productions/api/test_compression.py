"""Answers and bodies in gzip: small and secret ones, streams, parts and bombs."""

import gzip
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client, RequestFactory
from drf_spectacular.generators import SchemaGenerator

from config.middleware import Compressed
from events.models import Audit
from productions.api.http.parsing import LARGEST_JSON
from tests.support.web import V1, Api, Reply, code, data

GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_long_answer_is_compressed_for_who_asks(ida: Api, film: str) -> None:
    plain = ida.send("GET", f"{film}shots/")
    packed = ida.send("GET", f"{film}shots/", headers=GZIP)
    assert "Content-Encoding" not in plain
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", f"W/{plain['ETag']}")
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert int(packed["Content-Length"]) == len(packed.content)
    assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]


def test_every_kind_of_answer_is_compressed_that_is_not_packed_already() -> None:
    packs = Compressed(lambda request: HttpResponse())
    asked = RequestFactory(headers=GZIP).get("/")
    kinds = {kind for each in answers() for kind in each}
    assert {"application/json", "text/vtt; charset=utf-8", "application/xml", "image/webp"} < kinds
    packed = {
        kind
        for kind in kinds
        if "Content-Encoding" not in packs.process_response(asked, HttpResponse(b"x" * 5000, content_type=kind))
    }
    assert packed == {
        *("image/jpeg", "image/webp", "application/octet-stream", "application/pdf", "application/zip"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


def answers() -> Iterator[Mapping[str, Any]]:
    """Yield the content of each answer that the description names, by its media type."""
    generator: Any = SchemaGenerator
    for methods in generator().get_schema(request=None, public=True)["paths"].values():
        for operation in methods.values():
            yield from (answer.get("content", {}) for answer in operation["responses"].values())


def test_its_weak_tag_is_known_again_and_serves_as_if_match(ida: Api, film: str) -> None:
    packed = ida.send("GET", f"{film}shots/", headers=GZIP)
    again = ida.send("GET", f"{film}shots/", headers={**GZIP, "If-None-Match": packed["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    reference = f"references/{ida.get(f'{film}references/')['results'][0]['id']}/"
    written = ida.send("PATCH", reference, {"description": "word " * 400}, GZIP)
    assert written["ETag"].startswith("W/") and written["Content-Encoding"] == "gzip"
    assert ida.send("PATCH", reference, {"rights": "ours"}, {"If-Match": written["ETag"]}).status_code == 200


def test_the_same_answer_is_not_always_as_long(ida: Api, film: str) -> None:
    """Who sees lengths alone learns nothing from small differences."""
    assert len({len(ida.send("GET", f"{film}shots/", headers=GZIP).content) for _ in range(20)}) > 1


def test_short_and_secret_answers_stay_as_they_are(ida: Api, film: str) -> None:
    assert "Content-Encoding" not in ida.send("GET", f"{film}undo/", headers=GZIP)
    session = Client().get(f"{V1}auth/session/", headers=GZIP)
    assert session["Cache-Control"] == "no-store" and "Content-Encoding" not in session


def test_problems_and_pages_are_compressed_too(ida: Api, film: str) -> None:
    unknown = ida.send("GET", f"{film}shots/?{'x' * 1200}=1", headers=GZIP)
    assert (unknown["Content-Type"], unknown["Content-Encoding"]) == ("application/problem+json", "gzip")
    assert Client().get("/api/schema/", headers=GZIP)["Content-Encoding"] == "gzip"


def sent(api: Api, path: str, body: bytes, encoding: str = "gzip", method: str = "POST") -> Reply:
    headers = {"Content-Encoding": encoding}
    return api.client.generic(method, f"{V1}{path}", body, content_type="application/json", headers=headers)


def test_a_body_may_come_in_gzip(ida: Api, film: str) -> None:
    made = sent(ida, "productions/", gzip.compress(b'{"name": "The Ferry"}', mtime=0))
    assert (made.status_code, data(made)["name"]) == (201, "The Ferry")
    text = gzip.compress(b'{"text": "INT. BARN - DAY\\n\\nHay.\\n"}', mtime=0)
    assert sent(ida, f"{film}script/", text, "x-gzip", "PUT").status_code == 200
    assert sent(ida, "productions/", b'{"name": "Plain"}', "identity").status_code == 201


def test_a_bomb_in_gzip_is_refused_by_what_it_holds(ida: Api) -> None:
    bomb = gzip.compress(b'{"name": "' + b"x" * (200 * LARGEST_JSON))
    assert len(bomb) < LARGEST_JSON
    refused = sent(ida, "productions/", bomb)
    assert (refused.status_code, code(refused)) == (413, "too-large")


@pytest.mark.parametrize(
    "body",
    [b'{"name": "x"}', gzip.compress(b'{"name": "x"}')[:-9], gzip.compress(b"{}") + b"{}"],
    ids=["plain", "cut", "followed"],
)
def test_what_is_no_whole_gzip_is_refused(ida: Api, body: bytes) -> None:
    refused = sent(ida, "productions/", body)
    assert (refused.status_code, code(refused)) == (400, "malformed-request")


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "nonsense"])
def test_a_body_packed_otherwise_is_refused(ida: Api, encoding: str) -> None:
    refused = sent(ida, "productions/", b'{"name": "x"}', encoding)
    assert (refused.status_code, code(refused)) == (415, "unsupported-encoding")
    assert "as it is or in gzip" in data(refused)["detail"]


def test_streams_and_artifacts_stay_as_they_are(ida: Api, film: str) -> None:
    exported = ida.post(f"{film}export/")["id"]
    Audit.objects.filter(id=exported).update(file=default_storage.save("exports/a.zip", ContentFile(b"PK" * 4000)))
    reply = ida.send("GET", f"{film}export/{exported}/download/", headers=GZIP)
    assert (reply.streaming, reply["Content-Length"], "Content-Encoding" in reply) == (True, "8000", False)
