"""What is registered once is known everywhere, and what was forgotten is a failure: no field or event hides."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from django.db import connection

from events import registry
from productions import policy, queries
from productions.domain.cut import PARTS
from productions.domain.fields import Aggregate, Field
from productions.domain.work import WORK_FIELDS
from productions.history import event_sentences, naming
from productions.policy import ACTIONS
from productions.projections import KINDS, AggregateKind
from tests.productions.test_replay_law import filmed
from tests.support.making import context

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
FIELDS = [
    pytest.param(kind.decider, field, id=f"{name}.{field.called}")
    for name, kind in KINDS.items()
    for field in kind.decider.fields
]
each_field = pytest.mark.parametrize(("decider", "field"), FIELDS)

OURS = [name for name, cls in registry.registered().items() if not cls.__module__.startswith("tests.")]

IN_FORCE = "told by what is in force"
UNTOLD = {
    **dict.fromkeys(
        ("scene.removed", "shot.removed", "reference.removed", "waiver.removed"), "told of the thing as a whole"
    ),
    **dict.fromkeys(("production.removed", "take.removed", "change_set.removed", "playlist.removed"), "never happens"),
    "share_link.removed": "never happens",
    "share_link.address": "an address that was given out says nothing of the film",
    "share_link.erased": "nothing is left to tell of",
    **dict.fromkeys(("shot.description", "shot.size", "shot.camera", "shot.frames"), IN_FORCE),
    **dict.fromkeys(("scene.rank", "shot.place"), "told by the number in film order"),
    "shot.source": "told by its text and dialogue",
    "script.text": "told line by line",
    "script.decision:": "told by how many there are of each kind",
    "production.spending:": "only who sees costs reads it",
    **dict.fromkeys(("take.verdict:", "take.endorsed:"), "told by the review that it comes to"),
    "production.statuses": "what work is called is no part of the film",
    "production.columns": "what lists call things is no part of the film",
}
"""Fields that undo knows and differences leave out, and why."""

UNSUPPOSED = {
    **dict.fromkeys(
        ("production.name", "production.policy:", "production.member:", "production.columns", "production.spending:"),
        "makes nothing anew",
    ),
    "production.statuses": "makes nothing anew",
    **dict.fromkeys((f"work.{field}" for field in WORK_FIELDS), "makes nothing anew"),
    "scene.rank": "reordering makes nothing anew",
    "scene.removed": "is asked before removing, in words",
    **dict.fromkeys(("script.text", "script.decision:", "shot.source"), "is supposed by the dry run of an import"),
    **dict.fromkeys(("shot.take", "take.pinned"), "chooses among what is made"),
    **dict.fromkeys(("playlist.name", "playlist.entries", "playlist.status"), "makes nothing anew"),
    **dict.fromkeys((f"cut.{part}:" for part in PARTS), "makes nothing anew"),
    "waiver.removed": "makes nothing anew",
    "take.resolved:": "is said of what is made",
    "reference.images": "is supposed by picture",
    "shot.recording:": "is handed in as a file",
    "shot.translation:": "is written in the table of its language",
    "reference.kind": "changes whom the script casts, which an import supposes",
    **dict.fromkeys(("pipeline.node:", "pipeline.output:"), "a draft makes nothing anew; publishing it is supposed"),
    **dict.fromkeys(("change_set.name", "change_set.status", "change_set.edit:"), "makes nothing anew until applied"),
}
"""Fields that people may set and nobody supposes in a plan, and why."""

_DECISIONS = " ".join(
    f"{kept}.{field}"
    for kept in ("given", "withdrawn")
    for field in ("anchor.digest", "anchor.occurrence", "milliseconds", "name", "of", "kind")
)
_ENDS = "first.kind first.id last.kind last.id"
_LOOKS = "field " + " ".join(
    f"{side}.{name}"
    for side in ("from", "to")
    for name in f"label {_ENDS} without also description attributes images".split()
)


def _sided(first: str, fields: str) -> str:
    return " ".join([first, *(f"{side}.{name}" for side in ("from", "to") for name in fields.split())])


PLAIN: dict[str, str] = {
    "job.started": "order shot stage variation language attempt",
    "job.done": "order shot stage variation language generation",
    "job.wasted": "order shot stage variation language attempt outcome",
    "job.reused": "order shot stage variation language generation",
    "job.failed": "order shot stage variation language code reason",
    "job.skipped": "order shot stage variation language reason",
    "job.cancelled": "order shot stage variation language reason",
    "production.created": "name",
    "production.renamed": "from to",
    "production.parameter_set": "name from to",
    "production.parameter_cleared": "name from",
    "production.locked": "name value reason",
    "production.unlocked": "name value",
    "production.member_added": "person role",
    "production.role_changed": "person from to",
    "production.member_removed": "person role",
    "production.policy_changed": "name from to",
    "production.spending_changed": "name",
    "production.marker_placed": "name position",
    "production.statuses_arranged": "to.id to.name to.ends to.retired from.id from.name from.ends from.retired",
    "work.set": "shot field from to",
    "pipeline.changed": "field from to",
    "pipeline.published": "version nodes.id nodes.kind nodes.label nodes.when nodes.inputs outputs schema.label "
    "schema.help schema.kind schema.default schema.options schema.least schema.most",
    "production.columns_mapped": "to from",
    "change_set.begun": "name author note.plain note.author note.sealed",
    "change_set.renamed": "from to",
    "change_set.noted": "note.plain note.author note.sealed",
    "change_set.edited": "from.kind from.thing from.field from.from from.to to.kind to.thing to.field to.from to.to",
    "change_set.proposed": "comment.plain comment.author comment.sealed",
    "change_set.withdrawn": "reason.plain reason.author reason.sealed",
    "change_set.applied": "edits",
    "scene.added": "production code rank heading.text heading.setting heading.place heading.time heading.sub_place "
    "heading.modifiers heading.year number origin",
    "scene.changed": "field from to",
    "scene.moved": "from to",
    "scene.removed": "origin",
    "scene.parameter_set": "name from to",
    "scene.parameter_cleared": "name from",
    "scene.locked": "name value reason",
    "scene.unlocked": "name value",
    "reference.added": "production kind name description attributes origin parent",
    "reference.changed": "field from to origin",
    "reference.renamed": "from to",
    "reference.alias_added": "name",
    "reference.alias_removed": "name",
    "reference.merged": "into",
    "reference.version_added": "images",
    "reference.look_changed": _LOOKS,
    "reference.sound_given": "to from",
    "reference.locked": "version reason",
    "script.revised": "revision text format title lines original",
    "script.broken_down": _DECISIONS + " lines",
    "shot.added": "scene code rank origin source.text source.digest source.description "
    "source.dialogue.character source.dialogue.text source.dialogue.parenthetical "
    "source.size source.camera source.milliseconds "
    "description size camera frames cast.role cast.strength cast.version cast.derived "
    "cast.why.reason cast.why.line cast.why.name",
    "shot.changed": "field from to",
    "shot.moved": "from.scene from.rank to.scene to.rank home",
    "shot.removed": "with origin",
    "shot.parameter_set": "name from to",
    "shot.parameter_cleared": "name from",
    "shot.locked": "name value reason",
    "shot.unlocked": "name value",
    "shot.cast_set": "reference to.role to.strength to.version "
    "to.derived to.why.reason to.why.line to.why.name "
    "from.role from.strength from.version from.derived from.why.reason from.why.line from.why.name",
    "shot.cast_removed": "reference from.role from.strength from.version from.derived "
    "from.why.reason from.why.line from.why.name derived",
    "shot.continues_set": "from to",
    "shot.take_selected": "to from",
    "shot.translation_set": _sided("slot", "language character source text"),
    "shot.recording_set": _sided("slot", "digest language character text samples name rights"),
    **dict.fromkeys(
        ("production.sound_placed", "scene.sound_placed", "shot.sound_placed"),
        _sided("id", "reference track at_ms length_ms gain fade_in_ms fade_out_ms duck loop"),
    ),
    "cut.edited": "part id from to",
    "playlist.begun": "name author entries.shot entries.take note.plain note.author note.sealed",
    "playlist.renamed": "from to",
    "playlist.noted": "note.plain note.author note.sealed",
    "playlist.arranged": "from.shot from.take to.shot to.take",
    "playlist.status_changed": "from to",
    "share_link.made": "playlist author name may expires_at watermark follows",
    "share_link.addressed": "protected",
    "share_link.entered": "guest",
    "share_link.guest_erased": "guest",
    "waiver.given": "check about author reason.plain reason.author reason.sealed shot",
    "take.made": "shot number order job language variation content outputs",
    "take.submitted": "ports part",
    "take.approved": "digest comment.plain comment.author comment.sealed ports part final",
    "take.endorsed": "digest by role comment.plain comment.author comment.sealed ports part",
    "take.endorsement_withdrawn": "by reason.plain reason.author reason.sealed ports part",
    "take.changes_requested": "comment.plain comment.author comment.sealed frame reasons ports part",
    "take.approval_withdrawn": "reason.plain reason.author reason.sealed ports part",
    "take.changes_withdrawn": "reason.plain reason.author reason.sealed ports part",
    "take.made_again": "repetition.likeness repetition.device repetition.engine repetition.same_device "
    "repetition.parts.stage repetition.parts.role repetition.parts.likeness repetition.parts.frames "
    "repetition.parts.changed repetition.parts.difference repetition.parts.greatest repetition.parts.similarity",
    "take.noted": "text.plain text.author text.sealed frame last kind answers mentions drawing.plain drawing.author "
    "drawing.sealed content",
    "take.note_resolved": "note",
    "take.note_reopened": "note",
    "take.pinned": "reason.plain reason.author reason.sealed",
    "template.saved": "title about nodes.id nodes.kind nodes.label nodes.when nodes.inputs outputs parameters "
    "production",
    "template.changed": "field from to",
    "template.replaced": "about nodes.id nodes.kind nodes.label nodes.when nodes.inputs outputs parameters production",
    "studio.production_opened": "production",
    "studio.person_added": "person",
    "studio.person_erased": "person",
    "prices.changed": "field",
    "model.registered": "name task backend licence uses terms weights.source.kind weights.source.at "
    "weights.source.revision weights.digest weights.size weights.capability weights.memory",
    "model.version_added": "weights.source.kind weights.source.at weights.source.revision weights.digest weights.size "
    "weights.capability weights.memory",
    "model.changed": "field from to",
    "model.tried": "digest device worked reason pictures seconds engine",
    "model.withdrawn": "reason",
    "order.placed": "production shots.shot shots.variation shots.take shots.jobs shots.language include_approved held "
    "reason pipeline currency waits grid.seeds grid.axes.parameter",
    "order.priority_changed": "from to",
    "queue.paused": "reason",
    "order.cancelled": "reason",
    "order.finished": "state counts",
    "collection.done": "size",
}
"""What every member may read of each event, by field."""


def forgotten(decider: Aggregate[Any, Any]) -> set[str]:
    """The attributes of a state of which undo and restore, or differences, do not know."""
    attributes = set(decider.initial.__struct_fields__) - {*decider.fixed, *decider.unheld}
    given = {name for field in decider.fields if field.given for name in field.of}
    told = {name for field in decider.fields if field.told or _untold(decider, field) for name in field.of}
    return attributes - (given & told)


def _untold(decider: Aggregate[Any, Any], field: Field[Any]) -> bool:
    """Whether differences leave it out on purpose, and nothing else tells of it."""
    return UNTOLD.get(f"{decider.category}.{field.called}", IN_FORCE) != IN_FORCE


@each_kind
def test_every_attribute_of_a_state_is_known_to_undo_and_differences(kind: AggregateKind[Any]) -> None:
    decider = kind.decider
    assert forgotten(decider) == set()
    named = {*(name for part in decider.parts for name in part.of), *decider.fixed, *decider.unheld}
    assert named == set(kind.state.__struct_fields__), "no state has it"


@each_field
def test_a_field_that_is_left_out_of_the_table_is_missed(decider: Aggregate[Any, Any], field: Field[Any]) -> None:
    without = dataclasses.replace(decider, parts=tuple(part for part in decider.parts if part is not field))
    twins = {"settings", "looks", "source"}  # several fields are made of these
    assert forgotten(without) or twins.intersection(field.of) or not field.given or not field.of


@each_field
def test_what_undo_knows_can_be_given_back_or_says_why_it_stays(
    decider: Aggregate[Any, Any], field: Field[Any]
) -> None:
    if field.given:
        assert bool(field.command) != bool(field.stays)
        assert field.right in ACTIONS and (field.lifting is None or field.lifting in ACTIONS)


@each_field
def test_a_field_is_told_by_differences_or_is_known_not_to_be(decider: Aggregate[Any, Any], field: Field[Any]) -> None:
    told = field.told is not None
    assert told != (f"{decider.category}.{field.called}" in UNTOLD) or not field.given


@each_field
def test_a_field_can_be_supposed_or_is_known_not_to_be(decider: Aggregate[Any, Any], field: Field[Any]) -> None:
    if field.command:
        assert bool(field.edit) != (f"{decider.category}.{field.called}" in UNSUPPOSED)


@each_kind
def test_names_and_causes_are_each_of_one_field(kind: AggregateKind[Any]) -> None:
    fields, keys = kind.decider.fields, [part.key for part in kind.decider.parts]
    assert len(set(keys)) == len(keys)
    for some in (
        [field.called for field in fields if field.given],
        [field.called for field in fields if field.told],
        [field.called for field in fields if field.edit],
    ):
        assert len(set(some)) == len(some)


def test_a_thing_of_every_kind_has_a_name(db: None) -> None:
    log = filmed(context())
    at = queries.moment(log)
    assert at.streams.keys() == KINDS.keys()
    first = {kind: next(iter(streams)) for kind, streams in at.streams.items()}
    called = naming.names(first.values(), log)
    assert {kind for kind, id_ in first.items() if called.of(id_, "") == ""} == {"script", "pipeline", "cut"}, (
        "they go by what they are"
    )


@pytest.mark.parametrize("name", [name for name in registry.registered() if not name.startswith("test")])
def test_every_event_has_a_sentence(name: str) -> None:
    cls = registry.class_of(name)
    assert event_sentences.known(name) or cls.__module__.startswith("tests.")


@pytest.mark.parametrize("name", OURS)
def test_every_field_of_an_event_is_plain_or_under_a_right(name: str) -> None:
    plain = {path for path, needs in _fields(registry.class_of(name)) if needs is None}
    assert plain == set(PLAIN.get(name, "").split()), "who may read it?"


def _fields(shape: Any, path: str = "", needs: Any = None) -> Iterator[tuple[str, Any]]:
    """Yield each field of a type, at any depth, with the right that reading it needs; None for every member's."""
    for field in msgspec.structs.fields(shape):
        guard = policy.guard(shape)
        mine = needs or (guard.get(field.encode_name) if isinstance(guard, Mapping) else guard)
        inner = [each for each in _parts(field.type) if isinstance(each, type) and issubclass(each, msgspec.Struct)]
        yield from chain.from_iterable(
            _fields(each, f"{path}{field.encode_name}.", mine if isinstance(mine, str) else None) for each in inner
        )
        if not inner:
            yield path + field.encode_name, mine


def _parts(type_: Any) -> Iterator[Any]:
    yield type_
    for part in get_args(type_):
        yield from _parts(part)


PAGE = Path(__file__).parents[2] / "frontend" / "src" / "features" / "history" / "kinds.ts"


def test_the_page_lists_every_event_of_a_production() -> None:
    listed = PAGE.read_text().partition("TYPES")[2].partition("};")[0]
    kinds = re.findall(r"(\w+): \[(.*?)\]", listed, re.DOTALL)
    named = {f"{kind}.{name}" for kind, names in kinds for name in re.findall(r'"(\w+)"', names)}
    ours = {name for name, cls in registry.registered().items() if not cls.__module__.startswith("tests.")}
    assert named == {name for name in ours if not name.startswith(("studio.", "prices.", "template.", "model."))}


RESTED_ON = {"production": "id", "scene": "id", "shot": "id", "reference": "id", "take": "shot", "pipeline": "log"}
"""The kinds that plans rest on, by the column that their notes name."""

UNREAD = {"script", "change_set", "cut", "playlist", "share_link", "waiver", "work"}
"""Kinds that no plan reads: what a revision or a change set changes for one, it changes in scenes, shots and so on."""


def test_a_change_of_every_kind_that_plans_read_is_noted(db: None) -> None:
    assert {*RESTED_ON, *UNREAD} == KINDS.keys()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s", ["productions\\_%\\_changed"]
        )
        noted = {table for (table,) in cursor.fetchall()}
    assert noted == {KINDS[kind].row._meta.db_table for kind in RESTED_ON}
