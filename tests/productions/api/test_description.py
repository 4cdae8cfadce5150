"""What the API's description says of values: closed sets are named in full, in the order in which they are written."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from events import registry
from productions.domain.reference import Kind
from productions.domain.shot import CAMERAS, SIZES
from productions.history.feed import CATEGORIES
from tests.support.described import description

OF_CLOSED_SETS = {"state", "verdict", "kind", "level", "levels", "stage", "origin", "op", "change", "camera", "kept"}
OF_CLOSED_SETS |= {"entity", "action", "format", "status", "matter", "against", "review", "rule", "priority", "waits"}
NODES = {
    *("Cell.stage", "Column.stage", "Column.kind", "Job.stage", "StageCost.stage", "PlanLine.stage"),
    *("PlanStep.stage", "Prediction.stage", "QueuedJob.stage", "WorkerTask.stage", "FailureGroup.kind"),
    *("StageNode.kind", "Stage.kind", "GraphNode.kind", "StageWork.stage", "RepeatedPart.stage", "WorkflowChoice.kind"),
    *("QuotedStage.stage", "SentFile.stage"),
}
OPEN = {"Checkpoint.origin", "Finding.kind", "SetWork.status", "WorkOnShot.status", *NODES}
"""Of the same names, and texts nevertheless: a log's own name, damage of whatever kind is found, and what a pipeline
names as it likes or a later release adds; the statuses of work are a production's own, by their ids."""


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    """The components of the description."""
    by_name: dict[str, Any] = description.raw_schema["components"]["schemas"]
    return by_name


def test_states_and_kinds_are_closed_sets(schemas: dict[str, Any]) -> None:
    named = [(f"{name}.{key}", field) for name, field, key in _fields(schemas) if key in OF_CLOSED_SETS]
    assert len(named) > 20
    assert {at for at, field in named if _text(field)} - OPEN == set()


def _fields(schemas: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for name, schema in schemas.items():
        yield from ((name, field, key) for key, field in schema.get("properties", {}).items())


def _text(field: Any) -> bool:
    """Whether a field may hold any text."""
    if "enum" in field or "const" in field:
        return False
    inner = [*field.get("anyOf", []), *([field["items"]] if "items" in field else [])]
    return field.get("type") == "string" or any(_text(each) for each in inner)


def test_values_stand_in_their_own_order(schemas: dict[str, Any]) -> None:
    shot = schemas["Shot"]["properties"]
    assert shot["size"]["enum"] == list(SIZES) and shot["camera"]["enum"] == list(CAMERAS)
    assert schemas["Reference"]["properties"]["kind"]["enum"] == list(get_args(Kind))


def test_what_a_body_asks_of_its_fields_together_does_not_free_each_of_its_type(schemas: dict[str, Any]) -> None:
    asking = [schema for schema in schemas.values() if "properties" in schema and {"anyOf", "oneOf"} & schema.keys()]
    assert asking == [], "types that are made from it take any value"


def test_can_names_every_action_that_it_answers_for(schemas: dict[str, Any]) -> None:
    can = schemas["Take"]["properties"]["can"]
    assert set(can["properties"]) == set(can["required"]) and not can["additionalProperties"]
    assert {"select", "approve", "note"} <= set(can["properties"])


def test_events_are_about_what_the_description_names() -> None:
    ours = {name for name, cls in registry.registered().items() if not cls.__module__.startswith("tests.")}
    assert {name.partition(".")[0] for name in ours} - {"studio", "template", "prices", "model"} == set(CATEGORIES)
