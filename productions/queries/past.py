"""Moments of the past: the fold of all events up to a position of the log."""

from collections.abc import Iterable
from uuid import UUID

from events import store
from events.decider import fold
from events.store import History
from productions.domain.work import work_of
from productions.models import PipelineRow, TakeRow
from productions.projections import KINDS
from productions.queries.moments import Moment
from productions.queries.streams import Streams


def moment_at(production: UUID, position: int) -> Moment:
    """Return the state as of a position of the log: the fold of all events up to it."""
    return Moment(production, position, _onto({}, store.histories(production, KINDS, position)))


def shot_at(production: UUID, position: int, shot: UUID) -> Moment:
    """Return the state as of a position, of one shot with its scene, its takes and the pipeline alone."""
    own = PipelineRow.objects.filter(log=production).values_list("id", flat=True)
    things = _onto({}, store.histories(production, KINDS, position, [production, shot, work_of(shot), *own]))
    homes = [folded.state.scene for folded in things["shot"].values()]
    takes = TakeRow.objects.filter(log=production, shot=shot).values_list("id", flat=True)
    beside = _onto({}, store.histories(production, ("scene", "take"), position, [*homes, *takes]))
    return Moment(production, position, {**things, "scene": beside["scene"], "take": beside["take"]})


def scene_at(production: UUID, position: int, scene: UUID) -> Moment:
    """Return the state as of a position, of scenes and shots alone, with the takes of one scene's."""
    things = _onto({}, store.histories(production, ("production", "scene", "shot"), position))
    within = [id_ for id_, folded in things["shot"].items() if folded.state.scene == scene]
    takes = TakeRow.objects.filter(log=production, shot__in=within).values_list("id", flat=True)
    beside = _onto({}, store.histories(production, ("take",), position, takes))
    return Moment(production, position, {**things, "take": beside["take"]})


def moments_at(production: UUID, first: int, last: int) -> tuple[Moment, Moment]:
    """Return the states as of two positions, the earlier one first."""
    before = _onto({}, store.histories(production, KINDS, first))
    after = _onto(before, store.histories(production, KINDS, last, after=first))
    return Moment(production, first, before), Moment(production, last, after)


def _onto(before: Streams, happened: Iterable[History]) -> Streams:
    """Fold what happened to each stream onto streams, which stay as they are."""
    things = {category: dict(before.get(category, {})) for category in KINDS}
    for history in happened:
        streams, decider = things[history.category], KINDS[history.category].decider
        streams[history.stream] = fold(decider, history.events, streams.get(history.stream))
    return things
