"""Pipelines: the nodes that make a shot, each of a kind, and what feeds them. One frozen value carries all of it.

What a following shot borrows, up to where a stage stands on others, and which nodes make the take follow from the
edges; no kind and no node is known by its name.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from events.errors import Refusal
from events.registry import Json
from generation.domain.conditions import CONTINUES, Condition
from generation.domain.needs import Needs
from productions.domain.fields.values import PARAMETER
from productions.domain.graph import Schema

Need = Literal["one", "optional", "many"]
"""How many sources an input port takes: exactly one, at most one, or any number."""


@dataclass(frozen=True, slots=True)
class InputPort:
    """An input port of a kind. Recipes and the kind's code know what comes in by the port's name and its `role`."""

    name: str
    type: str
    role: str
    need: Need = "one"


@dataclass(frozen=True, slots=True)
class OutputPort:
    """An output port of a kind. What is `derived` follows from the others and adds nothing to what a take means."""

    name: str
    type: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class StageSpec:
    """What keys, plans and graphs must know of a kind of stage together with the backend that runs it.

    `reads` holds exact input keys, or prefixes that end in `:` or `.`. `needs` is what it asks of a worker,
    `first_guess` the seconds per unit of size, least and most, before anything was observed.
    """

    name: str
    version: int
    reads: tuple[str, ...]
    inputs: tuple[InputPort, ...] = ()
    outputs: tuple[OutputPort, ...] = ()
    backend: tuple[str, str] | None = None
    reads_variation: bool = False
    needs: Needs = field(default_factory=Needs)
    first_guess: tuple[str, str] = ("0.1", "10")
    label: str = ""
    parameters: Schema = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Return the name under which workers say that they can run it, like `motion/1/animatic/1`."""
        return "/".join((self.name, str(self.version), *(self.backend or ())))

    def input(self, name: str) -> InputPort | None:
        """Return the input port of that name."""
        return next((port for port in self.inputs if port.name == name), None)

    def output(self, name: str) -> OutputPort | None:
        """Return the output port of that name."""
        return next((port for port in self.outputs if port.name == name), None)


@dataclass(frozen=True, slots=True)
class Edge:
    """What feeds an input port: an output of a node, of the same shot or of the one that the shot continues."""

    port: InputPort
    node: str
    output: str
    continues: bool = False

    @property
    def source(self) -> str:
        """The name of what feeds it among all outputs of a shot, like `motion.frames`."""
        return f"{self.node}.{self.output}"

    @property
    def behind(self) -> str:
        """What must come about first: the node, or `continues` for one of the shot that this one continues."""
        return CONTINUES if self.continues else self.node


@dataclass(frozen=True, slots=True)
class Node:
    """A stage of a pipeline: a kind under an id of its own, with what feeds it and the shots that it applies to."""

    id: str
    spec: StageSpec
    label: str
    edges: tuple[Edge, ...] = ()
    when: Condition | None = None

    @property
    def title(self) -> str:
        """The label as the head of a column."""
        return self.label[:1].upper() + self.label[1:]

    def parameter(self, name: str) -> str:
        """Return the input key of a parameter of its own."""
        return f"{PARAMETER}{self.id}.{name}"

    def behind(self, port: str) -> tuple[str, ...]:
        """Return what feeds a port: ids of nodes of the same shot, and `continues`."""
        return tuple(dict.fromkeys(edge.behind for edge in self.edges if edge.port.name == port))

    def fed(self, there: Collection[str], *, continuing: bool) -> list[str]:
        """Return the ports at which something comes in where a shot has these nodes, and continues one or does not."""
        return [edge.port.name for edge in self.edges if (continuing if edge.continues else edge.node in there)]

    @property
    def draws_from_prompt(self) -> bool:
        """Whether a backend draws it from a prompt, and so looks at the pictures of the cast that stands in it."""
        return self.spec.backend is not None and any(edge.port.type == "prompt" for edge in self.edges)


class UnknownStages(Refusal):
    """Stages are named that the pipeline does not have, or none at all; names those that it has."""

    code = "unknown-stages"
    status = 422


Upstream = dict[str, dict[str, Json]]
"""What comes in at the ports of a node, by port and role; where a port takes many, a list."""


@dataclass(frozen=True)
class Pipeline:
    """`nodes` come each after those that it stands on; `outputs` are the ports that make a take, by their name.

    `version` is the one that the production published, 0 where it published none.
    """

    nodes: tuple[Node, ...]
    outputs: Mapping[str, tuple[str, str]]
    version: int = 0

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the nodes, in order."""
        return tuple(self.by_id)

    @cached_property
    def making(self) -> frozenset[str]:
        """The nodes whose outputs make a take."""
        return frozenset(node for node, _ in self.outputs.values())

    @cached_property
    def meaning(self) -> Mapping[str, tuple[str, str]]:
        """The outputs whose contents are what a take means."""
        return {name: (node, port) for name, (node, port) in self.outputs.items() if not self._derived(node, port)}

    @cached_property
    def ports_on(self) -> Mapping[str, tuple[str, ...]]:
        """By node, the outputs whose contents stand on what it makes."""
        behind = {name: self.upto([node]) for name, (node, _) in self.meaning.items()}
        return {id_: tuple(name for name, nodes in behind.items() if id_ in nodes) for id_ in self.ids}

    @cached_property
    def lent(self) -> frozenset[str]:
        """The nodes of a shot that those look at which continue it."""
        return self.lent_to(self.ids)

    @cached_property
    def lending(self) -> frozenset[str]:
        """All nodes that what is lent stands on."""
        return self.upto(self.lent)

    @cached_property
    def varying(self) -> frozenset[str]:
        """The nodes that come out different for each variation of a shot."""
        varying: set[str] = set()
        for node in self.nodes:
            if node.spec.reads_variation or any(edge.node in varying for edge in node.edges if not edge.continues):
                varying.add(node.id)
        return frozenset(varying)

    @cached_property
    def unconditional(self) -> frozenset[str] | None:
        """All nodes, where all of them apply to every shot; None where that depends on the shot."""
        return frozenset(self.ids) if all(node.when is None for node in self.nodes) else None

    def require(self, ids: Collection[str]) -> None:
        """Raise UnknownStages unless all of these are nodes, and there is at least one."""
        if not ids or not set(ids) <= set(self.ids):
            raise UnknownStages(f"Stages are {', '.join(self.ids)}.", stages=list(self.ids))

    def upto(self, ids: Collection[str]) -> frozenset[str]:
        """Return the nodes named and all that they stand on within the shot."""
        wanted = set(ids)
        for node in reversed(self.nodes):
            if node.id in wanted:
                wanted.update(edge.node for edge in node.edges if not edge.continues)
        return frozenset(wanted)

    def lent_to(self, ids: Collection[str]) -> frozenset[str]:
        """Return the nodes of a shot at which some nodes look of one that continues it."""
        looking = [self.by_id[id_] for id_ in ids]
        return frozenset(edge.node for node in looking for edge in node.edges if edge.continues)

    def applying(self, values: Mapping[str, Json], *, continuing: bool) -> frozenset[str]:
        """Return the nodes that a shot with these inputs has."""
        if self.unconditional is not None:
            return self.unconditional
        return frozenset(
            node.id for node in self.nodes if node.when is None or node.when.holds(values, continuing=continuing)
        )

    def _derived(self, node: str, port: str) -> bool:
        output = self.by_id[node].spec.output(port)
        return output is not None and output.derived


def gathered(brought: Iterable[tuple[Edge, str | None]]) -> Upstream:
    """Return what comes in over some edges, each with what it brings: None for nothing."""
    upstream: Upstream = {}
    for edge, content in brought:
        if content is not None:
            roles = upstream.setdefault(edge.port.name, {})
            roles[edge.port.role] = [*roles.get(edge.port.role, ()), content] if edge.port.need == "many" else content
    return upstream


def lent(edge: Edge, contents: Mapping[str, str]) -> str | None:
    """Return what a take lends over an edge, from what it holds by `node.port`.

    A take that names no nodes, or other ones, lends what stands under the name of the port.
    """
    if edge.source in contents:
        return contents[edge.source]
    return next((contents[name] for name in reversed(list(contents)) if name.rpartition(".")[2] == edge.output), None)
