"""Graphs: the nodes of a pipeline and what makes a take, as data: in the log, in files, and as people exchange them.

What kinds there are, and so whether a graph can run, is known to generation alone.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from events.registry import Json

MOST_NODES = 100


class GraphNode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stage of a kind. `inputs` says of each port what feeds it; `when`, for which shots it applies: empty for all.

    A source is `node.port` of the same shot, `continues:node.port` of the shot that this one continues, or
    `production:node.port` of what all shots share.
    """

    id: str
    kind: str
    label: str = ""
    when: str = ""
    inputs: dict[str, str | tuple[str, ...]] = {}

    @property
    def called(self) -> str:
        """What people call it: its label, or its id in words."""
        return self.label or self.id.replace("_", " ")

    def sources(self, port: str) -> tuple[str, ...]:
        """Return what feeds a port."""
        fed = self.inputs.get(port, ())
        return (fed,) if isinstance(fed, str) else fed


class ParameterSchema(msgspec.Struct, frozen=True):
    """What may be set of a stage: a parameter as data, as it was when the pipeline was published.

    `default` never changes once anything was made by it: recipes leave it out. Numbers are text, so that nobody rounds
    them; `least` and `most` are their bounds. A `model` is null, or its id with the digest of its
    files; its options are the tasks that it may be for. `loras` are null, or a list of models with the scale of each.
    A `lut` is null, or the digest of its file with what it is called and who has the rights; a `cdl` is null, or the
    numbers of a colour decision.
    """

    label: str
    help: str
    kind: Literal["text", "choice", "switch", "integer", "decimal", "model", "loras", "lut", "cdl"]
    default: Json
    options: tuple[str, ...] = ()
    least: str | None = None
    most: str | None = None


Schema = Mapping[str, ParameterSchema]
"""The parameters of a pipeline's stages by `<node>.<name>`."""


class Graph(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`outputs` are the ports that make a take, as `node.port` by the name under which the take holds them."""

    nodes: tuple[GraphNode, ...] = ()
    outputs: dict[str, str] = {}


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A graph with what people call it and what it is for. `parameters` are set of a production that starts from it."""

    title: str
    about: str
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]
    parameters: dict[str, Json] = {}

    @property
    def graph(self) -> Graph:
        """What a draft that starts from it holds."""
        return Graph(self.nodes, self.outputs)
