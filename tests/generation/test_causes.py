"""Whose event a plan names: the one that changed what is read, not one that set it to what it was already."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
import pytest

from events.execution import Receipt
from generation import commands as orders
from generation.domain.keys import key_of_text
from generation.models import ObservationRow, RecipeRow
from generation.planning import planner, subjects
from generation.stages import registry
from productions import commands
from productions.commands import Target
from productions.domain.looks import LookChange, Point
from productions.domain.shot import CastEntry
from productions.models import TakeRow
from tests.generation.filming import Film

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(film: Film) -> Film:
    """A film of which every take is current."""
    film.make()
    return film


def blamed(film: Film, code: str = "one") -> set[UUID]:
    """The events behind what a shot needs made."""
    return {event for line in planner.plan(film.log, [film.shots[code]]).plan.lines for event in line.causes}


def the(receipt: Receipt[Any]) -> UUID:
    (event,) = receipt.events
    return event.event_id


def light(film: Film, level: str, value: str) -> UUID:
    return the(commands.set_parameter(film.by, film.log, target(film, level), "light", value))


def target(film: Film, level: str) -> Target:
    if level == "production":
        return Target("production", film.log)
    return Target("scene", film.scenes["quay"]) if level == "scene" else Target("shot", film.shots["one"])


def lock(film: Film, level: str) -> UUID:
    return the(commands.lock_parameter(film.by, film.log, target(film, level), "light", "as it is"))


def unlock(film: Film, level: str) -> UUID:
    return the(commands.unlock_parameter(film.by, film.log, target(film, level), "light"))


@pytest.mark.parametrize("overlap", [0, subjects.OVERLAP])
def test_a_late_stage_that_waits_names_what_changed_of_its_own(
    made: Film, monkeypatch: pytest.MonkeyPatch, overlap: int
) -> None:
    monkeypatch.setattr(subjects, "OVERLAP", overlap)
    early = light(made, "production", "dusk")
    late = the(commands.set_parameter(made.by, made.log, target(made, "production"), "grade", "cold"))
    lines = {line.stage: line for line in planner.plan(made.log).plan.lines if line.shot == made.shots["one"]}
    assert {stage: set(line.causes) for stage, line in lines.items()} == {
        "prompt": {early},
        "keyframe": {early},
        "motion": {early},
        "finish": {early, late},
    }
    assert lines["finish"].reason == "grade changed, and the motion may come out different"


def test_an_order_is_older_than_what_is_edited_while_the_film_is_read_for_it(film: Film) -> None:
    minted: list[UUID] = []
    edited: list[UUID] = []

    def edited_meanwhile() -> UUID:
        minted.append(film.by.ids())
        if len(minted) == 1:
            edited.append(light(film, "production", "dusk"))
        return minted[-1]

    placed = orders.place_order(replace(film.by, ids=edited_meanwhile), film.log, [film.shots["one"]]).value
    assert placed < edited[0]


def test_a_lock_at_the_present_value_is_no_cause_nor_is_taking_it_off(made: Film) -> None:
    edited = light(made, "production", "dusk")
    lock(made, "production")
    assert blamed(made) == {edited}
    unlock(made, "production")
    lock(made, "scene")
    assert blamed(made) == {edited}


def test_a_lock_that_masks_what_a_shot_set_is_the_cause(film: Film) -> None:
    light(film, "shot", "night")
    film.make()
    masked = lock(film, "production")
    assert blamed(film) == {masked}


def test_taking_off_a_lock_that_masked_what_a_shot_set_is_the_cause(film: Film) -> None:
    light(film, "scene", "night")
    lock(film, "production")
    film.make()
    bared = unlock(film, "production")
    assert blamed(film) == {bared}


def test_a_value_that_was_in_force_already_is_no_cause(made: Film) -> None:
    edited = light(made, "production", "dusk")
    light(made, "scene", "dusk")
    light(made, "shot", "dusk")
    assert blamed(made) == {edited}
    light(made, "production", "night")
    assert blamed(made) == {edited}


def test_a_coat_and_a_picture_are_two_causes_and_a_picture_taken_back_is_none(made: Film) -> None:
    mara = made.references["Mara"]
    coat = the(commands.change_reference(made.by, made.log, mara, {"attribute:wardrobe_colour": "#aa2200"}))
    commands.change_reference(made.by, made.log, mara, {"rights": "ours"})
    picture = the(commands.add_pictures(made.by, made.log, mara, [f"sha256:{'0' * 64}"]))
    assert blamed(made) == {coat, picture}
    commands.remove_picture(made.by, made.log, mara, f"sha256:{'0' * 64}")
    assert blamed(made) == {coat}


def test_a_look_in_a_part_of_the_film_is_the_cause_there_alone_and_a_move_where_it_brings_shots_in(made: Film) -> None:
    mara = made.references["Mara"]
    wet = LookChange("wet", Point("scene", made.scenes["cabin"]), attributes={"wardrobe_colour": "#112233"})
    dressed = the(commands.change_look(made.by, made.log, mara, UUID(int=1), wet))
    assert blamed(made, "three") == {dressed}
    assert blamed(made) == set()
    moved = the(commands.move_scene(made.by, made.log, made.scenes["cabin"], None, first=True))
    assert blamed(made) == {moved}
    assert blamed(made, "three") == {dressed}


def test_casting_in_the_version_that_was_followed_is_no_cause(made: Film) -> None:
    mara = made.references["Mara"]
    coat = the(commands.change_reference(made.by, made.log, mara, {"attribute:wardrobe_colour": "#aa2200"}))
    commands.set_cast(made.by, made.log, made.shots["one"], mara, CastEntry(version=2))
    commands.change_reference(made.by, made.log, mara, {"attribute:wardrobe_colour": "#00aa22"})
    assert blamed(made) == {coat}
    weaker = the(commands.set_cast(made.by, made.log, made.shots["one"], mara, CastEntry("", "0.5", 2)))
    assert blamed(made) == {coat, weaker}


def test_what_was_changed_under_a_lock_comes_about_with_its_end(made: Film) -> None:
    mara = made.references["Mara"]
    commands.lock_reference(made.by, made.log, mara, "as approved")
    commands.change_reference(made.by, made.log, mara, {"attribute:wardrobe_colour": "#aa2200"})
    assert blamed(made) == set()
    unlocked = the(commands.unlock_reference(made.by, made.log, mara))
    assert blamed(made) == {unlocked}


def test_a_shot_in_another_scene_follows_it_from_the_move_on(made: Film) -> None:
    moved = the(commands.move_shot(made.by, made.log, made.shots["one"], made.scenes["cabin"], None))
    assert blamed(made) == {moved}


def made_by_an_older_motion(film: Film) -> None:
    """Leave takes as a program left them whose motion was of another version, which was observed at work."""
    motion = registry.kinds()["motion"]
    for take in TakeRow.objects.filter(log=film.log):
        key = msgspec.json.decode(take.state)["recipes"]["motion"]
        text = RecipeRow.objects.get(key=key).document.replace(f',"version":{motion.version}}}', ',"version":0}')
        RecipeRow.objects.create(key=key_of_text(text), document=text)
        TakeRow.objects.filter(id=take.id).update(state=take.state.replace(key, key_of_text(text)))
    for seen in ObservationRow.objects.filter(kind=motion.kind):
        older = replace(motion, version=0).kind
        ObservationRow.objects.create(kind=older, device_class=seen.device_class, size=seen.size, seconds=seen.seconds)


@pytest.mark.parametrize("alone", [True, False], ids=["of the shot", "of the film"])
def test_a_late_stage_that_waits_names_its_new_version(made: Film, *, alone: bool) -> None:
    made_by_an_older_motion(made)
    commands.change_shot(made.by, made.log, made.shots["one"], {"description": "Fog."})
    planned = planner.plan(made.log, [made.shots["one"]] if alone else None).plan.lines
    late = {line.stage: line for line in planned if line.shot == made.shots["one"]}
    assert late["motion"].verdict == "may-run"
    assert late["motion"].inputs == ("version",)
    assert late["motion"].reason.startswith("version changed, and the ")
    assert late["keyframe"].inputs == late["finish"].inputs == ()
