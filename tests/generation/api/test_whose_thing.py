"""Whose thing is it? What-if plans and orders that name another production's things, or things of another kind."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from productions import commands
from productions.commands import Target
from productions.domain.parameters import LEVELS
from tests.generation.filming import Film, small_film
from tests.support.web import Api, Reply, code

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
EDITS: dict[str, list[tuple[str, Any]]] = {
    "shot": [
        *(("description", "Rain."), ("size", "wide"), ("camera", "static"), ("frames", 3), ("continues", None)),
        *(("parameter:style", "ink"), ("parameter:style", None), ("lock:style", ""), ("lock:style", None)),
    ],
    "scene": [("heading", "INT. BARN - DAY"), ("number", "7"), ("parameter:style", "ink"), ("lock:style", "")],
    "reference": [
        *(("name", "Nora"), ("description", "Tall."), ("rights", "ours"), ("attribute:wardrobe", "apron")),
        *(("picture:sha256:0", True), ("lock", "held"), ("lock", None), ("removed", True), ("removed", False)),
    ],
    "production": [("parameter:style", "ink"), ("parameter:style", None), ("lock:style", ""), ("lock:style", None)],
}
EACH = [(kind, field, value) for kind, edits in EDITS.items() for field, value in edits]
each_edit = pytest.mark.parametrize(("kind", "field", "value"), EACH)


@pytest.fixture
def theirs() -> Film:
    """Another production, of which every lock gives a reason that nobody else may read."""
    other = small_film()
    for shot in other.shots.values():
        commands.change_shot(other.by, other.log, shot, {"description": SECRET})
    for level in reversed(LEVELS):
        commands.lock_parameter(other.by, other.log, Target(level, thing(other, level)), "style", SECRET)
    commands.change_reference(other.by, other.log, other.references["Ivo"], {"name": SECRET})
    return other


def thing(film: Film, kind: str) -> UUID:
    """One of the film's things."""
    things = {
        "shot": film.shots["one"],
        "scene": film.scenes["quay"],
        "reference": film.references["Ivo"],
        "production": film.log,
    }
    return things[kind]


def suppose(ida: Api, address: str, kind: str, id_: UUID, field: str, value: Any) -> Reply:
    """Ask what an edit would cost."""
    return ida.send("POST", f"{address}plan/", {"edits": [{kind: str(id_), "field": field, "value": value}]})


def refused(reply: Reply) -> None:
    """There is no such thing, or no such edit, and nothing of others is told."""
    assert reply.status_code in (404, 422), reply.content
    assert SECRET not in reply.content.decode()
    assert code(reply)


@each_edit
def test_an_edit_of_another_production_s_thing_is_refused(
    ida: Api, film: Film, address: str, theirs: Film, kind: str, field: str, value: Any
) -> None:
    assert suppose(ida, address, kind, thing(film, kind), field, value).status_code == 200
    refused(suppose(ida, address, kind, thing(theirs, kind), field, value))


@each_edit
def test_an_edit_of_a_thing_of_another_kind_is_refused(
    ida: Api, film: Film, address: str, kind: str, field: str, value: Any
) -> None:
    for other in EDITS.keys() - {kind}:
        refused(suppose(ida, address, kind, thing(film, other), field, value))


@pytest.mark.parametrize("field", ["cast", "continues"])
def test_an_edit_that_draws_in_a_wrong_thing_is_refused(
    ida: Api, film: Film, address: str, theirs: Film, field: str
) -> None:
    shot = film.shots["one"]
    for id_ in wrong(film, theirs, "reference" if field == "cast" else "shot"):
        if field == "continues":
            refused(suppose(ida, address, "shot", shot, "continues", str(id_)))
        else:
            refused(suppose(ida, address, "shot", shot, f"cast:{id_}", {"role": "seen"}))
            refused(suppose(ida, address, "shot", shot, f"cast:{id_}", None))


def test_only_shots_of_the_film_are_planned_and_ordered(ida: Api, film: Film, address: str, theirs: Film) -> None:
    for id_ in wrong(film, theirs, "shot"):
        refused(ida.send("POST", f"{address}plan/", {"edits": [], "shots": [str(id_)]}))
        refused(ida.send("POST", f"{address}orders/", {"shots": [str(id_)]}))


def wrong(film: Film, theirs: Film, kind: str) -> Iterator[UUID]:
    """Ids that name no thing of a kind here."""
    yield thing(theirs, kind)
    yield from (thing(film, other) for other in EDITS if other != kind)
