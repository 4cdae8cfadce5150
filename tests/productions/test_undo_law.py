"""The law of undo: undone from the newest back, all is as it was before; a restored moment is that moment."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.errors import ContinuityError
from events.execution import Context
from events.rebuild import rebuild
from productions import commands, queries
from productions.commands.reverting import Scope, Selection
from productions.domain.fields import Fields
from productions.domain.fields.values import MARKER, REMOVED
from productions.projections import KINDS
from productions.queries import Moment
from tests.productions.test_replay_law import EDITS
from tests.support.making import context, production

pytestmark = pytest.mark.django_db
HISTORIES = st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 1000)), min_size=1, max_size=10)
a_few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def everything(action: Any) -> None:
    """A producer's rights."""


def film(at: Moment) -> dict[tuple[str, UUID], Fields]:
    """Every field of everything that stands in the film. What is removed stands nowhere."""
    things: list[Any] = [("production", at.id, at.production), ("script", at.script_id, at.script)]
    things += [("scene", *each) for each in at.scenes.items()]
    things += [("shot", *each) for each in at.shots.items() if at.live_shot(each[0])]
    things += [("reference", *each) for each in at.references.items() if each[1].state.origin == "hand"]
    read = {(kind, id_): KINDS[kind].decider.read(folded.state) for kind, id_, folded in things if id_}
    return {key: dict(_said(fields)) for key, fields in read.items() if REMOVED not in fields}


def _said(fields: Fields) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in fields.items() if not name.startswith(MARKER))


def happen(by: Context, log: UUID, edit: tuple[int, int]) -> list[UUID]:
    """Do an edit, if it is allowed, and return its events."""
    index, pick = edit
    try:
        return [event.event_id for event in EDITS[index](by, log, queries.moment(log), pick).events]
    except ContinuityError as refused:
        assert 400 <= refused.status < 500
        return []


def undo(by: Context, log: UUID, events: list[UUID]) -> list[UUID]:
    """Undo events; return those that did it."""
    receipt = commands.undo(by, log, Selection(events=tuple(events)), require=everything)
    assert receipt.value.conflicts == ()
    return [event.event_id for event in receipt.events]


@a_few
@given(HISTORIES, st.integers(0, 8))
def test_undoing_from_the_newest_back_leaves_what_was_before(history: list[tuple[int, int]], kept: int) -> None:
    by = context()
    log = production(by)
    for edit in history[:kept]:
        happen(by, log, edit)
    before = film(queries.moment(log))
    done = [events for edit in history[kept:] if (events := happen(by, log, edit))]
    for events in reversed(done):
        undo(by, log, events)
    assert film(queries.moment(log)) == before
    assert rebuild(check=True) == []


@a_few
@given(HISTORIES)
def test_undoing_the_undoing_does_it_again(history: list[tuple[int, int]]) -> None:
    by = context()
    log = production(by)
    done = [events for edit in history if (events := happen(by, log, edit))]
    after = film(queries.moment(log))
    undone = [made for events in reversed(done) if (made := undo(by, log, events))]
    for events in reversed(undone):
        undo(by, log, events)
    assert film(queries.moment(log)) == after


@a_few
@given(HISTORIES, st.data())
def test_some_edits_undone_and_done_again_leave_all_as_it_was(history: list[tuple[int, int]], data: Any) -> None:
    by = context()
    log = production(by)
    done = [events for edit in history if (events := happen(by, log, edit))]
    some = [events for events in done if data.draw(st.booleans())]
    after = film(queries.moment(log))
    undone = []
    for events in reversed(some):
        chosen = Selection(events=tuple(events))
        receipt = commands.undo(by, log, chosen, require=everything, skip_conflicts=True)
        undone.append([event.event_id for event in receipt.events])
    for events in reversed(undone):
        if events:
            undo(by, log, events)
    assert film(queries.moment(log)) == after


@a_few
@given(HISTORIES, st.data())
def test_a_restored_moment_is_that_moment(sequencer: Any, history: list[tuple[int, int]], data: Any) -> None:
    by = context()
    log = production(by)
    sequencer.step()
    begun = queries.moment(log).position
    for edit in history:
        happen(by, log, edit)
    sequencer.step()
    position = data.draw(st.integers(begun, queries.moment(log).position))
    then = queries.moment_at(log, position)
    receipt = commands.restore(by, log, position, Scope(), require=everything)
    assert receipt.value.conflicts == ()
    assert film(queries.moment(log)) == film(then)
    assert rebuild(check=True) == []
