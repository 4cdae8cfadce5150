"""The words that things are found by: whatever happens, following the log comes to what making all anew comes to."""

from uuid import UUID

import pytest
import uuid6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.execution import Context
from events.rebuild import rebuild
from productions import commands, queries
from productions.domain import finding as forms
from productions.domain.finding import marks
from productions.finding import rows
from productions.models import FindingRow
from tests.conftest import Sequencer
from tests.support.making import SCRIPT, context, production

pytestmark = pytest.mark.django_db
EDITS = (
    "describe",
    "renumber",
    "remove scene",
    "restore scene",
    "remove shot",
    "move shot",
    "name",
    "revise",
    "gather",
)
ALL = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 7)), min_size=1, max_size=8)


def words(log: UUID) -> set[tuple[object, ...]]:
    return set(FindingRow.objects.filter(log=log).values_list("thing", "kind", "words", "notes"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=ALL, step=st.booleans())
def test_following_the_log_comes_to_what_a_rebuild_comes_to(
    sequencer: Sequencer, edits: list[tuple[str, int]], step: bool
) -> None:
    by = context()
    log = production(by)
    for name, nth in edits:
        edit(by, log, name, nth)
        if step:
            sequencer.step()
    sequencer.step()
    followed = words(log)
    FindingRow.objects.filter(log=log).update(words="drifted")
    assert rebuild() == []
    assert words(log) == followed
    moment = queries.moment(log)
    live = {id_ for id_ in moment.shots if moment.live_shot(id_)}
    assert {id_ for id_, kind, *_ in followed if kind == "shot"} == live


def edit(by: Context, log: UUID, name: str, nth: int) -> None:
    """Do one thing to a film; one that cannot be done now is left."""
    who = context(by.actor)
    moment = queries.moment(log)
    scenes, shots = queries.ordered_scenes(moment), queries.ordered_shots(moment)
    gone = [id_ for id_, each in moment.scenes.items() if each.state.removed]
    match name:
        case "describe" if shots:
            commands.change_shot(who, log, shots[nth % len(shots)], {"description": f"Rain, {nth}."})
        case "renumber" if scenes:
            commands.change_scene(who, log, scenes[nth % len(scenes)], number=f"{nth}A")
        case "remove scene" if scenes:
            commands.remove_scene(who, log, scenes[nth % len(scenes)])
        case "restore scene" if gone:
            commands.restore_scene(who, log, gone[nth % len(gone)])
        case "remove shot" if shots:
            commands.remove_shot(who, log, shots[nth % len(shots)])
        case "move shot" if shots and len(scenes) > 1:
            commands.move_shot(who, log, shots[nth % len(shots)], scenes[nth % len(scenes)], None)
        case "name":
            commands.add_reference(who, log, uuid6.uuid7(), "prop", f"Lamp {uuid6.uuid7()}")
        case "revise":
            commands.import_script(who, log, SCRIPT.replace("Fog", f"Fog, {nth},"))
        case "gather":
            commands.begin_change_set(who, log, uuid6.uuid7(), f"Set {nth}")


@given(text=st.text(max_size=60))
def test_the_form_of_a_form_is_itself_and_every_mark_is_a_stretch_of_the_text(text: str) -> None:
    formed = forms.form(text)
    assert formed.isascii() and forms.form(formed) == formed
    for first, last in marks(text, forms.asked(text).words):
        assert 0 <= first < last <= len(text)
        assert text[first:last].strip()


@given(text=st.text(alphabet="abé東京Ωя ", min_size=1, max_size=20))
def test_a_text_holds_each_of_its_own_words_and_marks_them(text: str) -> None:
    asked = forms.asked(text).words
    assert forms.holds(asked, text)
    assert bool(marks(text, asked)) is bool(asked)


def test_rows_that_are_lost_are_made_again(sequencer: Sequencer) -> None:
    log = production(context())
    sequencer.step()
    known = words(log)
    FindingRow.objects.all().delete()
    rows.rebuild()
    assert known and words(log) == known
