"""Addresses with and without their final slash, and parameters: each says something, or is refused in words."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.support.films import taken
from tests.support.making import context
from tests.support.routes import Operation, operations
from tests.support.web import Api, code, data

ALL = list(operations())
Parameter = tuple[Operation, dict[str, Any]]


def parameters() -> Iterator[Any]:
    """All but those that other things have by the same code: studio and orders."""
    for operation in ALL:
        for each in operation.query if "/studio/" not in operation.path and "/orders/" not in operation.path else ():
            yield pytest.param(operation, each, id=f"{operation.name}-{each['name']}")


def senseless(schema: dict[str, Any]) -> list[str]:
    """What no parameter of this schema can be."""
    bounds = [schema["minimum"] - 1, schema["maximum"] + 1] if "minimum" in schema else []
    long = ["x" * (schema["maxLength"] + 1)] if "maxLength" in schema else []
    return ["", "%00", *(() if "maxLength" in schema else ("null", "-3e-140", "1,5")), *map(str, bounds), *long]


@pytest.mark.parametrize("operation", ALL, ids=lambda each: each.name)
def test_an_address_is_the_same_without_its_final_slash(operation: Operation, ida: Api, film: str) -> None:
    address = operation.address({"{production}": film.split("/")[1], "{name}": "style", "{position}": "1"})
    with_it = ida.send(operation.method, address)
    without = ida.send(operation.method, address.rstrip("/"))
    assert without.status_code not in (301, 302, 307, 308)
    assert without.status_code == with_it.status_code or operation.method != "GET"


def test_a_post_without_the_slash_creates(ida: Api) -> None:
    made = ida.send("POST", "productions", {"name": "The Ferry"})
    assert (made.status_code, data(made)["name"]) == (201, "The Ferry")
    assert [each["id"] for each in ida.get("productions")["results"]] == [data(made)["id"]]


def test_what_is_sent_on_to_https_is_sent_on_as_it_is(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.get("/api/v1/me/").status_code == 301
    sent_on = client.post("/api/v1/productions")
    assert (sent_on.status_code, sent_on["Location"]) == (308, "https://testserver/api/v1/productions/")


@pytest.mark.parametrize(("operation", "parameter"), list(parameters()))
def test_a_parameter_that_says_nothing_is_refused(
    operation: Operation, parameter: dict[str, Any], ida: Api, film: str
) -> None:
    name = parameter["name"]
    shot = ida.get(f"{film}shots/")["results"][0]
    places = {"{production}": film.split("/")[1], "{position}": "1"}
    kind = operation.path.removeprefix("/api/v1/").split("/")[0]
    known = {"shots": shot["id"], "scenes": shot["scene"]}
    if kind == "takes":
        known[kind] = str(taken(context(ida.person), UUID(places["{production}"]), UUID(shot["id"])))
    if kind in ("playlists", "share-links"):
        known["playlists"] = ida.post(f"{film}playlists/", name="Dailies")["id"]
        known["share-links"] = ida.post(f"playlists/{known['playlists']}/links/", name="Client", hours=1)["id"]
    reference = ida.get(f"{film}references/")["results"][0]["id"]
    address = operation.address({**places, "{id}": known.get(kind, reference)})
    for wrong in senseless(parameter["schema"]):
        refused = ida.send(
            operation.method,
            f"{address}?{name}={wrong}&{operation.needed(name)}",
            {"text": "INT. BARN - DAY\n\nHay.\n"},
        )
        assert (refused.status_code, code(refused)) == (422, "invalid-request"), wrong
        assert data(refused)["field"] == name
        assert data(refused)["detail"].startswith(f"{name} must be "), data(refused)["detail"]


def test_a_parameter_is_given_once(ida: Api, film: str) -> None:
    refused = ida.send("GET", f"{film}shots/?limit=1&limit=2")
    assert data(refused)["detail"] == "limit must be a whole number from 1 to 1000, given once."


def test_a_parameter_that_an_address_does_not_know_is_named_with_those_that_it_does(ida: Api, film: str) -> None:
    refused = ida.send("GET", f"{film}scenes/?scene=1")
    assert data(refused)["detail"] == "This address does not know scene: it takes removed, cursor, limit."
    nothing = ida.send("PATCH", f"shots/{ida.get(f'{film}shots/')['results'][0]['id']}/?version=3", {"size": "wide"})
    assert data(nothing)["detail"] == "This address does not know version: it takes no parameters."


@pytest.mark.parametrize("at", ["2026-13-01T00:00:00Z", "2026-01-31", "2026-01-31T12:00:00+02:00", "marker:", "0x1"])
def test_a_moment_is_a_position_a_time_in_utc_or_a_marker(ida: Api, film: str, at: str) -> None:
    refused = ida.send("GET", f"{film}state/", headers={}) if not at else ida.send("GET", f"{film}state/?at={at}")
    assert (refused.status_code, data(refused)["field"]) == (422, "at")


def test_lists_of_whatever_kind_keep_to_their_limit(ida: Api, film: str) -> None:
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    for address in (f"{film}parameters/", f"shots/{shot}/parameters/", f"{film}shots/", f"{film}references/"):
        first = ida.get(f"{address}?limit=1")
        assert len(first["results"]) == 1 and first["next"], address
        second = ida.get(first["next"])
        assert second["results"] != first["results"], address


@pytest.mark.parametrize(("version", "status"), [("1", 200), ("7", 409), ("x", 422), ("", 422)])
def test_a_form_may_say_the_version(ida: Api, film: str, version: str, status: int) -> None:
    field = f'--x\r\nContent-Disposition: form-data; name="version"\r\n\r\n{version}\r\n'
    file = (
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nINT. BARN - DAY\n\nHay.\r\n--x--\r\n'
    )
    kind, body = "multipart/form-data; boundary=x", (field + file).encode()
    reply = ida.client.generic("PUT", f"/api/v1/{film}script/", body, content_type=kind)
    assert reply.status_code == status, reply.content
