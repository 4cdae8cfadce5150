"""The pipeline of a production: a draft that people edit, and the versions of it that they published.

Whether a graph can run is known to those who know what kinds of stages there are: they publish. What they know of the
stages' parameters is frozen with each version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar, assert_never

import msgspec

from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain.fields import ABSENT, Aggregate, Around, Field, Value, as_read, attribute, converted
from productions.domain.fields.values import InvalidEdit
from productions.domain.graph import Graph, GraphNode, ParameterSchema, Schema

NODE, OUTPUT = "node:", "output:"

T = TypeVar("T")


class DraftNode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A node of the draft, which stands there under its id."""

    kind: str
    label: str = ""
    when: str = ""
    inputs: dict[str, str | tuple[str, ...]] = {}

    @classmethod
    def of(cls, node: GraphNode) -> "DraftNode":
        """Return what the draft holds of a node."""
        return cls(node.kind, node.label, node.when, dict(sorted(node.inputs.items())))

    def named(self, id_: str) -> GraphNode:
        """Return the node under its id."""
        return GraphNode(id_, self.kind, self.label, self.when, self.inputs)


@event("pipeline.changed")
class Changed(Event, frozen=True):
    """A field of the draft: `node:<id>` or `output:<name>`; null where there is none."""

    field: str
    before: Json = None
    after: Json = None


@upcaster("pipeline.published", 1)
def _without_bounds(payload: dict[str, Json]) -> dict[str, Json]:
    """The first parameters of stages had no bounds."""
    schema = {name: {**each, "least": None, "most": None} for name, each in payload.get("schema", {}).items()}
    return {**payload, "schema": schema}


@upcaster("pipeline.published", 2)
def _without_models(payload: dict[str, Json]) -> dict[str, Json]:
    """No parameter named a model before."""
    return payload


@upcaster("pipeline.published", 3)
def _without_loras(payload: dict[str, Json]) -> dict[str, Json]:
    """No parameter named LoRAs before."""
    return payload


@upcaster("pipeline.published", 4)
def _without_grades(payload: dict[str, Json]) -> dict[str, Json]:
    """No parameter was a table of colours or a colour decision before."""
    return payload


@event("pipeline.published", version=5)
class Published(Event, frozen=True):
    """The draft became the version that plans and orders go by. `schema` are the parameters of its stages by name."""

    version: int
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]
    schema: dict[str, ParameterSchema] = {}


PipelineEvent = Changed | Published


class Version(msgspec.Struct, frozen=True):
    """A published version, its nodes in the order of its columns."""

    version: int
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]
    schema: dict[str, ParameterSchema] = {}

    @property
    def graph(self) -> Graph:
        """The graph alone."""
        return Graph(self.nodes, self.outputs)


class Pipeline(msgspec.Struct, frozen=True):
    """`nodes` and `outputs` are the draft's; `published` is the newest version, None before the first."""

    nodes: dict[str, DraftNode] = {}
    outputs: dict[str, str] = {}
    published: Version | None = None

    @property
    def draft(self) -> Graph:
        """The draft as a graph, by the ids of its nodes."""
        return Graph(tuple(node.named(id_) for id_, node in sorted(self.nodes.items())), self.outputs)


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """Make the draft equal to a graph, in as few edits as that takes."""

    graph: Graph


@dataclass(frozen=True, slots=True)
class ChangeField:
    """Give one field of the draft a value; None takes it out."""

    field: str
    value: Json


@dataclass(frozen=True, slots=True)
class PublishDraft:
    """Publish the draft, which must be this graph; its nodes come in the order of its columns."""

    graph: Graph
    schema: Schema = field(default_factory=dict)


Command = ChangeDraft | ChangeField | PublishDraft


class DraftChanged(Refusal):
    """The draft is no longer what was to be published."""

    code = "draft-changed"


def decide(state: Pipeline, command: Command) -> Sequence[Event]:
    match command:
        case ChangeDraft(graph):
            return list(_changes(_fields(state), _wanted(graph)))
        case ChangeField(name, value):
            wanted = {**_fields(state), name: _clean(name, value)}
            return list(_changes(_fields(state), {key: each for key, each in wanted.items() if each is not None}))
        case PublishDraft(graph, schema):
            if _wanted(graph) != _fields(state):
                raise DraftChanged("The draft was changed meanwhile; look at it again before publishing.")
            old = state.published
            if old and (old.nodes, old.outputs, old.schema) == (graph.nodes, graph.outputs, schema):
                return []
            version = old.version + 1 if old else 1
            return [Published(version=version, nodes=graph.nodes, outputs=dict(graph.outputs), schema=dict(schema))]
        case _:
            assert_never(command)


def _fields(state: Pipeline) -> dict[str, Json]:
    nodes = {f"{NODE}{id_}": msgspec.to_builtins(node) for id_, node in state.nodes.items()}
    return {**nodes, **{f"{OUTPUT}{name}": source for name, source in state.outputs.items()}}


def _wanted(graph: Graph) -> dict[str, Json]:
    if len({node.id for node in graph.nodes}) < len(graph.nodes):
        raise InvalidEdit("Two stages have one name.", field="nodes")
    nodes = {f"{NODE}{node.id}": msgspec.to_builtins(DraftNode.of(node)) for node in graph.nodes}
    return {**nodes, **{f"{OUTPUT}{name}": source for name, source in graph.outputs.items()}}


def _clean(name: str, value: Json) -> Json:
    if value is None:
        return None
    if name.startswith(NODE):
        return msgspec.to_builtins(converted(value, DraftNode, name))
    if name.startswith(OUTPUT):
        return converted(value, str, name)
    raise InvalidEdit(f"A pipeline has no field called {name!r}.", field=name)


def _changes(before: dict[str, Json], after: dict[str, Json]) -> Iterator[Changed]:
    for name in sorted({**before, **after}):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield Changed(field=name, before=old, after=new)


def evolve(state: Pipeline, happened: PipelineEvent) -> Pipeline:
    match happened:
        case Changed(field=name, after=after) if name.startswith(NODE):
            node = None if after is None else msgspec.convert(after, DraftNode)
            return msgspec.structs.replace(state, nodes=_with(state.nodes, name.removeprefix(NODE), node))
        case Changed(field=name, after=after):
            return msgspec.structs.replace(state, outputs=_with(state.outputs, name.removeprefix(OUTPUT), after))
        case Published(version=version, nodes=nodes, outputs=outputs, schema=schema):
            return msgspec.structs.replace(state, published=Version(version, nodes, outputs, schema))
        case _:
            assert_never(happened)


def _with(known: dict[str, T], name: str, value: T | None) -> dict[str, T]:
    kept = {**known, name: value} if value is not None else {each: known[each] for each in known if each != name}
    return {each: held for each, held in sorted(kept.items()) if held is not None}


def _given(family: Literal["node:", "output:"], name: str, value: Value) -> ChangeField:
    return ChangeField(f"{family}{name}", None if value is ABSENT else value)


def _told_node(value: Value, around: Around) -> Json:
    return value["label"] or value["kind"]


FIELDS: tuple[Field[Pipeline], ...] = (
    Field(
        NODE,
        ("nodes",),
        attribute("nodes"),
        command=lambda state, name, value: _given("node:", name, value),
        told=_told_node,
        label="draft of stage {name}",
        right="edit_pipeline",
    ),
    Field(
        OUTPUT,
        ("outputs",),
        attribute("outputs"),
        command=lambda state, name, value: _given("output:", name, value),
        told=as_read,
        label="draft of {name}",
        right="edit_pipeline",
    ),
    Field(
        "published",
        ("published",),
        lambda state: state.published.version if state.published else ABSENT,
        stays="A published version stays: change the draft and publish that.",
        whole=True,
        told=as_read,
        label="published version",
        right="edit_pipeline",
    ),
)

pipeline: Aggregate[Pipeline, Command] = Aggregate("pipeline", Pipeline(), decide, evolve, FIELDS)
