"""Undo and restore of what is more than a field: revisions, scenes, locks, pins, members."""

from typing import Any
from uuid import UUID

import pytest
import uuid6

from events.execution import Batch, Context, Receipt, execute
from events.registry import Event
from productions import commands, queries
from productions.commands import Target
from productions.commands.reverting import Outcome, Scope, Selection, UndoConflict
from productions.commands.reverting.outcome import NothingToUndo
from productions.domain.reference import Changed, reference
from productions.domain.shot import CastEntry
from productions.models import User
from tests.conftest import Sequencer
from tests.support.films import taken
from tests.support.making import SCRIPT, context, production

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Context:
    return context()


@pytest.fixture
def log(by: Context) -> UUID:
    return production(by)


def everything(action: Any) -> None:
    """A producer's rights."""


def undo(by: Context, log: UUID, done: Receipt[Any], **options: Any) -> Outcome:
    """Undo the events of a command."""
    chosen = Selection(events=tuple(event.event_id for event in done.events))
    return commands.undo(by, log, chosen, require=everything, **options).value


def undo_first(by: Context, log: UUID, done: Receipt[Any], **options: Any) -> Outcome:
    """Undo the first event of a command alone."""
    chosen = Selection(events=(done.events[0].event_id,))
    return commands.undo(by, log, chosen, require=everything, **options).value


def shots(log: UUID) -> list[UUID]:
    return queries.ordered_shots(queries.moment(log))


def texts(log: UUID) -> list[str]:
    at = queries.moment(log)
    return [source.text for shot in queries.ordered_shots(at) if (source := at.shots[shot].state.source)]


def test_a_revision_is_undone_with_its_scenes_and_shots_and_keeps_their_ids(by: Context, log: UUID) -> None:
    before, words, script = shots(log), texts(log), queries.moment(log).script.state
    revised = commands.import_script(by, log, SCRIPT.replace("Fog on", "Ice on").split("INT. FERRY")[0])
    assert shots(log) != before
    chosen = [event for event in revised.events if event.type == "script.revised"]
    commands.undo(by, log, Selection(events=(chosen[0].event_id,)), require=everything)
    assert (shots(log), texts(log)) == (before, words)
    now = queries.moment(log).script.state
    assert (now.text, now.lines, now.revision) == (script.text, script.lines, 3)


def test_a_script_that_was_undone_may_come_again_with_its_shots(by: Context) -> None:
    log = production(by, script=None)
    first = commands.import_script(by, log, SCRIPT)
    ids = shots(log)
    undo(by, log, first)
    assert (shots(log), queries.moment(log).script.state.text) == ([], "")
    commands.import_script(by, log, SCRIPT)
    assert shots(log) == ids


def test_a_revision_on_which_another_stands_is_not_undone_by_itself(by: Context, log: UUID) -> None:
    second = commands.import_script(by, log, SCRIPT.replace("Fog on", "Ice on"))
    commands.import_script(by, log, SCRIPT.replace("Fog on", "Snow on"))
    with pytest.raises(UndoConflict) as refused:
        undo(by, log, second, force=True)
    (conflict,) = refused.value.data["conflicts"]
    assert (conflict.entity, conflict.field) == ("script", "text")
    assert texts(log)[0].startswith("Snow on")


def test_the_text_of_one_shot_stays_with_the_script(by: Context, log: UUID) -> None:
    revised = commands.import_script(by, log, SCRIPT.replace("Fog on", "Ice on"))
    changed = next(event for event in revised.events if event.type == "shot.changed")
    with pytest.raises(NothingToUndo, match="undo the revision"):
        commands.undo(by, log, Selection(events=(changed.event_id,)), require=everything)


def test_a_removed_scene_comes_back_with_its_shots_and_goes_with_them(by: Context, log: UUID) -> None:
    scene, before = queries.ordered_scenes(queries.moment(log))[0], shots(log)
    removed = commands.remove_scene(by, log, scene)
    outcome = undo_first(by, log, removed)
    assert shots(log) == before
    assert {change.kind for change in outcome.changes} == {"scene", "shot"}
    restored = commands.restore_scene(by, log, scene)
    assert restored.events == ()


def test_a_scene_with_shots_of_others_is_not_simply_taken_back(by: Context, log: UUID) -> None:
    scene = commands.add_scene(by, log, uuid6.uuid7(), "EXT. PIER - NIGHT")
    shot = commands.add_shot(by, log, uuid6.uuid7(), scene.value, {"description": "A gull."})
    with pytest.raises(UndoConflict) as refused:
        undo(by, log, scene)
    assert refused.value.data["conflicts"][0].by.event == shot.events[0].event_id
    undo(by, log, scene, force=True)
    assert shot.value not in shots(log)


def test_a_lock_is_undone_and_set_again_with_its_value_and_reason(by: Context, log: UUID) -> None:
    target = Target("production", log)
    commands.set_parameter(by, log, target, "style", "ink")
    locked = commands.lock_parameter(by, log, target, "style", "the look")
    lock = queries.moment(log).production.state.settings.locks["style"]
    undone = commands.undo(by, log, Selection(events=(locked.events[0].event_id,)), require=everything)
    assert queries.moment(log).production.state.settings.locks == {}
    undo(by, log, undone)
    assert queries.moment(log).production.state.settings.locks["style"] == lock


def test_a_pin_moves_back_to_the_take_that_had_it(by: Context, log: UUID) -> None:
    one, two = taken(by, log, number=1), taken(by, log, number=2)
    commands.pin_take(by, log, one)
    undo(by, log, commands.pin_take(by, log, two))
    assert {id_: take.state.pinned for id_, take in queries.moment(log).takes.items()} == {one: True, two: False}


def test_a_selection_of_a_take_is_undone_to_none(by: Context, log: UUID) -> None:
    take, shot = taken(by, log), shots(log)[0]
    undo(by, log, commands.select_take(by, log, shot, take))
    assert queries.moment(log).shots[shot].state.take is None


def test_takes_and_reviews_stay_and_say_what_to_do_instead(by: Context, log: UUID) -> None:
    take = taken(by, log)
    for done in (commands.submit_take(by, log, take), commands.note_take(by, log, take, "Her hat.")):
        with pytest.raises(NothingToUndo, match="stays"):
            undo(by, log, done)
    assert queries.moment(log).takes[take].state.review == "submitted"


def test_members_and_roles_go_back_one_by_one(by: Context, log: UUID) -> None:
    person = uuid6.uuid7()
    added = commands.add_member(by, log, person, "artist")
    undo(by, log, commands.change_role(by, log, person, "reviewer"))
    assert queries.role(log, person) == "artist"
    undo(by, log, added)
    assert queries.role(log, person) is None


def test_who_was_erased_does_not_come_back_as_a_member(by: Context, log: UUID) -> None:
    ben = User.objects.create_user("ben")
    commands.add_member(by, log, ben.person, "artist")
    gone = commands.remove_member(by, log, ben.person)
    undo(by, log, gone)
    assert queries.role(log, ben.person) == "artist"
    chosen = [event for event in commands.erase_person(by, ben.person).events if event.log == log]
    with pytest.raises(UndoConflict) as refused:
        commands.undo(by, log, Selection(events=(chosen[0].event_id,)), require=everything)
    assert refused.value.data["conflicts"][0].reason == "This person has no account any more."


def test_a_name_that_another_has_meanwhile_is_a_conflict(by: Context, log: UUID) -> None:
    rope = commands.add_reference(by, log, uuid6.uuid7(), "prop", "Rope").value
    renamed = commands.change_reference(by, log, rope, {"name": "Cord"})
    unnamed = commands.remove_alias(by, log, rope, "Rope")
    commands.add_reference(by, log, uuid6.uuid7(), "prop", "Rope")
    both = tuple(event.event_id for event in (*renamed.events, *unnamed.events))
    with pytest.raises(UndoConflict) as refused:
        commands.undo(by, log, Selection(events=both), require=everything)
    assert refused.value.data["conflicts"][0].reason == "Another prop is called Rope."


def test_a_colour_of_old_that_is_none_by_now_is_not_given_back_and_undo_says_why(by: Context, log: UUID) -> None:
    coat = commands.add_reference(by, log, uuid6.uuid7(), "prop", "Coat").value
    remember(by, log, coat, Changed(field="attribute:colour", before=None, after="bananas"))
    red = commands.change_reference(by, log, coat, {"attribute:colour": "red"})
    with pytest.raises(UndoConflict) as refused:
        undo(by, log, red)
    reason = refused.value.data["conflicts"][0].reason
    assert reason.startswith("The value from before is not allowed any more. 'bananas' is no colour")
    assert undo(by, log, red, skip_conflicts=True).changes == ()


def remember(by: Context, log: UUID, stream: UUID, event: Event) -> None:
    """Put an event into the log as a version of the program did that refused less."""

    def work(batch: Batch) -> None:
        batch.load(reference, stream)
        batch._record(stream, [event], by.meta())

    execute(by, log, work)


def test_shots_that_continued_each_other_the_other_way_are_restored(
    by: Context, log: UUID, sequencer: Sequencer
) -> None:
    one, two = shots(log)[:2]
    commands.set_continues(by, log, one, two)
    sequencer.step()
    then = queries.moment(log).position
    commands.set_continues(by, log, one, None)
    commands.set_continues(by, log, two, one)
    commands.restore(by, log, then, Scope(), require=everything)
    at = queries.moment(log)
    assert (at.shots[one].state.continues, at.shots[two].state.continues) == (two, None)


def test_a_scene_is_restored_with_the_shots_that_left_it(by: Context, log: UUID, sequencer: Sequencer) -> None:
    quay, cabin = queries.ordered_scenes(queries.moment(log))
    sequencer.step()
    then, before = queries.moment(log).position, shots(log)
    commands.move_shot(by, log, before[0], cabin, None)
    added = commands.add_shot(by, log, uuid6.uuid7(), quay, {"description": "A gull."}).value
    commands.change_shot(by, log, before[-1], {"camera": "push-in"})
    outcome = commands.restore(by, log, then, Scope(scene=quay), require=everything).value
    assert shots(log) == before
    assert {change.id for change in outcome.changes} == {before[0], added}


def test_a_reference_is_restored_with_its_look_and_pictures(by: Context, log: UUID, sequencer: Sequencer) -> None:
    rope = commands.add_reference(by, log, uuid6.uuid7(), "prop", "Rope", attributes={"colour": "white"}).value
    commands.add_pictures(by, log, rope, ["sha256:" + "a" * 64])
    sequencer.step()
    then = queries.moment(log)
    commands.change_reference(by, log, rope, {"attribute:colour": None, "description": "Frayed."})
    commands.add_pictures(by, log, rope, ["sha256:" + "b" * 64])
    commands.restore(by, log, then.position, Scope(reference=rope), require=everything)
    now = queries.moment(log).references[rope].state
    assert now.look() == then.references[rope].state.look()


def test_a_restored_cast_is_that_of_then_and_events_name_what_they_end(
    by: Context, log: UUID, sequencer: Sequencer
) -> None:
    shot, reference = shots(log)[1], next(iter(queries.moment(log).references))
    sequencer.step()
    then = queries.moment(log)
    cast = commands.set_cast(by, log, shot, reference, CastEntry(strength="0.5")).events[0].event_id
    restored = commands.restore(by, log, then.position, Scope(shot=shot), require=everything)
    assert queries.moment(log).shots[shot].state.cast == then.shots[shot].state.cast
    assert [event.said("causation") for event in restored.events] == [str(cast)]
