"""How the states of productions become rows: where an aggregate is registered, and everybody finds it.

The moments, differences, undo, restore, names in sentences and what-if plans follow from what stands here.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from events.projections import AggregateRow, Projection, register
from productions.domain.change_set import ChangeSet, change_set
from productions.domain.cut import Cut, cut
from productions.domain.fields import Aggregate
from productions.domain.pipeline import DraftChanged, Pipeline, pipeline
from productions.domain.playlist import Playlist, playlist
from productions.domain.production import Production, production
from productions.domain.reference import NameTaken, Reference, reference
from productions.domain.scene import Scene, scene
from productions.domain.script import Script, script
from productions.domain.share_link import ShareLink, share_link
from productions.domain.shot import Shot, shot
from productions.domain.statuses import DEFAULT, Status, ends
from productions.domain.take import Take, take
from productions.domain.template import StudioTemplate, TemplateNameTaken, template
from productions.domain.waiver import Waiver, called, waiver
from productions.domain.work import Work, work
from productions.models import (
    ChangeSetRow,
    CutRow,
    PipelineRow,
    PlaylistRow,
    ProductionRow,
    ReferenceRow,
    SceneRow,
    ScriptRow,
    ShareLinkRow,
    ShotRow,
    TakeRow,
    TemplateRow,
    WaiverRow,
    WorkRow,
)
from productions.refusals import CodeTaken, CutBegun, ScriptRevisedMeanwhile, TakeNumberTaken

S = TypeVar("S")


class Called(NamedTuple):
    """What people call a thing, and the attributes by which sentences tell of it."""

    name: str
    attributes: Mapping[str, str] = {}


Naming = Callable[[UUID, Collection[UUID]], Mapping[UUID, Called]]
"""From a log and some ids to what those are called that are things of the kind, in that log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateKind(Projection[S]):
    """An aggregate of a production: its decider with the table of its fields, its row, and what people call one."""

    decider: Aggregate[S, Any]
    names: Naming = field(kw_only=True)


KINDS: dict[str, AggregateKind[Any]] = {}
"""The aggregates of a production by category, in the order in which differences tell of them."""


def _kind(made: AggregateKind[S]) -> AggregateKind[S]:
    KINDS[made.decider.category] = made
    register(made)
    return made


def _by_column(row: type[AggregateRow], column: str, text: str = "{}") -> Naming:
    def names(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
        named = row._default_manager.filter(log=log, id__in=ids).values_list("id", column)
        return {id_: Called(text.format(name)) for id_, name in named}

    return names


def _nameless(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
    """There is one in a production, which goes by what it is."""
    return {}


class _Statuses(msgspec.Struct):
    """What of a production's state names statuses."""

    statuses: tuple[Status, ...] = DEFAULT


def _production_names(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
    """Also of the statuses of its work: they are things of the production alone."""
    row = ProductionRow.objects.filter(id=log).values_list("name", "state").first()
    if row is None:
        return {}
    name, state = row
    statuses = msgspec.json.decode(state, type=_Statuses).statuses
    known = {log: Called(name), **{each.id: Called(each.name) for each in statuses}}
    return {id_: called for id_, called in known.items() if id_ in ids}


def _reference_names(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
    rows = ReferenceRow.objects.filter(log=log, id__in=ids).values_list("id", "state")
    states = ((id_, msgspec.json.decode(state, type=Reference)) for id_, state in rows)
    return {id_: Called(state.name, state.look().attributes) for id_, state in states}


def _waiver_names(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
    rows = WaiverRow.objects.filter(log=log, id__in=ids).values_list("id", "state")
    states = ((id_, msgspec.json.decode(state, type=Waiver)) for id_, state in rows)
    return {id_: Called(f"the waiver of “{called(state.check)}”") for id_, state in states}


def _work_names(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
    shots = dict(WorkRow.objects.filter(log=log, id__in=ids).values_list("id", "shot"))
    codes = dict(ShotRow.objects.filter(id__in=shots.values()).values_list("id", "code"))
    return {id_: Called(f"the work on {codes[shot]}") for id_, shot in shots.items()}


def _take_names(log: UUID, ids: Collection[UUID]) -> Mapping[UUID, Called]:
    rows = list(TakeRow.objects.filter(log=log, id__in=ids).values_list("id", "shot", "number"))
    codes = dict(ShotRow.objects.filter(id__in={shot for _, shot, _ in rows}).values_list("id", "code"))
    return {
        id_: Called(f"take {number}" + (f" of {codes[shot]}" if shot in codes else "")) for id_, shot, number in rows
    }


productions = _kind(
    AggregateKind(
        decider=production,
        state=Production,
        row=ProductionRow,
        columns=lambda state: {
            "name": state.name,
            "members": {str(person): role for person, role in state.members.items()},
            "archived": state.archived,
            "ends": ends(state.statuses),
        },
        names=_production_names,
    )
)

scripts = _kind(
    AggregateKind(
        decider=script,
        state=Script,
        row=ScriptRow,
        columns=lambda state: {"revision": state.revision},
        refusals={
            "one_script_per_production": lambda: ScriptRevisedMeanwhile("Somebody imported a script at the same time.")
        },
        names=_nameless,
    )
)

pipelines = _kind(
    AggregateKind(
        decider=pipeline,
        state=Pipeline,
        row=PipelineRow,
        columns=lambda state: {"published": state.published.version if state.published else 0},
        refusals={
            "one_pipeline_per_production": lambda: DraftChanged("Somebody began to change the pipeline just now.")
        },
        names=_nameless,
    )
)

templates = register(
    Projection(
        decider=template,
        state=StudioTemplate,
        row=TemplateRow,
        columns=lambda state: {"folded_title": state.template.title.casefold(), "withdrawn": state.withdrawn},
        refusals={"template_title_once": lambda: TemplateNameTaken("Another template of the studio has this title.")},
    )
)
"""Those of the studio stand in its log: no production has one."""

references = _kind(
    AggregateKind(
        decider=reference,
        state=Reference,
        row=ReferenceRow,
        columns=lambda state: {"kind": state.kind, "folded_name": state.name.casefold(), "removed": state.removed},
        refusals={"reference_name_once": lambda: NameTaken("Another reference of this kind has this name.")},
        names=_reference_names,
    )
)

scenes = _kind(
    AggregateKind(
        decider=scene,
        state=Scene,
        row=SceneRow,
        columns=lambda state: {"code": state.code, "rank": state.rank, "removed": state.removed},
        refusals={"scene_code_once": lambda: CodeTaken("Another scene has this code.")},
        names=_by_column(SceneRow, "code", "scene {}"),
    )
)

shots = _kind(
    AggregateKind(
        decider=shot,
        state=Shot,
        row=ShotRow,
        columns=lambda state: {
            "scene": state.scene,
            "code": state.code,
            "rank": state.rank,
            "continues": state.continues,
            "removed": state.removed,
        },
        refusals={"shot_code_once": lambda: CodeTaken("Another shot has this code.")},
        names=_by_column(ShotRow, "code"),
    )
)

takes = _kind(
    AggregateKind(
        decider=take,
        state=Take,
        row=TakeRow,
        columns=lambda state: {
            "shot": state.shot,
            "digests": [artifact.digest for artifact in state.artifacts],
            "number": state.number,
            "pinned": state.pinned,
        },
        refusals={"take_number_once": lambda: TakeNumberTaken("The shot has a take of this number already.")},
        names=_take_names,
    )
)

change_sets = _kind(
    AggregateKind(
        decider=change_set,
        state=ChangeSet,
        row=ChangeSetRow,
        columns=lambda state: {"name": state.name, "status": state.status},
        names=_by_column(ChangeSetRow, "name", "the change set “{}”"),
    )
)

cuts = _kind(
    AggregateKind(
        decider=cut,
        state=Cut,
        row=CutRow,
        columns=lambda state: {},
        refusals={"one_cut_per_production": lambda: CutBegun("Somebody began to change the cut just now.")},
        names=_nameless,
    )
)

playlists = _kind(
    AggregateKind(
        decider=playlist,
        state=Playlist,
        row=PlaylistRow,
        columns=lambda state: {"name": state.name, "status": state.status},
        names=_by_column(PlaylistRow, "name", "the playlist “{}”"),
    )
)

share_links = _kind(
    AggregateKind(
        decider=share_link,
        state=ShareLink,
        row=ShareLinkRow,
        columns=lambda state: {"name": state.name, "playlist": state.playlist, "revoked": state.revoked},
        names=_by_column(ShareLinkRow, "name", "the link “{}”"),
    )
)

waivers = _kind(
    AggregateKind(
        decider=waiver,
        state=Waiver,
        row=WaiverRow,
        columns=lambda state: {"about": state.about, "removed": state.removed},
        names=_waiver_names,
    )
)

works = _kind(
    AggregateKind(
        decider=work,
        state=Work,
        row=WorkRow,
        columns=lambda state: {
            "shot": state.shot,
            "assignees": [str(person) for person in state.assignees],
            "due": state.due,
            "status": state.status,
        },
        names=_work_names,
    )
)
