"""The door for reads: the state of productions, live or at a position, always as the same types."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from events import store
from events.decider import Folded, fold, start
from events.projections import Projection
from productions import projections
from productions.domain.inputs import InputsReader, ShotInputs
from productions.domain.production import Production, Role
from productions.domain.production import production as production_decider
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.script import Script
from productions.domain.script import script as script_decider
from productions.domain.shot import Shot
from productions.domain.take import Take
from productions.models import ProductionRow, ReferenceRow, SceneRow, ScriptRow, ShotRow, TakeRow, User
from productions.refusals import NotFound

S = TypeVar("S")
EVERYTHING = 2**31


@dataclass(frozen=True, slots=True)
class Moment:
    """A production at a position of its log: every stream's folded state, removed ones included."""

    id: UUID
    position: int
    production: Folded[Production]
    script: Folded[Script]
    script_id: UUID | None = None
    scenes: Mapping[UUID, Folded[Scene]] = field(default_factory=dict)
    shots: Mapping[UUID, Folded[Shot]] = field(default_factory=dict)
    references: Mapping[UUID, Folded[Reference]] = field(default_factory=dict)
    takes: Mapping[UUID, Folded[Take]] = field(default_factory=dict)

    def live_shot(self, shot: UUID) -> bool:
        """Whether a shot stands in the film: neither it nor its scene is removed."""
        folded = self.shots.get(shot)
        if folded is None or folded.state.removed or folded.state.scene is None:
            return False
        scene = self.scenes.get(folded.state.scene)
        return scene is not None and not scene.state.removed


def moment(production: UUID, *, takes: bool = True) -> Moment:
    """Return the live state. Rows may be newer than `position`, never older. NotFound for an unknown production."""
    position = store.head(production)
    found = rows(projections.productions, ProductionRow.objects.filter(id=production))
    if production not in found:
        raise NotFound("There is no such production.")
    script = rows(projections.scripts, ScriptRow.objects.filter(log=production))
    return Moment(
        id=production,
        position=position,
        production=found[production],
        script=next(iter(script.values()), start(script_decider)),
        script_id=next(iter(script), None),
        scenes=rows(projections.scenes, SceneRow.objects.filter(log=production)),
        shots=rows(projections.shots, ShotRow.objects.filter(log=production)),
        references=rows(projections.references, ReferenceRow.objects.filter(log=production)),
        takes=rows(projections.takes, TakeRow.objects.filter(log=production)) if takes else {},
    )


def moment_at(production: UUID, position: int) -> Moment:
    """Return the state as of a position of the log: the fold of all events up to it."""
    found: dict[str, dict[UUID, Folded[Any]]] = {category: {} for category in _DECIDERS}
    for stored in store.read_log(production, limit=EVERYTHING, upto=position):
        if stored.category in found:
            streams = found[stored.category]
            decider = _DECIDERS[stored.category]
            streams[stored.stream] = fold(decider, [(stored.event_id, stored.event)], streams.get(stored.stream))
    script = found["script"]
    return Moment(
        id=production,
        position=position,
        production=found["production"].get(production, start(production_decider)),
        script=next(iter(script.values()), start(script_decider)),
        script_id=next(iter(script), None),
        scenes=found["scene"],
        shots=found["shot"],
        references=found["reference"],
        takes=found["take"],
    )


_DECIDERS = {
    projection.decider.category: projection.decider
    for projection in (
        projections.productions,
        projections.scripts,
        projections.scenes,
        projections.shots,
        projections.references,
        projections.takes,
    )
}


def rows(projection: Projection[S], found: Any) -> dict[UUID, Folded[S]]:
    """Return the folded states of a queryset of rows by id."""
    values = found.values_list("id", "version", "state", "causes")
    return {id_: projection.read(version, state, causes) for id_, version, state, causes in values}


def one(projection: Projection[S], entity: UUID) -> tuple[UUID, Folded[S]]:
    """Return (log, folded state) of one row; NotFound when there is none."""
    values = projection.row._default_manager.filter(id=entity).values_list("log", "version", "state", "causes")
    for log, version, state, causes in values:
        return log, projection.read(version, state, causes)
    raise NotFound(f"There is no such {projection.decider.category}.")


def ordered_scenes(at: Moment) -> list[UUID]:
    """Return the live scenes in film order."""
    live = [
        (folded.state.rank, folded.state.code, id_) for id_, folded in at.scenes.items() if not folded.state.removed
    ]
    return [id_ for _, _, id_ in sorted(live)]


def ordered_shots(at: Moment) -> list[UUID]:
    """Return the live shots in film order."""
    place = {scene: index for index, scene in enumerate(ordered_scenes(at))}
    live = [
        (place[folded.state.scene], folded.state.rank, folded.state.code, id_)
        for id_, folded in at.shots.items()
        if not folded.state.removed and folded.state.scene in place
    ]
    return [id_ for *_, id_ in sorted(live)]


def inputs(at: Moment, shots: Iterable[UUID] | None = None) -> dict[UUID, ShotInputs]:
    """Return the effective inputs of live shots, in film order; all of them unless named."""
    wanted = ordered_shots(at) if shots is None else [shot for shot in shots if at.live_shot(shot)]
    reader = InputsReader(at.production, at.references)
    return {shot: reader.read(shot, at.scenes[_scene_of(at, shot)], at.shots[shot]) for shot in wanted}


def _scene_of(at: Moment, shot: UUID) -> UUID:
    scene = at.shots[shot].state.scene
    assert scene is not None, "a live shot stands in a scene"
    return scene


def live_shots(shots: Iterable[UUID]) -> set[UUID]:
    """Return those of the shots that are not removed, alone or with their scene."""
    return set(ShotRow.objects.filter(id__in=list(shots), removed=False).values_list("id", flat=True))


def takes_of(shots: Iterable[UUID]) -> dict[UUID, Folded[Take]]:
    """Return the takes of shots by id."""
    return rows(projections.takes, TakeRow.objects.filter(shot__in=list(shots)))


def productions_of(person: UUID) -> dict[UUID, Folded[Production]]:
    """Return the productions in which a person is a member, newest first."""
    mine = ProductionRow.objects.filter(members__has_key=str(person), archived=False).order_by("-id")
    return rows(projections.productions, mine)


def memberships(person: UUID) -> list[UUID]:
    """Return the ids of all productions in which a person is a member, archived ones included."""
    return list(ProductionRow.objects.filter(members__has_key=str(person)).values_list("id", flat=True))


def role(production: UUID, person: UUID) -> Role | None:
    """Return a person's role in a production; None for no member and for no such production."""
    members = ProductionRow.objects.filter(id=production).values_list("members", flat=True).first()
    return members.get(str(person)) if members else None


def names_artifact(productions: Collection[UUID], digest: str) -> bool:
    """Whether a take of one of these productions names the digest."""
    return TakeRow.objects.filter(Q(log__in=productions), digests__contains=[digest]).exists()


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return what people are called, by opaque id; a person without an account is missing."""
    found = User.objects.filter(person__in=list(people)).values_list("person", "first_name", "last_name", "username")
    return {person: f"{first} {last}".strip() or username for person, first, last, username in found}
