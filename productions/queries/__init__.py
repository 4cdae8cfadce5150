"""The door for reads: the state of productions, live or at a position, always as the same types."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec
from django.db import connection

from events import store
from events.decider import Folded, fold, start
from events.projections import Projection
from events.store import History
from productions import projections, stage_kinds
from productions.domain.causes import ever_read
from productions.domain.change_set import ChangeSet
from productions.domain.film_order import homes_of
from productions.domain.inputs import InputsReader, ShotInputs
from productions.domain.parameters import Parameters
from productions.domain.pipeline import Pipeline
from productions.domain.pipeline import pipeline as pipeline_decider
from productions.domain.playlist import Playlist
from productions.domain.production import Production, Role
from productions.domain.production import production as production_decider
from productions.domain.reference import Reference, ever_changed, linked
from productions.domain.scene import Scene
from productions.domain.script import Script
from productions.domain.script import script as script_decider
from productions.domain.shot import Shot
from productions.domain.take import Take
from productions.models import PipelineRow, ProductionRow, ReferenceRow, SceneRow, ShotRow, TakeRow, User
from productions.projections import KINDS
from productions.queries.nearby import OWN, Nearby
from productions.refusals import NotFound

S = TypeVar("S")
ERASED = "Erased person"
"""What everybody is called who was erased."""


Streams = Mapping[str, Mapping[UUID, Folded[Any]]]
"""Folded streams by category."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A production at a position of its log: every stream's folded state by category, removed ones included.

    Takes that are `brief` lack their files, notes and comments. `ends` are further shots that changes of looks name, in
    a moment of some shots alone.
    """

    id: UUID
    position: int
    streams: Streams
    brief: bool = False
    ends: Mapping[UUID, Folded[Shot]] = field(default_factory=dict)

    @property
    def production(self) -> Folded[Production]:
        """The production itself; not begun before it was created."""
        return self.streams["production"].get(self.id, start(production_decider))

    @property
    def script_id(self) -> UUID | None:
        """The id of the script; None where there is none yet."""
        return next(iter(self.streams["script"]), None)

    @property
    def script(self) -> Folded[Script]:
        """The script; revision 0 where there is none yet."""
        return next(iter(self.streams["script"].values()), start(script_decider))

    @property
    def pipeline(self) -> Folded[Pipeline]:
        """The pipeline; one of which nothing was published where there is none of its own."""
        return next(iter(self.streams["pipeline"].values()), start(pipeline_decider))

    @property
    def parameters(self) -> Parameters:
        """All parameters: of the production, and of the stages of its pipeline."""
        return stage_kinds.parameters(self.pipeline.state)

    @property
    def scenes(self) -> Mapping[UUID, Folded[Scene]]:
        """The scenes by id."""
        return self.streams["scene"]

    @property
    def shots(self) -> Mapping[UUID, Folded[Shot]]:
        """The shots by id."""
        return self.streams["shot"]

    @property
    def references(self) -> Mapping[UUID, Folded[Reference]]:
        """The references by id."""
        return self.streams["reference"]

    @property
    def takes(self) -> Mapping[UUID, Folded[Take]]:
        """The takes by id."""
        return self.streams["take"]

    @property
    def change_sets(self) -> Mapping[UUID, Folded[ChangeSet]]:
        """The change sets by id."""
        return self.streams["change_set"]

    @property
    def playlists(self) -> Mapping[UUID, Folded[Playlist]]:
        """The playlists by id."""
        return self.streams["playlist"]

    def live_shot(self, shot: UUID) -> bool:
        """Whether a shot stands in the film: neither it nor its scene is removed."""
        folded = self.shots.get(shot)
        if folded is None or folded.state.removed or folded.state.scene is None:
            return False
        scene = self.scenes.get(folded.state.scene)
        return scene is not None and not scene.state.removed


def moment(
    production: UUID,
    *,
    takes: bool = True,
    shots: Collection[UUID] | None = None,
    near: Collection[UUID] | None = None,
    brief: bool = False,
    position: int | None = None,
) -> Moment:
    """Return the live state. Rows may be newer than `position`, never older. NotFound for an unknown production.

    With `shots` only these are in it, with those that they continue, their scenes and takes and the references that
    they cast or once cast (it may be the latter why nobody speaks a line), and without the script. Takes that are
    `brief` are read in a quarter of the time. `position` is given by whoever has read it before.
    """
    position = store.head(production) if position is None else position
    ends: Mapping[UUID, Folded[Shot]] = {}
    if shots is None:
        things = _all(production, takes=takes and not brief)
        if takes and brief:
            things = {**things, "take": _read(projections.takes, production, state="brief")}
    else:
        state = ("brief" if brief else "state") if takes else ""
        things, ends = _around(Nearby(production, state), shots, near or ())
    if production not in things["production"]:
        raise NotFound("There is no such production.")
    return Moment(production, position, things, brief, ends)


def _all(production: UUID, *, takes: bool) -> Streams:
    return {
        category: _read(kind, production) if takes or category != "take" else {} for category, kind in KINDS.items()
    }


def _around(
    rows: Nearby, shots: Collection[UUID], near: Collection[UUID]
) -> tuple[Streams, Mapping[UUID, Folded[Shot]]]:
    """The shots with those that they continue and all that they rest on, and further shots that looks rest on."""
    probably = {*shots, *near}
    rows.look({"shot": probably, "take": probably, "scene": near, "reference": near}, own=True)
    chain = _with_predecessors(rows.read, shots)
    homes = {folded.state.scene for folded in chain.values() if folded.state.scene}
    cast = {ref for folded in chain.values() for ref in ever_read(folded)}
    rows.look({"scene": homes, "reference": cast, "take": chain})
    references = _with_places(rows.read, cast)
    scenes, ends = _where_looks_change(rows.read, references, chain, rows.read("scene", homes))
    things: dict[str, Mapping[UUID, Folded[Any]]] = {
        **{category: {} for category in KINDS},
        **{category: rows.own(category) for category in OWN},
        "shot": chain,
        "scene": scenes,
        "reference": references,
        "take": rows.takes_of(chain),
    }
    return things, {id_: folded for id_, folded in ends.items() if id_ not in chain}


_Read = Callable[[str, Collection[UUID]], Mapping[UUID, Folded[Any]]]
"""From a category and ids to folded states, as far as there are any."""


def _reader(production: UUID) -> _Read:
    return Nearby(production, "").read


def where_looks_change(
    production: UUID,
    references: Mapping[UUID, Folded[Reference]],
    shots: Mapping[UUID, Folded[Shot]],
    scenes: Mapping[UUID, Folded[Scene]],
) -> tuple[Mapping[UUID, Folded[Scene]], Mapping[UUID, Folded[Shot]]]:
    """Return scenes and shots, with those on which it rests where the looks of references change."""
    return _where_looks_change(_reader(production), references, shots, scenes)


def _where_looks_change(
    read: _Read,
    references: Mapping[UUID, Folded[Reference]],
    shots: Mapping[UUID, Folded[Shot]],
    scenes: Mapping[UUID, Folded[Scene]],
) -> tuple[Mapping[UUID, Folded[Scene]], Mapping[UUID, Folded[Shot]]]:
    changes = [change for folded in references.values() for change in ever_changed(folded.state)]
    if not changes:
        return scenes, shots
    points = [point for change in changes for point in change.ends]
    ends = read("shot", {each.id for each in points if each.kind == "shot"} - shots.keys())
    homes = {home for folded in (*shots.values(), *ends.values()) for home in homes_of(folded)}
    named = {point.id for point in points if point.kind == "scene"}
    more = read("scene", (homes | named) - scenes.keys())
    return {**scenes, **more}, {**shots, **ends}


_INPUTS = ("production", "pipeline", "scene", "shot", "reference")


def unmoved(read: Moment) -> bool:
    """Whether all that inputs rest on still stands as a moment has it: then the moment is a state that there was.

    A moment is read piece by piece while others write; here one statement compares the versions of all of them.
    """
    tables = (KINDS[category].row._meta.db_table for category in _INPUTS)
    now = " UNION ALL ".join(f"SELECT id, version FROM {table} WHERE id = ANY (%(ids)s)" for table in tables)
    of_inputs = (*(read.streams[category] for category in _INPUTS), read.ends)
    versions = {id_: each.version for streams in of_inputs for id_, each in streams.items()}
    query = f"""SELECT count(*) FROM ({now}) AS now
                JOIN unnest(%(ids)s::uuid[], %(versions)s::bigint[]) AS before (id, version) USING (id, version)"""
    with connection.cursor() as cursor:
        cursor.execute(query, {"ids": list(versions), "versions": list(versions.values())})
        (as_before,) = cursor.fetchone()
    return int(as_before) == len(versions)


def references(production: UUID) -> dict[UUID, Folded[Reference]]:
    """Return all references of a production, removed ones included."""
    return _read(projections.references, production)


def references_with_places(production: UUID, wanted: Collection[UUID]) -> dict[UUID, Folded[Reference]]:
    """Return references with the places that they lie in, at any depth, and the voices they speak with, now or once."""
    return _with_places(_reader(production), wanted)


def _with_places(read: _Read, wanted: Collection[UUID]) -> dict[UUID, Folded[Reference]]:
    known, fresh = dict[UUID, Folded[Reference]](), set(wanted)
    while fresh:
        known |= read("reference", fresh)
        fresh = {parent for folded in known.values() for parent in linked(folded)} - known.keys()
    return known


def _with_predecessors(read: _Read, shots: Collection[UUID]) -> dict[UUID, Folded[Shot]]:
    chain, wanted = dict[UUID, Folded[Shot]](), set(shots)
    while wanted:
        fresh = read("shot", wanted)
        chain |= fresh
        wanted = {shot for folded in fresh.values() if (shot := folded.state.continues)} - chain.keys()
    return chain


def _read(
    projection: Projection[S],
    production: UUID,
    only: Collection[UUID] | None = None,
    column: str = "id",
    *,
    state: str = "state",
) -> dict[UUID, Folded[S]]:
    """Return the folded states of a production's rows, or of those whose `column` is one of `only`.

    Plans of one edit are mostly such looks, and putting together a queryset costs as much as the look itself.
    """
    narrowed = "" if only is None else f" AND {column} = ANY (%s)"
    query = f"SELECT id, version, {state}, causes FROM {projection.row._meta.db_table} WHERE log = %s{narrowed}"
    with connection.cursor() as cursor:
        cursor.execute(query, [production] if only is None else [production, list(only)])
        fetched = cursor.fetchall()
    return {id_: projection.read(version, text, causes) for id_, version, text, causes in fetched}


def takes(production: UUID, wanted: Collection[UUID]) -> dict[UUID, Folded[Take]]:
    """Return takes of a production by id."""
    return _read(projections.takes, production, wanted)


def all_takes(production: UUID) -> dict[UUID, Folded[Take]]:
    """Return the takes of a production by id."""
    return _read(projections.takes, production)


def noted_takes(production: UUID) -> dict[UUID, Folded[Take]]:
    """Return the takes of a production on which a note was left, by id."""
    return rows(projections.takes, TakeRow.objects.filter(log=production, state__contains='"notes":[{'))


def reference_names(references: Collection[UUID]) -> dict[str, str]:
    """Return what references are called, by id as text."""
    by_id = rows(projections.references, ReferenceRow.objects.filter(id__in=references))
    return {str(id_): folded.state.name for id_, folded in by_id.items()}


def moment_at(production: UUID, position: int) -> Moment:
    """Return the state as of a position of the log: the fold of all events up to it."""
    return Moment(production, position, _onto({}, store.histories(production, KINDS, position)))


def shot_at(production: UUID, position: int, shot: UUID) -> Moment:
    """Return the state as of a position, of one shot with its scene, its takes and the pipeline alone."""
    own = PipelineRow.objects.filter(log=production).values_list("id", flat=True)
    things = _onto({}, store.histories(production, KINDS, position, [production, shot, *own]))
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


def rows(projection: Projection[S], selected: Any) -> dict[UUID, Folded[S]]:
    """Return the folded states of a queryset of rows by id."""
    values = selected.values_list("id", "version", "state", "causes")
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


_FILM_ORDER = """
SELECT s.id, s.code, s.scene FROM productions_shot s JOIN productions_scene h ON h.id = s.scene
WHERE s.log = %s AND (s.id = ANY (%s) OR %s) AND NOT s.removed AND NOT h.removed
ORDER BY h.rank COLLATE "C", h.code COLLATE "C", h.id, s.rank COLLATE "C", s.code COLLATE "C", s.id
"""


class ShotPlace(NamedTuple):
    """A shot of the film, what people call it, and its scene."""

    shot: UUID
    code: str
    scene: UUID


def film_order(production: UUID, shots: Collection[UUID] | None = None) -> list[ShotPlace]:
    """Return those of the shots that stand in the film, in its order; all unless named."""
    with connection.cursor() as cursor:
        cursor.execute(_FILM_ORDER, [production, list(shots or ()), shots is None])
        return [ShotPlace(*row) for row in cursor.fetchall()]


def shot_places(shots: Collection[UUID]) -> dict[UUID, ShotPlace]:
    """Return shots with their codes and scenes, also those that were removed."""
    rows = ShotRow.objects.filter(id__in=list(shots)).values_list("id", "code", "scene")
    return {id_: ShotPlace(shot=id_, code=code, scene=scene) for id_, code, scene in rows}


def inputs(at: Moment, shots: Iterable[UUID] | None = None) -> dict[UUID, ShotInputs]:
    """Return the effective inputs of live shots, in film order; all of them unless named."""
    wanted = ordered_shots(at) if shots is None else [shot for shot in shots if at.live_shot(shot)]
    reader = InputsReader(at.production, at.references, at.parameters, at.scenes, {**at.shots, **at.ends})
    return {shot: reader.read(shot, at.scenes[_scene_of(at, shot)], at.shots[shot]) for shot in wanted}


def _scene_of(at: Moment, shot: UUID) -> UUID:
    scene = at.shots[shot].state.scene
    assert scene is not None, "a live shot stands in a scene"
    return scene


def live_shots(shots: Iterable[UUID]) -> set[UUID]:
    """Return those of the shots that are not removed, alone or with their scene."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM productions_shot WHERE id = ANY (%s) AND NOT removed", [list(shots)])
        return {id_ for (id_,) in cursor.fetchall()}


def takes_of(shots: Iterable[UUID]) -> dict[UUID, Folded[Take]]:
    """Return the takes of shots by id."""
    return rows(projections.takes, TakeRow.objects.filter(shot__in=list(shots)))


def shot_of_take(production: UUID, take: UUID) -> UUID | None:
    """Return the shot that a take of a production is of; None where there is no such take."""
    return TakeRow.objects.filter(log=production, id=take).values_list("shot", flat=True).first()


def productions_of(person: UUID) -> dict[UUID, Folded[Production]]:
    """Return the productions in which a person is a member, newest first."""
    mine = ProductionRow.objects.filter(members__has_key=str(person), archived=False).order_by("-id")
    return rows(projections.productions, mine)


def names_of_productions(productions: Collection[UUID]) -> dict[UUID, str]:
    """Return what productions are called."""
    named = rows(projections.productions, ProductionRow.objects.filter(id__in=list(productions)))
    return {id_: folded.state.name for id_, folded in named.items()}


def memberships(person: UUID) -> dict[UUID, Role]:
    """Return a person's role in each production, archived ones included."""
    mine = ProductionRow.objects.filter(members__has_key=str(person)).values_list("id", "members")
    return {id_: members[str(person)] for id_, members in mine}


_ROLE = f"SELECT members ->> %s FROM {ProductionRow._meta.db_table} WHERE id = %s"


def role(production: UUID, person: UUID) -> Role | None:
    """Return a person's role in a production; None for no member and for no such production."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE, [str(person), production])
        row = cursor.fetchone()
    return row[0] if row else None


def members_of(productions: Iterable[UUID]) -> dict[UUID, dict[UUID, Role]]:
    """Return the members of productions and their roles."""
    selected = ProductionRow.objects.filter(id__in=list(productions)).values_list("id", "members")
    return {id_: {UUID(person): role for person, role in members.items()} for id_, members in selected}


def place(projection: Projection[Any], entity: UUID, person: UUID) -> tuple[UUID, Role | None] | None:
    """Return the production that a row belongs to and a person's role there, with one look; None for no such row."""
    table, home = projection.row._meta.db_table, ProductionRow._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, p.members ->> %s FROM {table} t JOIN {home} p ON p.id = t.log WHERE t.id = %s",
            [str(person), entity],
        )
        row: tuple[UUID, Role | None] | None = cursor.fetchone()
    return row


PICTURE = "picture"
"""The role of the pictures of references among artifacts."""
RECORDED = "recording"
"""The role of recorded lines, and of the files of music and effects."""


def artifact_namings(productions: Collection[UUID], digest: str) -> Iterator[tuple[UUID, str]]:
    """Yield (production, role) for each take and each reference, at any version, that names the digest."""
    states = TakeRow.objects.filter(log__in=productions, digests__contains=[digest]).values_list("log", "state")
    for log, state in states:
        take = msgspec.json.decode(state, type=Take)
        yield from ((log, artifact.role) for artifact in take.artifacts if artifact.digest == digest)
    yield from ((log, PICTURE) for log in _pictured(productions, digest))
    yield from ((log, RECORDED) for log in _sounding(productions, digest))


def settings_naming(id_: str) -> dict[UUID, int]:
    """Return by production how many of its parameters hold a value that names something by `id`, at any level.

    People may write such a text too, so what the database finds is looked at.
    """
    mentions: Counter[UUID] = Counter()
    for kind in ("production", "scene", "shot"):
        rows_ = KINDS[kind].row._default_manager.filter(state__contains=f'"id":"{id_}"')
        for log, state in rows_.values_list("log", "state"):
            values = msgspec.json.decode(state, type=KINDS[kind].state).settings.values.values()
            mentions[log] += sum(isinstance(value, dict) and value.get("id") == id_ for value in values)
    return {log: count for log, count in mentions.items() if count}


def takes_naming(digest: str) -> list[tuple[UUID, UUID, Take]]:
    """Return production, id and state of the takes that name a digest, in any production."""
    logs = dict(TakeRow.objects.filter(digests__contains=[digest]).order_by("id").values_list("id", "log"))
    folded = rows(projections.takes, TakeRow.objects.filter(id__in=list(logs)))
    return [(log, take, folded[take].state) for take, log in logs.items()]


def _pictured(productions: Collection[UUID], digest: str) -> Iterator[UUID]:
    """People may write a digest into a text too, so what the database finds is looked at."""
    perhaps = ReferenceRow.objects.filter(log__in=productions, state__contains=digest).values_list("log", "state")
    for log, state in perhaps:
        if digest in msgspec.json.decode(state, type=Reference).pictures:
            yield log


def _sounding(productions: Collection[UUID], digest: str) -> Iterator[UUID]:
    """The productions of which a reference has or had a file of sound, or of which a line was ever recorded in one."""
    for log, state in ReferenceRow.objects.filter(log__in=productions, state__contains=digest).values_list(
        "log", "state"
    ):
        if digest in msgspec.json.decode(state, type=Reference).sound_files:
            yield log
    shots_ = ShotRow.objects.filter(log__in=productions, state__contains=digest).values_list("log", "state")
    for log, state in shots_:
        if any(each.digest == digest for each in msgspec.json.decode(state, type=Shot).recordings.values()):
            yield log


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return what people are called, by opaque id; a person without an account is missing."""
    return {user.person: called(user) for user in User.objects.filter(person__in=list(people))}


def codes_of_scenes(scenes: Iterable[UUID]) -> dict[UUID, str]:
    """Return the codes of scenes by id."""
    return dict(SceneRow.objects.filter(id__in=list(scenes)).values_list("id", "code"))


def codes_of_shots(shots: Iterable[UUID]) -> dict[UUID, str]:
    """Return the codes of shots by id."""
    return dict(ShotRow.objects.filter(id__in=list(shots)).values_list("id", "code"))


def called(user: User) -> str:
    """Return what the person of an account is called."""
    return ERASED if user.erased else user.get_full_name() or user.username
