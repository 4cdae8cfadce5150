"""Parameters of stages: set on a level like any other, they make exactly their stage and what stands on it."""

import json
from pathlib import Path

import pytest

from events.execution import Receipt
from generation.domain.building import CONDITION_KEYS
from generation.domain.conditions import WORDS
from generation.domain.plan import PlannedStage
from generation.planning import planner, what_if
from generation.stages import pipelines
from generation.stages.registry import kinds
from productions import commands, queries
from productions.commands import Target
from productions.commands.reverting.outcome import UndoConflict
from productions.commands.reverting.undoing import Selection
from productions.domain.fields.edits import Edit
from productions.domain.parameters import InvalidParameter, Level, UnknownParameter
from productions.domain.settings import ParameterLocked
from tests.generation.filming import Film
from tests.generation.test_other_pipelines import FILM, OTHER, publish

pytestmark = pytest.mark.django_db
KEPT = Path(__file__).with_name("kept_parameters.json")


def put(film: Film, level: Level, thing: str, name: str, value: str) -> None:
    home = {"production": {"": film.log}, "scene": film.scenes, "shot": film.shots}[level]
    commands.set_parameter(film.by, film.log, Target(level, home[thing]), name, value)


def lines(film: Film) -> list[PlannedStage]:
    return list(planner.plan(film.log).plan.lines)


def in_force(film: Film, shot: str, name: str) -> object:
    return queries.inputs(queries.moment(film.log))[film.shots[shot]].values[f"parameter:{name}"]


def test_a_parameter_of_the_last_stage_makes_that_stage_of_that_shot_alone(film: Film) -> None:
    film.make()
    put(film, "shot", "two", "finish.fade_in", "1")
    assert film.make() == {("two", "finish")}


def test_a_parameter_of_a_stage_makes_what_stands_on_it_too(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    film.make()
    put(film, "shot", "one", "motion.sway", "100")
    assert film.make() == {
        ("one", "motion"), ("one", "finish"), ("two", "keyframe"), ("two", "motion"), ("two", "finish"),
    }  # fmt: skip


def test_what_frames_are_called_is_no_input_of_a_shot(film: Film) -> None:
    film.make()
    before = queries.inputs(queries.moment(film.log))
    put(film, "production", "", "first_frame", "1001")
    put(film, "production", "", "first_timecode", "01:00:00:00")
    assert queries.inputs(queries.moment(film.log)) == before
    assert film.make() == set()


def test_the_plan_says_what_was_set_and_by_which_event(film: Film) -> None:
    film.make()
    put(film, "scene", "quay", "finish.fade_in", "1")
    cause = queries.moment(film.log).scenes[film.scenes["quay"]].causes["parameter:finish.fade_in"]
    assert [(line.stage, line.reason, line.causes) for line in lines(film)] == [
        ("finish", "fade in changed", (cause,))
    ] * 2


def test_what_is_set_to_the_default_makes_nothing(film: Film) -> None:
    film.make()
    put(film, "production", "", "finish.poster_at", "50")
    assert lines(film) == []
    assert film.make() == set()


def test_its_effect_is_known_before_it_is_saved(film: Film) -> None:
    film.make()
    edit = Edit(field="parameter:motion.hold", value="2", shot=film.shots["three"])
    supposed = what_if.plan(film.by, film.log, [edit]).plan.lines
    assert [(line.stage, line.verdict) for line in supposed] == [("motion", "run"), ("finish", "may-run")]
    assert lines(film) == []


def test_the_nearest_level_wins_and_a_lock_masks_it(film: Film) -> None:
    put(film, "production", "", "finish.fade_in", "1")
    put(film, "scene", "quay", "finish.fade_in", "2")
    put(film, "shot", "one", "finish.fade_in", "3")
    assert [in_force(film, shot, "finish.fade_in") for shot in film.shots] == ["3", "2", "1"]
    commands.lock_parameter(film.by, film.log, Target("production", film.log), "finish.fade_in", "as agreed")
    assert [in_force(film, shot, "finish.fade_in") for shot in film.shots] == ["1", "1", "1"]
    with pytest.raises(ParameterLocked):
        put(film, "shot", "one", "finish.fade_in", "4")
    commands.unlock_parameter(film.by, film.log, Target("production", film.log), "finish.fade_in")
    assert in_force(film, "one", "finish.fade_in") == "3"


def test_setting_it_is_undone_like_any_edit(film: Film) -> None:
    film.make()
    target = Target("shot", film.shots["one"])
    done = commands.set_parameter(film.by, film.log, target, "finish.fade_in", "1")
    assert {line.stage for line in lines(film)} == {"finish"}
    undo(film, done)
    assert lines(film) == []
    assert in_force(film, "one", "finish.fade_in") == "0"


def undo(film: Film, done: Receipt[None]) -> None:
    chosen = Selection(events=(done.events[0].event_id,))
    commands.undo(film.by, film.log, chosen, require=lambda right: None)


def test_undo_lets_go_what_a_stage_that_is_gone_was_set_to_and_cannot_set_it_again(film: Film) -> None:
    target = Target("shot", film.shots["one"])
    done = commands.set_parameter(film.by, film.log, target, "finish.fade_in", "1")
    publish(film, OTHER)
    undo(film, done)
    assert "finish.fade_in" not in queries.moment(film.log).shots[film.shots["one"]].state.settings.values
    publish(film, FILM)
    put(film, "shot", "one", "finish.fade_in", "2")
    cleared = commands.clear_parameter(film.by, film.log, target, "finish.fade_in")
    publish(film, OTHER)
    with pytest.raises(UndoConflict) as refused:
        undo(film, cleared)
    assert "There is no parameter called 'finish.fade_in'" in str(refused.value.data)


def test_a_value_that_does_not_fit_and_a_stage_that_there_is_not_are_refused(film: Film) -> None:
    with pytest.raises(InvalidParameter, match="Fade in of finish must be a whole number from 0 to 240"):
        put(film, "shot", "one", "finish.fade_in", "300")
    with pytest.raises(UnknownParameter, match=r"finish\.fade_in"):
        put(film, "shot", "one", "finish.fadein", "3")


def test_which_there_are_follows_from_what_is_published(film: Film) -> None:
    put(film, "shot", "one", "finish.fade_in", "1")
    film.make()
    publish(film, OTHER)
    assert "parameter:finish.fade_in" not in queries.inputs(queries.moment(film.log))[film.shots["one"]].values
    put(film, "shot", "one", "end.fade_in", "1")
    assert lines(film) == [], "the same setting of the same kind is the same work, whatever the stage is called"
    commands.clear_parameter(film.by, film.log, Target("shot", film.shots["one"]), "finish.fade_in")
    publish(film, FILM)
    assert [line.stage for line in lines(film)] == ["finish"], "its setting went, and that of the other stage is none"


def test_an_order_keeps_the_settings_that_it_was_placed_with(film: Film) -> None:
    put(film, "shot", "one", "finish.fade_in", "1")
    film.order("one")
    commands.clear_parameter(film.by, film.log, Target("shot", film.shots["one"]), "finish.fade_in")
    film.work()
    assert [line.reason for line in lines(film) if line.shot == film.shots["one"]] == ["fade in changed"]


def test_conditions_know_every_input_that_a_shot_has(film: Film) -> None:
    values = queries.inputs(queries.moment(film.log))[film.shots["three"]].values
    own = {node.parameter(name) for node in pipelines.default().nodes for name in node.spec.parameters}
    assert set(values) == ({*CONDITION_KEYS} - WORDS.keys()) | own | {f"cast:{ref}" for ref in film.references.values()}


def test_defaults_stay_what_they_were() -> None:
    """Recipes leave them out: whoever changes one changes what all keys of before mean. New ones are added here."""
    now = {f"{kind}.{name}": each.default for kind, spec in kinds().items() for name, each in spec.parameters.items()}
    assert now == json.loads(KEPT.read_text())
