"""Requests made up from the API's description, good and bad: no reply is a 500, and each is as described."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.generation.filming import Film
from tests.support.described import ask, description, few, one_connection
from tests.support.web import Api

ours = description.include(path_regex="orders|takes|stages|plan|cut|images|notes|playlists")


@pytest.fixture
def places(ida: Api, film: Film) -> Iterator[dict[str, str]]:
    """Real things, by the first word of their address."""
    order = str(film.order("one"))
    film.work()
    ids = {"orders": order, "takes": ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["id"]}
    ids |= {"shots": str(film.shots["one"]), "references": str(film.references["Mara"])}
    edit = {"shot": ids["shots"], "field": "camera", "value": "push-in"}
    ids["change-sets"] = ida.post(f"productions/{film.log}/change-sets/", name="Closer", edits=[edit])["id"]
    ids["playlists"] = ida.post(f"productions/{film.log}/playlists/", name="Dailies")["id"]
    with one_connection():
        yield {**ids, "productions": str(film.log)}


@ours.parametrize()
@few
def test_every_reply_is_as_described(case: Any, ida: Api, places: dict[str, str]) -> None:
    ask(case, ida, places)
