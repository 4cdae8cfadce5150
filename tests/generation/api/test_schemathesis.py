"""Requests made up from the API's description, good and bad: no reply is a 500, and each is as described."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generation import commands
from generation.register.registering import ModelRequest
from tests.generation.backends.diffusers.folders import model
from tests.generation.filming import Film
from tests.support.described import OF_GENERATION, ask, description, few, for_the_studio, one_connection
from tests.support.films import waived
from tests.support.guests import link_to
from tests.support.web import Api

ours = description.include(path_regex=OF_GENERATION)


@pytest.fixture
def places(ida: Api, film: Film, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Real things, by the first word of their address; who asks answers for the studio too."""
    for_the_studio(ida)
    order = str(film.order("one"))
    film.work()
    ids = {"orders": order, "takes": ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["id"]}
    ids |= {"shots": str(film.shots["one"]), "references": str(film.references["Mara"])}
    edit = {"shot": ids["shots"], "field": "camera", "value": "push-in"}
    ids["change-sets"] = ida.post(f"productions/{film.log}/change-sets/", name="Closer", edits=[edit])["id"]
    wanted = ModelRequest(str(model(tmp_path / "wan")), licence="Apache-2.0")
    ids["models"] = str(commands.add_model(film.by, wanted, lambda _d, _w: None, lambda _d, _w: None).value)
    ids["playlists"] = ida.post(f"productions/{film.log}/playlists/", name="Dailies")["id"]
    ids["share-links"] = link_to(ida, ids["playlists"]).partition("#")[0]
    ids["guests"] = ids["share-links"]
    ids["waivers"] = waived(ida, str(film.log))
    with one_connection():
        yield {**ids, "productions": str(film.log)}


@ours.parametrize()
@few
def test_every_reply_is_as_described(case: Any, ida: Api, places: dict[str, str]) -> None:
    ask(case, ida, places)
