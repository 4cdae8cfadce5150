"""Undo and redo step by step: the own acts, whatever they are about, backwards and forwards again."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.execution import Context
from events.store import reading
from productions import commands, policy, queries
from productions.commands import Target
from productions.commands.reverting import Scope, Selection, Steps
from productions.domain.shot import CastEntry
from productions.models import User
from productions.policy import Action
from tests.conftest import Sequencer
from tests.productions.test_replay_law import LASTING, attempt, filmed
from tests.productions.test_undo_law import HISTORIES, a_few, film, happen
from tests.support.films import taken
from tests.support.making import SCRIPT, context, production

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> UUID:
    """A production that somebody else made."""
    return filmed(context())


@pytest.fixture
def by() -> Context:
    return context()


def everything(action: Any) -> None:
    """A producer's rights."""


def steps(by: Context, log: UUID) -> Steps:
    return commands.own_steps(by, log, require=everything)


def back(by: Context, log: UUID) -> bool:
    """Take the next step back; False where there is none."""
    return _take(by, log, steps(by, log).undo)


def forth(by: Context, log: UUID) -> bool:
    """Take the next step forth; False where there is none."""
    return _take(by, log, steps(by, log).redo)


def _take(by: Context, log: UUID, step: Any) -> bool:
    if step is None:
        return False
    done = commands.undo(by, log, Selection(command=step.command), require=everything)
    assert len(done.value.changes) == step.changes > 0
    return True


def shot(log: UUID, place: int = 0) -> UUID:
    return queries.ordered_shots(queries.moment(log))[place]


def camera(log: UUID) -> str | None:
    return queries.moment(log).shots[shot(log)].state.camera


def style(log: UUID) -> Any:
    return queries.moment(log).production.state.settings.values.get("style")


def test_acts_of_every_kind_go_back_one_by_one_and_come_again(by: Context, log: UUID) -> None:
    scene, reference = (next(iter(streams)) for streams in (queries.moment(log).scenes, queries.moment(log).references))
    colleague = User.objects.create(username="colleague").person
    acts: list[Any] = [
        lambda: commands.set_parameter(by, log, Target("production", log), "style", "ink"),
        lambda: commands.set_parameter(by, log, Target("scene", scene), "light", "dusk"),
        lambda: commands.set_parameter(by, log, Target("shot", shot(log)), "seed", "7"),
        lambda: commands.lock_parameter(by, log, Target("production", log), "style", "the look"),
        lambda: commands.change_shot(by, log, shot(log), {"camera": "push-in"}),
        lambda: commands.set_cast(by, log, shot(log), reference, CastEntry(strength="0.5")),
        lambda: commands.change_reference(by, log, reference, {"attribute:wardrobe_colour": "#001122"}),
        lambda: commands.add_member(by, log, colleague, "artist"),
        lambda: commands.change_policy(by, log, "four_eyes", True),
        lambda: commands.rename_production(by, log, "The Crossing"),
        lambda: commands.select_take(by, log, shot(log), next(iter(queries.moment(log).takes))),
        lambda: commands.remove_shot(by, log, shot(log, 1)),
        lambda: commands.remove_scene(by, log, scene),
        lambda: commands.restore_scene(by, log, scene),
        lambda: commands.import_script(by, log, SCRIPT.replace("Fog on", "Ice on")),
    ]
    moments = [film(queries.moment(log))]
    for act in acts:
        assert act().events
        moments.append(film(queries.moment(log)))
    for before in reversed(moments[:-1]):
        assert back(by, log)
        assert film(queries.moment(log)) == before
    assert not back(by, log)
    for after in moments[1:]:
        assert forth(by, log)
        assert film(queries.moment(log)) == after
    assert not forth(by, log)


@a_few
@given(HISTORIES, st.lists(st.booleans(), max_size=6))
def test_back_to_the_beginning_and_forth_again_from_anywhere(
    history: list[tuple[int, int]], strayed: list[bool]
) -> None:
    by, log = context(), filmed(context())
    before = film(queries.moment(log))
    for edit in history:
        happen(by, log, edit)
    for forwards in strayed:
        forth(by, log) if forwards else back(by, log)
    while forth(by, log):
        pass
    after = film(queries.moment(log))
    while back(by, log):
        pass
    assert film(queries.moment(log)) == before
    while forth(by, log):
        pass
    assert film(queries.moment(log)) == after


def test_an_edit_ends_what_could_be_done_again(by: Context, log: UUID) -> None:
    for move in ("push-in", "pull-out"):
        commands.change_shot(by, log, shot(log), {"camera": move})
    assert back(by, log) and back(by, log)
    assert forth(by, log)
    assert camera(log) == "push-in"
    commands.set_parameter(by, log, Target("production", log), "style", "ink")
    assert not forth(by, log)
    assert back(by, log) and back(by, log)
    assert (camera(log), style(log)) == (None, None)
    assert forth(by, log) and forth(by, log) and not forth(by, log)
    assert (camera(log), style(log)) == ("push-in", "ink")


def test_an_edit_ends_it_even_where_it_was_undone_and_cannot_come_again(by: Context, log: UUID) -> None:
    commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    assert back(by, log)
    commands.set_parameter(by, log, Target("production", log), "style", "ink")
    assert back(by, log)
    commands.set_parameter(context(), log, Target("production", log), "style", "oil")
    assert steps(by, log) == Steps()


def test_what_was_undone_in_part_is_no_more_the_next_step(by: Context, log: UUID) -> None:
    commands.set_parameter(by, log, Target("production", log), "style", "ink")
    both = commands.change_shot(by, log, shot(log), {"camera": "push-in", "size": "wide"})
    commands.undo(by, log, Selection(events=(both.events[0].event_id,)), require=everything)
    assert back(by, log)
    assert style(log) is None
    moment = queries.moment(log).shots[shot(log)].state
    assert [moment.camera, moment.size].count(None) == 1


def test_acts_of_others_are_left_alone(by: Context, log: UUID) -> None:
    other = context()
    commands.change_shot(by, log, shot(log, 1), {"size": "wide"})
    commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    commands.change_shot(other, log, shot(log), {"camera": "pull-out"})
    mine, theirs = steps(by, log).undo, steps(other, log).undo
    assert mine and theirs and mine.command != theirs.command
    assert back(by, log) and not back(by, log)
    moment = queries.moment(log)
    assert (camera(log), moment.shots[shot(log, 1)].state.size) == ("pull-out", None)
    assert back(other, log)
    assert camera(log) == "push-in"
    assert back(by, log), "what stood in the way is gone"
    assert camera(log) is None


def test_undoing_an_act_of_somebody_else_is_an_act(by: Context, log: UUID) -> None:
    theirs = commands.change_shot(context(), log, shot(log), {"camera": "push-in"})
    commands.undo(by, log, Selection(events=(theirs.events[0].event_id,)), require=everything)
    assert steps(by, log).redo is None
    assert back(by, log)
    assert camera(log) == "push-in"
    assert forth(by, log)
    assert camera(log) is None


def test_an_undo_from_the_history_is_a_step_too(by: Context, log: UUID) -> None:
    first = commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    commands.set_parameter(by, log, Target("production", log), "style", "ink")
    undone = commands.undo(by, log, Selection(events=(first.events[0].event_id,)), require=everything)
    assert forth(by, log)
    assert camera(log) == "push-in"
    chosen = Selection(command=UUID(undone.events[0].said("command")))
    assert commands.undo(by, log, chosen, require=everything).events == (), "it was done again already"
    assert back(by, log) and back(by, log) and not back(by, log)


def test_a_restore_is_an_act(by: Context, log: UUID, sequencer: Sequencer) -> None:
    commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    sequencer.step()
    then = queries.moment(log).position
    commands.change_shot(by, log, shot(log), {"camera": "pull-out"})
    commands.restore(by, log, then, Scope(), require=everything)
    assert steps(by, log).redo is None
    assert back(by, log)
    assert camera(log) == "pull-out"
    assert back(by, log)
    assert camera(log) == "push-in"


def test_what_stays_is_passed_over_and_ends_nothing(by: Context, log: UUID) -> None:
    commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    assert back(by, log)
    for lasting in LASTING[:-1]:
        attempt(lasting, by, log, queries.moment(log), 0)
    assert forth(by, log)
    for lasting in LASTING[:-1]:
        attempt(lasting, by, log, queries.moment(log), 0)
    assert back(by, log) and not back(by, log)


def test_two_tabs_see_the_same_step_and_take_it_once(by: Context, log: UUID) -> None:
    for move in ("push-in", "pull-out"):
        commands.change_shot(by, log, shot(log), {"camera": move})
    one, other = steps(by, log).undo, steps(by, log).undo
    assert one and one == other
    for tab in (one, other):
        commands.undo(by, log, Selection(command=tab.command), require=everything)
    assert camera(log) == "push-in"


def test_what_a_right_or_a_lock_forbids_is_passed_over(by: Context, log: UUID) -> None:
    scene = next(iter(queries.moment(log).scenes))

    def as_artist(action: Action) -> None:
        policy.require("artist", action, log)

    commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    commands.set_parameter(by, log, Target("shot", shot(log)), "weather", "rain")
    commands.lock_parameter(context(), log, Target("production", log), "weather", "the look")
    commands.change_scene(by, log, scene, heading="INT. BARN - DAY", number="7")
    before = queries.moment(log)
    step = commands.own_steps(by, log, require=as_artist).undo
    assert step and queries.moment(log).streams == before.streams, "looking changes nothing"
    commands.undo(by, log, Selection(command=step.command), require=as_artist)
    assert camera(log) is None


def test_numbered_or_not_and_whatever_machines_did_since(by: Context, log: UUID, sequencer: Sequencer) -> None:
    commands.change_shot(by, log, shot(log), {"camera": "push-in"})
    waiting = steps(by, log)
    sequencer.step()
    taken(by, log, number=2)
    assert steps(by, log) == waiting
    assert back(by, log)


def test_acts_are_found_however_far_back(
    by: Context, log: UUID, sequencer: Sequencer, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.set_parameter(by, log, Target("production", log), "style", "ink")
    other = context()
    for move in ("push-in", "pull-out", "static"):
        commands.change_shot(other, log, shot(log), {"camera": move, "size": "wide"})
    sequencer.step()
    next_steps = steps(by, log)
    monkeypatch.setattr(reading, "_STRETCH", 2)
    assert next_steps.undo and steps(by, log) == next_steps
    monkeypatch.setattr(reading, "COMMANDS_BACK", 2)
    assert steps(by, log).undo is None


def test_who_made_the_production_does_not_unmake_it() -> None:
    by = context()
    log = production(by)
    assert back(by, log)
    assert queries.ordered_shots(queries.moment(log)) == []
    assert not back(by, log)
    assert queries.moment(log).production.state.name == "The Ferry"
