"""Restore: a shot, a scene, a reference or the whole production gets the values that it had at a position."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from events import store
from events.decider import BEGAN, Folded
from events.execution import Batch, Context, Receipt, execute
from productions import queries
from productions.commands.access import hold
from productions.commands.reverting.apply_wants import Giving, wanted
from productions.commands.reverting.outcome import Outcome, Require, Want, refuse
from productions.domain.fields import ABSENT, Fields, Value
from productions.domain.fields.values import ARCHIVED, MARKER, MEMBER, NEVER, POLICY, REMOVED, SPENDING, STATUSES
from productions.domain.shot import Shot
from productions.projections import KINDS
from productions.queries import Moment
from productions.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Scope:
    """What to restore: one shot, one scene with its shots, one reference; without any, the whole production."""

    shot: UUID | None = None
    scene: UUID | None = None
    reference: UUID | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is named."""
        return not (self.shot or self.scene or self.reference)


def restore(
    context: Context,
    log: UUID,
    position: int,
    scope: Scope,
    *,
    require: Require,
    skip_conflicts: bool = False,
) -> Receipt[Outcome]:
    """Give script, scenes, shots, references, cut, name, parameters and the pipeline's draft the values of a position.

    What came later is removed, what was removed comes back. Members, policies, rules of spending, statuses, the work on
    shots, markers, change sets, published pipelines, takes and their reviews stay as they are, and so do references
    that the script brought since. What locks or names forbid is a conflict: UndoConflict, unless `skip_conflicts`.
    NotFound for what neither was there then nor is now.
    """
    moment = store.read_log(log, position - 1, 1) if position else []
    if not moment:
        raise NotFound("The production did not exist then.")
    then = queries.shot_at(log, position, scope.shot) if scope.shot else queries.moment_at(log, position)
    named = [scope.shot] if scope.shot else None
    context = replace(context, correlation=moment[0].event_id)

    def work(batch: Batch) -> Outcome:
        hold(log, alone=True)
        wants = wanted(_wants(then, queries.moment(log, takes=False, shots=named), scope))
        outcome = Giving(batch, wants, require).run()
        refuse(outcome, skip=skip_conflicts)
        return outcome

    return execute(context, log, work)


def _wants(then: Moment, now: Moment, scope: Scope) -> Iterator[Want]:
    for kind, id_, old, new in _pairs(then, now, scope):
        if kind == "shot" and old and not then.live_shot(id_):
            yield Want(kind, id_, REMOVED, _gone_with(old), new.causes.get("removed", new.causes[BEGAN]))
        elif old is None or old.version != new.version:
            yield from _of_thing(kind, id_, old, new)


def _gone_with(old: Folded[Shot]) -> Value:
    """A shot whose scene was removed is gone too, between the two events that say so."""
    fields = KINDS["shot"].decider.read(old.state)
    return fields.get(REMOVED, {"with": str(old.state.scene), "by": "hand"})


ThenAndNow = tuple[str, UUID, Folded[Any] | None, Folded[Any]]


def _pairs(then: Moment, now: Moment, scope: Scope) -> Iterator[ThenAndNow]:
    """Every thing in the scope, as it was and as it is."""
    if scope.whole:
        yield "production", now.id, then.production, now.production
        if now.script_id:
            yield "script", now.script_id, then.script, now.script
        for id_ in now.streams["pipeline"]:
            yield "pipeline", id_, then.pipeline, now.pipeline
        for id_ in now.streams["cut"]:
            yield "cut", id_, then.cut, now.cut
    pairs = [
        *_things("scene", then.scenes, now.scenes, _scenes(scope, now)),
        *_things("shot", then.shots, now.shots, _shots(scope, then, now)),
        *_things("reference", then.references, now.references, _references(scope, now)),
    ]
    if not pairs and not scope.whole:
        raise NotFound("There is no such thing in this production.")
    yield from pairs


def _scenes(scope: Scope, now: Moment) -> Iterable[UUID]:
    return now.scenes if scope.whole else [scope.scene] if scope.scene else []


def _shots(scope: Scope, then: Moment, now: Moment) -> Iterable[UUID]:
    if scope.whole:
        return now.shots
    if scope.scene:
        return [id_ for id_ in now.shots if scope.scene in (_scene_of(then, id_), _scene_of(now, id_))]
    return [scope.shot] if scope.shot else []


def _references(scope: Scope, now: Moment) -> Iterable[UUID]:
    return now.references if scope.whole else [scope.reference] if scope.reference else []


def _scene_of(at: Moment, shot: UUID) -> UUID | None:
    return at.shots[shot].state.scene if shot in at.shots else None


def _things(
    kind: str, then: Mapping[UUID, Folded[Any]], now: Mapping[UUID, Folded[Any]], ids: Iterable[UUID]
) -> Iterator[ThenAndNow]:
    for id_ in ids:
        if id_ in now:
            yield kind, id_, then.get(id_), now[id_]


def _of_thing(kind: str, id_: UUID, old: Folded[Any] | None, new: Folded[Any]) -> Iterator[Want]:
    decider = KINDS[kind].decider
    before: Fields = decider.read(old.state) if old else {REMOVED: NEVER}
    after = decider.read(new.state)
    gone = before.get(REMOVED, ABSENT)
    if old is None and kind == "reference" and new.state.origin == "script":
        return
    if gone is not ABSENT:
        yield Want(kind, id_, REMOVED, gone, new.causes.get("removed", new.causes[BEGAN]))
        return
    for name in {**before, **after}:
        if _restorable(kind, name) and before.get(name, ABSENT) != after.get(name, ABSENT):
            cause = decider.field(name).cause(name)
            yield Want(kind, id_, name, before.get(name, ABSENT), new.causes.get(cause))


def _restorable(kind: str, name: str) -> bool:
    return kind != "production" or not name.startswith((MEMBER, POLICY, MARKER, SPENDING, ARCHIVED, STATUSES))
