"""What-if plans of cast, locks and pictures: they name the shots that the edit would change, and keep nothing."""

from typing import Any
from uuid import UUID

import pytest

from events.errors import ContinuityError
from generation.planning import what_if
from productions import commands, queries
from productions.commands import Target
from productions.domain.fields import InvalidEdit
from productions.domain.fields.edits import Edit
from tests.generation.filming import Film, small_film

pytestmark = pytest.mark.django_db
PICTURE = "picture:sha256:" + "0" * 64


@pytest.fixture
def made() -> Film:
    """A film of which every take is current."""
    film = small_film()
    film.make()
    return film


def changed(film: Film, *edits: Edit) -> set[str]:
    """The shots that edits would put out of date."""
    codes = {id_: code for code, id_ in film.shots.items()}
    return {codes[line.shot] for line in what_if.plan(film.by, film.log, edits).plan.lines}


def shot(film: Film, code: str, field: str, value: Any) -> Edit:
    return Edit(field, value=value, shot=film.shots[code])


def reference(film: Film, name: str, field: str, value: Any) -> Edit:
    return Edit(field, value=value, reference=film.references[name])


def test_taking_somebody_out_changes_that_shot(made: Film) -> None:
    assert changed(made, shot(made, "three", f"cast:{made.references['Ivo']}", None)) == {"three"}


def test_casting_somebody_changes_that_shot(made: Film) -> None:
    entry = {"role": "seen", "strength": "0.5"}
    assert changed(made, shot(made, "one", f"cast:{made.references['Ivo']}", entry)) == {"one"}


def test_locking_what_holds_already_changes_nothing(made: Film) -> None:
    assert changed(made, Edit("lock:style", value="client", production=made.log)) == set()


def test_a_lock_above_overrules_what_a_shot_set() -> None:
    film = small_film()
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["two"]), "light", "night")
    film.make()
    assert changed(film, Edit("lock:light", value="day only", production=film.log)) == {"two"}


def test_unlocking_brings_back_what_was_masked(made: Film) -> None:
    commands.lock_parameter(made.by, made.log, Target("scene", made.scenes["quay"]), "light", "")
    commands.set_parameter(made.by, made.log, Target("production", made.log), "light", "dusk")
    made.make()
    assert changed(made, Edit("lock:light", value=None, scene=made.scenes["quay"])) == {"one", "two"}


def test_a_picture_changes_the_shots_that_cast_it(made: Film) -> None:
    assert changed(made, reference(made, "Ivo", PICTURE, True)) == {"three"}
    assert changed(made, reference(made, "Ivo", PICTURE, False)) == set()


def test_unlocking_a_reference_lets_its_shots_follow_again(made: Film) -> None:
    commands.lock_reference(made.by, made.log, made.references["Ivo"], "approved look")
    commands.change_reference(made.by, made.log, made.references["Ivo"], {"attribute:wardrobe": "apron"})
    assert changed(made) == set()
    assert changed(made, reference(made, "Ivo", "lock", None)) == {"three"}


def test_removing_a_reference_changes_the_shots_that_cast_it(made: Film) -> None:
    assert changed(made, reference(made, "Mara", "removed", True)) == {"one", "two", "three"}


def test_nothing_supposed_is_kept(made: Film) -> None:
    before = queries.moment(made.log)
    changed(made, reference(made, "Mara", "removed", True), Edit("lock:style", value="no", production=made.log))
    assert queries.moment(made.log) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cast:nobody", None),
        (f"cast:{UUID(int=7)}", {"strength": "2"}),
        (f"cast:{UUID(int=7)}", {"colour": "red"}),
        ("lock:style", 5),
        ("continues", "nothing"),
        ("continues", 5),
        ("colour", "red"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(made: Film, field: str, value: Any) -> None:
    with pytest.raises(ContinuityError):
        changed(made, shot(made, "one", field, value))


@pytest.mark.parametrize("field", ["picture:x", "removed"])
def test_a_switch_of_a_reference_is_true_or_false(made: Film, field: str) -> None:
    with pytest.raises(InvalidEdit):
        changed(made, reference(made, "Ivo", field, "yes"))
