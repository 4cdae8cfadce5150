"""What is registered once is known everywhere, and what was forgotten is a failure: no field or event hides."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connection

from events import registry
from events.registry import Event
from productions import policy, queries
from productions.domain.fields import Aggregate, Field
from productions.history import naming, telling
from productions.policy import ACTIONS
from productions.projections import KINDS, Kind
from tests.productions.test_replay_law import filmed
from tests.support.making import context

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
FIELDS = [
    pytest.param(kind.decider, field, id=f"{name}.{field.called}")
    for name, kind in KINDS.items()
    for field in kind.decider.fields
]
each_field = pytest.mark.parametrize(("decider", "field"), FIELDS)

IN_FORCE = "told by what is in force"
UNTOLD = {
    **dict.fromkeys(("scene.removed", "shot.removed", "reference.removed"), "told of the thing as a whole"),
    **dict.fromkeys(("production.removed", "take.removed"), "never happens"),
    **dict.fromkeys(("shot.description", "shot.size", "shot.camera", "shot.frames"), IN_FORCE),
    **dict.fromkeys(("scene.rank", "shot.place"), "told by the number in film order"),
    "shot.source": "told by its text and dialogue",
    "script.text": "told line by line",
}
"""Fields that undo knows and differences leave out, and why."""

UNSUPPOSED = {
    **dict.fromkeys(("production.name", "production.policy:", "production.member:"), "makes nothing anew"),
    **dict.fromkeys(("scene.rank", "shot.place"), "reordering makes nothing anew"),
    **dict.fromkeys(("scene.removed", "shot.removed"), "is asked before removing, in words"),
    **dict.fromkeys(("script.text", "shot.source"), "is supposed by the dry run of an import"),
    **dict.fromkeys(("shot.take", "take.pinned"), "chooses among what is made"),
    "reference.images": "is supposed by picture",
}
"""Fields that people may set and nobody supposes in a plan, and why."""

PLAIN = """
artifacts attempt attributes author camera cast character code comment content counts derived description dialogue
digest facts field format frame frames from generation heading held home images include_approved job jobs key kind
language lines media_type milliseconds name number order origin parenthetical person place plain position production
rank reason reference revision role scene sealed setting shot shots size source stage state strength take text time
title to value variation version with
"""
"""Keys of payloads that every member may see."""


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
def test_every_attribute_of_a_state_is_known_to_undo_and_differences(kind: Kind[Any]) -> None:
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
def test_names_and_causes_are_each_of_one_field(kind: Kind[Any]) -> None:
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
    found = {kind: next(iter(streams)) for kind, streams in at.streams.items()}
    called = naming.names(found.values(), log)
    assert {kind for kind, id_ in found.items() if called.of(id_, "") == ""} == {"script"}, "it goes by what it is"


@pytest.mark.parametrize("name", [name for name in registry.registered() if not name.startswith("test")])
def test_every_event_has_a_sentence(name: str) -> None:
    cls = registry.class_of(name)
    assert telling.known(name) or cls.__module__.startswith("tests.")


@pytest.mark.parametrize("name", [name for name in registry.registered() if not name.startswith("test")])
def test_every_key_of_a_payload_is_plain_or_under_a_right(name: str) -> None:
    cls = registry.class_of(name)
    hidden = {key for key in _keys(cls) if policy.redact("reviewer", {key: "text"}) == {key: None}}
    unsaid = set(_keys(cls)) - set(PLAIN.split()) - hidden
    assert unsaid == set() or cls.__module__.startswith("tests."), "who may see it?"


def _keys(cls: type[Event]) -> Iterator[str]:
    _, parts = msgspec.json.schema_components([cls])
    yield from (key for part in parts.values() for key in part.get("properties", {}))


PAGE = Path(__file__).parents[2] / "frontend" / "src" / "features" / "history" / "kinds.ts"


def test_the_page_lists_every_event_of_a_production() -> None:
    listed = PAGE.read_text().partition("TYPES")[2].partition("};")[0]
    kinds = re.findall(r"(\w+): \[(.*?)\]", listed, re.DOTALL)
    named = {f"{kind}.{name}" for kind, names in kinds for name in re.findall(r'"(\w+)"', names)}
    ours = {name for name, cls in registry.registered().items() if not cls.__module__.startswith("tests.")}
    assert named == {name for name in ours if not name.startswith("studio.")}


RESTED_ON = {"production": "id", "scene": "id", "shot": "id", "reference": "id", "take": "shot"}
"""The kinds that plans rest on, by the column that their notes name."""

UNREAD = {"script"}
"""Kinds that no plan reads: what a revision changes for one, it changes in scenes, shots and references."""


def test_a_change_of_every_kind_that_plans_read_is_noted(db: None) -> None:
    assert {*RESTED_ON, *UNREAD} == KINDS.keys()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s", ["productions\\_%\\_changed"]
        )
        noted = {table for (table,) in cursor.fetchall()}
    assert noted == {KINDS[kind].row._meta.db_table for kind in RESTED_ON}
