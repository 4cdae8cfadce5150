"""The door for reads, continued: rows in order for pages, and one thing with just what it rests on."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import QuerySet

from events import store
from events.decider import Folded, start
from events.projections import Projection
from productions import projections, stage_kinds
from productions.domain.causes import ever_read
from productions.domain.change_set import ChangeSet
from productions.domain.cut import Cut
from productions.domain.cut import cut as cut_decider
from productions.domain.graph import Graph
from productions.domain.inputs import Chain, InputsReader, ShotInputs
from productions.domain.parameters import Level, Parameters
from productions.domain.pipeline import Pipeline, Published
from productions.domain.pipeline import pipeline as pipeline_decider
from productions.domain.playlist import Playlist
from productions.domain.production import Production
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.script import Script
from productions.domain.script import script as script_decider
from productions.domain.share_link import ShareLink
from productions.domain.shot import Shot
from productions.domain.waiver import Waiver
from productions.models import (
    ChangeSetRow,
    CutRow,
    PipelineRow,
    PlaylistRow,
    ReferenceRow,
    SceneRow,
    ScriptRow,
    ShareLinkRow,
    ShotRow,
    User,
    WaiverRow,
)
from productions.queries import Moment, inputs, one, references_with_places, rows, where_looks_change
from productions.refusals import NotFound

SCENE_ORDER = ("rank", "code")
REFERENCE_ORDER = ("kind", "folded_name", "id")
STATE = ("id", "version", "state")
S = TypeVar("S")


def production(production_id: UUID) -> Folded[Production]:
    """Return a production; NotFound when there is none."""
    return one(projections.productions, production_id)[1]


def scene(scene_id: UUID) -> Folded[Scene]:
    """Return a scene; NotFound when there is none."""
    return one(projections.scenes, scene_id)[1]


def shot(shot_id: UUID) -> Folded[Shot]:
    """Return a shot; NotFound when there is none."""
    return one(projections.shots, shot_id)[1]


def reference(reference_id: UUID) -> Folded[Reference]:
    """Return a reference; NotFound when there is none."""
    return one(projections.references, reference_id)[1]


def cut(production_id: UUID) -> Folded[Cut]:
    """Return the cut of a production; one that follows the script where nobody changed it."""
    own = rows(projections.cuts, CutRow.objects.filter(log=production_id))
    return next(iter(own.values()), start(cut_decider))


def pipeline(production_id: UUID) -> Folded[Pipeline]:
    """Return the pipeline of a production; one of which nothing was published where it has none of its own."""
    own = rows(projections.pipelines, PipelineRow.objects.filter(log=production_id))
    return next(iter(own.values()), start(pipeline_decider))


def parameters(production_id: UUID) -> Parameters:
    """Return all parameters of a production: its own, and those of the stages of its pipeline."""
    return stage_kinds.parameters(pipeline(production_id).state)


def pipeline_version(production_id: UUID, version: int) -> Graph | None:
    """Return the graph that a production published as a version; None where it did not."""
    stream = PipelineRow.objects.filter(log=production_id).values_list("id", flat=True).first()
    for stored in store.read_stream(stream) if stream else ():
        match stored.event:
            case Published(version=published, nodes=nodes, outputs=outputs) if published == version:
                return Graph(nodes, outputs)
    return None


def script(production_id: UUID) -> Folded[Script]:
    """Return the script of a production; revision 0 where there is none yet."""
    scripts = rows(projections.scripts, ScriptRow.objects.filter(log=production_id))
    return next(iter(scripts.values()), start(script_decider))


def scenes_of(production_id: UUID, *, removed: bool) -> "QuerySet[SceneRow, Any]":
    """Return (rank, code, id, version, state) of a production's scenes, unordered."""
    scenes = SceneRow.objects.filter(log=production_id)
    return (scenes if removed else scenes.filter(removed=False)).values_list(*SCENE_ORDER, *STATE)


class ShotKey(NamedTuple):
    """A shot in film order: `key` sorts it among all others of the production."""

    key: tuple[str, ...]
    id: UUID
    version: int


_PLACES = """
SELECT h.rank, h.code, s.rank, s.code, s.id, s.version
FROM productions_shot s JOIN productions_scene h ON h.id = s.scene
WHERE s.log = %(log)s AND (%(removed)s OR NOT s.removed) AND (%(scene)s::uuid IS NULL OR s.scene = %(scene)s)
ORDER BY h.rank COLLATE "C", h.code COLLATE "C", s.rank COLLATE "C", s.code COLLATE "C"
"""
_STAMP = """
SELECT md5(string_agg(t.id::text || t.version, '' ORDER BY t.id)) FROM (
    SELECT id, version FROM productions_shot WHERE log = %(log)s
    UNION ALL SELECT id, version FROM productions_scene WHERE log = %(log)s
    UNION ALL SELECT id, version FROM productions_production WHERE id = %(log)s) t
"""


def shots_of(production_id: UUID, *, removed: bool, scene: UUID | None, search: str) -> list[ShotKey]:
    """Return the places of a production's shots in film order; with `search` of those that mention the words."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"log": production_id, "removed": removed, "scene": scene})
        shots = [ShotKey(tuple(key), id_, version) for *key, id_, version in cursor.fetchall()]
    if not search:
        return shots
    mentioning = set(_mentioning(ShotRow.objects.filter(id__in=[place.id for place in shots]), search))
    return [place for place in shots if place.id in mentioning]


def shots_stamp(production_id: UUID) -> str:
    """Return a digest that changes whenever a shot, a scene or the production does."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, {"log": production_id})
        return str(cursor.fetchone()[0])


def states(projection: Projection[S], ids: Collection[UUID]) -> dict[UUID, Folded[S]]:
    """Return the states of rows, without their causes: what lists show."""
    selected = projection.row._default_manager.filter(id__in=ids).values_list(*STATE) if ids else ()
    return {id_: Folded(_decoder(projection.state).decode(state), version, {}) for id_, version, state in selected}


def _mentioning(shots: "QuerySet[ShotRow]", search: str) -> list[UUID]:
    """The database leaves out what surely lacks the words; names of fields in the state may still hold them."""
    perhaps = shots.filter(state__icontains=msgspec.json.encode(search).decode()[1:-1])
    read = states(projections.shots, list(perhaps.values_list("id", flat=True)))
    return [id_ for id_, folded in read.items() if mentions(folded.state, search)]


def references_of(production_id: UUID, *, removed: bool, kind: str) -> "QuerySet[ReferenceRow, Any]":
    """Return (kind, folded name, id, id, version, state) of references, unordered."""
    selected = ReferenceRow.objects.filter(log=production_id, **({"kind": kind} if kind else {}))
    selected = selected if removed else selected.filter(removed=False)
    return selected.values_list("kind", "folded_name", "id", *STATE)


def mentions(state: Shot, search: str) -> bool:
    """Whether a shot's code or one of its texts holds the words, whatever their case."""
    source = state.source
    spoken = [f"{line.character} {line.text} {line.parenthetical}" for line in source.dialogue] if source else []
    texts = [state.code, state.description or "", source.text if source else "", *spoken]
    return any(search.casefold() in text.casefold() for text in texts)


def chain_of(level: Level, target: UUID, production_id: UUID) -> Chain:
    """Return the levels from the production down to the target, each with its state."""
    levels: list[tuple[Level, Any]] = []
    if level == "shot":
        levels.append(("shot", shot(target)))
    if level != "production":
        home = levels[0][1].state.scene if levels else target
        levels.append(("scene", scene(home)))
    levels.append(("production", production(production_id)))
    return tuple(reversed(levels))


def chain_at(level: Level, target: UUID, at: Moment) -> Chain:
    """As `chain_of`, at a moment; NotFound for what did not stand in the film then."""
    levels: list[tuple[Level, Any]] = [("production", at.production)]
    home = at.shots[target].state.scene if level == "shot" and at.live_shot(target) else target
    if level != "production":
        levels.append(("scene", at.scenes.get(home) if home else None))
    if level == "shot":
        levels.append(("shot", at.shots.get(target)))
    if any(folded is None or folded.state.removed for name, folded in levels if name != "production"):
        raise NotFound("It did not stand in the film then.", position=at.position)
    return tuple(levels)


def shot_inputs(shot_id: UUID, production_id: UUID) -> tuple[ShotInputs, Chain]:
    """Return the effective inputs of one shot, with the levels that they come from."""
    chain = chain_of("shot", shot_id, production_id)
    levels: Any = chain
    references = references_with_places(production_id, ever_read(levels[2][1]))
    scenes, shots = where_looks_change(
        production_id, references, {shot_id: levels[2][1]}, {levels[2][1].state.scene: levels[1][1]}
    )
    reader = InputsReader(levels[0][1], references, parameters(production_id), scenes, shots)
    return reader.read(shot_id, levels[1][1], levels[2][1]), chain


def shot_inputs_at(shot_id: UUID, at: Moment) -> tuple[ShotInputs, Chain]:
    """As `shot_inputs`, at a moment; NotFound for a shot that did not stand in the film then."""
    chain = chain_at("shot", shot_id, at)
    return inputs(at, [shot_id])[shot_id], chain


def shot_of(chain: Chain) -> Shot:
    """Return the shot at the end of a chain."""
    state: Any = chain[-1][1].state
    assert isinstance(state, Shot), "the chain ends in a shot"
    return state


def casting(reference_id: UUID, production_id: UUID) -> dict[UUID, Folded[Shot]]:
    """Return the live shots that cast a reference."""
    perhaps = ShotRow.objects.filter(log=production_id, removed=False, state__contains=str(reference_id))
    return {id_: shot for id_, shot in rows(projections.shots, perhaps).items() if reference_id in shot.state.cast}


def people(members: Mapping[UUID, str]) -> dict[UUID, User]:
    """Return the accounts of members; one without an account is missing."""
    return {user.person: user for user in User.objects.filter(person__in=list(members))}


def person_called(username: str) -> UUID | None:
    """Return the opaque id of an active account."""
    return User.objects.filter(username=username, is_active=True).values_list("person", flat=True).first()


def fold_of(projection: Projection[Any], row: tuple[Any, ...]) -> tuple[UUID, Folded[Any]]:
    """Return (id, state) of a row that ends in the columns of STATE. Lists show no causes, so none are read."""
    id_, version, state = row[-3:]
    return id_, Folded(_decoder(projection.state).decode(state), version, {})


_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


def _decoder(state: type[S]) -> msgspec.json.Decoder[S]:
    if state not in _decoders:
        _decoders[state] = msgspec.json.Decoder(state)
    return _decoders[state]


def change_set(id_: UUID) -> Folded[ChangeSet]:
    """Return a change set; NotFound when there is none."""
    return one(projections.change_sets, id_)[1]


def change_sets(production_id: UUID, status: str = "") -> dict[UUID, Folded[ChangeSet]]:
    """Return the change sets of a production, or those in a status."""
    sets = ChangeSetRow.objects.filter(log=production_id)
    return rows(projections.change_sets, sets.filter(status=status) if status else sets)


def playlist(id_: UUID) -> Folded[Playlist]:
    """Return a playlist; NotFound when there is none."""
    return one(projections.playlists, id_)[1]


def playlists(production_id: UUID, status: str = "") -> dict[UUID, Folded[Playlist]]:
    """Return the playlists of a production that are in a status; those that are not put away, where none is given."""
    lists = PlaylistRow.objects.filter(log=production_id)
    return rows(projections.playlists, lists.filter(status=status) if status else lists.exclude(status="put_away"))


def waiver(id_: UUID) -> Folded[Waiver]:
    """Return a waiver; NotFound when there is none."""
    return one(projections.waivers, id_)[1]


def waivers(production_id: UUID) -> dict[UUID, Folded[Waiver]]:
    """Return the waivers of a production that nobody withdrew."""
    return rows(projections.waivers, WaiverRow.objects.filter(log=production_id, removed=False))


def share_link(id_: UUID) -> Folded[ShareLink]:
    """Return a share link; NotFound when there is none."""
    return one(projections.share_links, id_)[1]


def share_links(playlist_id: UUID) -> dict[UUID, Folded[ShareLink]]:
    """Return the share links of a playlist, revoked and expired ones too."""
    return rows(projections.share_links, ShareLinkRow.objects.filter(playlist=playlist_id))
