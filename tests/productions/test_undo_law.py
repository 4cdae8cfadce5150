"""The law of undo: undone from the newest back, all is as it was before; a restored moment is that moment."""

import dataclasses
from collections.abc import Callable, Iterator
from itertools import compress
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.errors import ContinuityError
from events.execution import Context
from events.rebuild import rebuild
from productions import commands, queries
from productions.commands.reverting import Scope, Selection
from productions.domain.production import POLICIES
from productions.projections import KINDS
from productions.queries import Moment
from tests.productions.test_replay_law import EDITS, filmed
from tests.support.examples import by_itself
from tests.support.making import context

pytestmark = pytest.mark.django_db
MOST = 10
HISTORIES = st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 1000)), min_size=1, max_size=MOST)
a_few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def everything(action: Any) -> None:
    """A producer's rights."""


def film(at: Moment) -> dict[tuple[str, UUID], dict[str, Any]]:
    """The raw state of everything that stands in the film, so that no field hides. What is removed stands nowhere."""
    things = [(kind, *each) for kind, streams in at.streams.items() for each in streams.items()]
    return {(kind, id_): dict(_raw(kind, folded.state)) for kind, id_, folded in things if _stands(at, kind, id_)}


def _stands(at: Moment, kind: str, id_: UUID) -> bool:
    """A reference that the script brought stays, whatever becomes of the script."""
    state = at.streams[kind][id_].state
    if kind == "shot":
        return at.live_shot(id_)
    if kind == "work":
        return bool(KINDS[kind].decider.read(state))
    return not getattr(state, "removed", False) and not (kind == "reference" and state.origin != "hand")


def _raw(kind: str, state: Any) -> Iterator[tuple[str, Any]]:
    for name, value in msgspec.structs.asdict(state).items():
        if name in (*KINDS[kind].decider.unheld, *WHAT_WAS):
            continue
        yield name, LEFT.get((kind, name), lambda value: value)(value)


WHAT_WAS = ("removed_by", "removed_with")
"""What is said of a removal is left over when the thing is back."""

LEFT: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("reference", "looks"): lambda looks: looks[max(looks)],  # every version stays
    ("reference", "changes"): lambda changes: {
        id_: versions[max(versions)] for id_, versions in changes.items() if versions[max(versions)]
    },
    ("shot", "refused"): frozenset,  # in any order
    ("script", "decisions"): frozenset,  # in any order
    ("production", "statuses"): lambda known: [each for each in known if not each.retired],  # the others stay told
    ("production", "policies"): lambda policies: {**POLICIES, **policies},  # what is unset has its default
}


LEFT_ALONE = dict.fromkeys(("members", "policies", "spending", "markers", "archived", "statuses"))


def restorable(at: Moment) -> dict[tuple[str, UUID], dict[str, Any]]:
    """The film without what a restore leaves alone."""
    alone: dict[str, Any] = {kind: {} for kind in ("take", "change_set", "playlist", "waiver", "work")}
    facts = film(dataclasses.replace(at, streams={**at.streams, **alone}))
    return {key: {**raw, **LEFT_ALONE} for key, raw in facts.items()}


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
@by_itself
def test_undoing_from_the_newest_back_leaves_what_was_before(history: list[tuple[int, int]], kept: int) -> None:
    by = context()
    log = filmed(by)
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
@by_itself
def test_undoing_the_undoing_does_it_again(history: list[tuple[int, int]]) -> None:
    by = context()
    log = filmed(by)
    done = [events for edit in history if (events := happen(by, log, edit))]
    after = film(queries.moment(log))
    undone = [made for events in reversed(done) if (made := undo(by, log, events))]
    for events in reversed(undone):
        undo(by, log, events)
    assert film(queries.moment(log)) == after


@a_few
@given(HISTORIES, st.lists(st.booleans(), min_size=MOST, max_size=MOST))
@by_itself
def test_some_edits_undone_and_done_again_leave_all_as_it_was(
    history: list[tuple[int, int]], chosen: list[bool]
) -> None:
    by = context()
    log = filmed(by)
    done = [events for edit in history if (events := happen(by, log, edit))]
    some = list(compress(done, chosen))
    after = film(queries.moment(log))
    undone = []
    for events in reversed(some):
        selection = Selection(events=tuple(events))
        receipt = commands.undo(by, log, selection, require=everything, skip_conflicts=True)
        undone.append([event.event_id for event in receipt.events])
    for events in reversed(undone):
        if events:
            undo(by, log, events)
    assert film(queries.moment(log)) == after


@a_few
@given(HISTORIES, st.integers(0, 1000))
@by_itself
def test_a_restored_moment_is_that_moment(sequencer: Any, history: list[tuple[int, int]], back: int) -> None:
    by = context()
    log = filmed(by)
    sequencer.step()
    begun = queries.moment(log).position
    for edit in history:
        happen(by, log, edit)
    sequencer.step()
    now = queries.moment(log).position
    position = now - back % (now - begun + 1)
    then = queries.moment_at(log, position)
    receipt = commands.restore(by, log, position, Scope(), require=everything)
    assert receipt.value.conflicts == ()
    assert restorable(queries.moment(log)) == restorable(then)
    assert rebuild(check=True) == []
