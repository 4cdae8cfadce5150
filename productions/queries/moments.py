"""Moments: a production as it stands now, all of it or some shots with what they rest on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from events import store
from events.decider import Folded, start
from events.registry import Json
from productions import projections, stage_kinds
from productions.domain.causes import ever_read
from productions.domain.change_set import ChangeSet
from productions.domain.cut import Cut
from productions.domain.cut import cut as cut_decider
from productions.domain.film_order import homes_of
from productions.domain.inputs import InputsReader, ShotInputs
from productions.domain.parameters import Parameters
from productions.domain.pipeline import Pipeline
from productions.domain.pipeline import pipeline as pipeline_decider
from productions.domain.playlist import Playlist
from productions.domain.production import Production
from productions.domain.production import production as production_decider
from productions.domain.reference import Reference, ever_changed, linked
from productions.domain.scene import Scene
from productions.domain.script import Script
from productions.domain.script import script as script_decider
from productions.domain.share_link import ShareLink
from productions.domain.shot import Shot
from productions.domain.take import Take
from productions.domain.waiver import Waiver
from productions.domain.work import Work
from productions.projections import KINDS
from productions.queries.nearby import OWN, Nearby
from productions.queries.streams import Streams, rows_of
from productions.refusals import NotFound


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
    def cut(self) -> Folded[Cut]:
        """The cut; one that follows the script where nobody changed it."""
        return next(iter(self.streams["cut"].values()), start(cut_decider))

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

    @property
    def share_links(self) -> Mapping[UUID, Folded[ShareLink]]:
        """The share links by id."""
        return self.streams["share_link"]

    @property
    def waivers(self) -> Mapping[UUID, Folded[Waiver]]:
        """The waivers by id."""
        return self.streams["waiver"]

    @property
    def works(self) -> Mapping[UUID, Folded[Work]]:
        """The work on shots by id."""
        return self.streams["work"]

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
            things = {**things, "take": rows_of(projections.takes, production, state="brief")}
    else:
        state = ("brief" if brief else "state") if takes else ""
        things, ends = _around(Nearby(production, state), shots, near or ())
    if production not in things["production"]:
        raise NotFound("There is no such production.")
    return Moment(production, position, things, brief, ends)


def _all(production: UUID, *, takes: bool) -> Streams:
    return {
        category: rows_of(kind, production) if takes or category != "take" else {} for category, kind in KINDS.items()
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
    reader = InputsReader(at.production, at.references, at.parameters, at.scenes, {**at.shots, **at.ends})
    return {shot: reader.read(shot, at.scenes[_scene_of(at, shot)], at.shots[shot]) for shot in wanted}


def production_inputs(production: Folded[Production], pipeline: Folded[Pipeline]) -> Mapping[str, tuple[Json, UUID]]:
    """Return the inputs that shots have of their production alone, by input key, each with the event behind it."""
    return InputsReader(production, {}, stage_kinds.parameters(pipeline.state)).of_production()


def _scene_of(at: Moment, shot: UUID) -> UUID:
    scene = at.shots[shot].state.scene
    assert scene is not None, "a live shot stands in a scene"
    return scene
