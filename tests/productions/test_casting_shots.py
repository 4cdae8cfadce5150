"""Casting a reference in several shots at once, and taking it out of them: all or none, with one undo."""

from uuid import UUID, uuid4

import pytest

from productions import commands, queries
from productions.commands.reverting import Selection
from productions.domain.shot import CastEntry, NoSuchVersion, ShotRemoved
from productions.refusals import NotFound
from tests.generation.filming import Film, small_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def film() -> Film:
    return small_film()


def cast(film: Film, name: str) -> dict[str, CastEntry]:
    """How the shots cast a reference, by their codes."""
    shots, reference = queries.moment(film.log).shots, film.references[name]
    entries = {code: shots[id_].state.cast.get(reference) for code, id_ in film.shots.items()}
    return {code: entry for code, entry in entries.items() if entry}


def ids(film: Film, *codes: str) -> list[UUID]:
    return [film.shots[code] for code in codes]


def test_all_shots_get_it_and_those_that_cast_it_keep_how_they_do(film: Film) -> None:
    ivo, entry = film.references["Ivo"], CastEntry("the ferryman", "0.5")
    done = commands.cast_in_shots(film.by, film.log, ivo, entry, ids(film, "one", "two", "two", "three"))
    assert [event.type for event in done.events] == ["shot.cast_set", "shot.cast_set"]
    assert cast(film, "Ivo") == {"one": entry, "two": entry, "three": CastEntry()}
    undone = Selection(command=UUID(done.events[0].said("command") or ""))
    commands.undo(film.by, film.log, undone, require=lambda _: None)
    assert list(cast(film, "Ivo")) == ["three"]


def test_it_is_taken_out_of_all_of_them_by_one_command(film: Film) -> None:
    mara = film.references["Mara"]
    done = commands.remove_from_shots(film.by, film.log, mara, ids(film, "one", "three"))
    assert [event.type for event in done.events] == ["shot.cast_removed", "shot.cast_removed"]
    assert list(cast(film, "Mara")) == ["two"]


def test_one_that_cannot_keeps_all_from_it(film: Film) -> None:
    ivo = film.references["Ivo"]
    commands.remove_shot(film.by, film.log, film.shots["two"])
    for shots, refused in ((ids(film, "one", "two"), ShotRemoved), ([film.shots["one"], uuid4()], NotFound)):
        with pytest.raises(refused):
            commands.cast_in_shots(film.by, film.log, ivo, CastEntry(), shots)
    with pytest.raises(NoSuchVersion):
        commands.cast_in_shots(film.by, film.log, ivo, CastEntry(version=99), ids(film, "one"))
    assert list(cast(film, "Ivo")) == ["three"]
