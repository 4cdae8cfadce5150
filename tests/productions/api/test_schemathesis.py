"""Requests made up from the API's description, good and bad: no reply is a 500, and each is as described."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.described import OF_GENERATION, ask, description, few, for_the_studio, one_connection
from tests.support.web import Api

ours = description.exclude(path_regex=f"{OF_GENERATION}|artifacts")


@pytest.fixture
def places(ida: Api, film: str) -> Iterator[dict[str, str]]:
    """Real things, by the first word of their address; who asks answers for the studio too."""
    for_the_studio(ida)
    first = {kind: ida.get(f"{film}{kind}/")["results"][0]["id"] for kind in ("scenes", "shots", "references")}
    first["change-sets"] = ida.post(f"{film}change-sets/", name="Dusk")["id"]
    with one_connection():
        yield {**first, "productions": film.split("/")[1]}


@ours.parametrize()
@few
def test_every_reply_is_as_described(case: Any, ida: Api, places: dict[str, str]) -> None:
    ask(case, ida, places)
