"""What productions ask of those who know the kinds of stages: pipelines to start from, and whether a graph can run.

They register when the apps start, so that productions never hears of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from productions.domain.graph import Graph, Schema, Template
from productions.domain.parameters import Parameters
from productions.domain.pipeline import Pipeline, Version
from productions.domain.stage_parameters import parameters_of

Checked = Callable[[Graph], tuple[Graph, Schema]]
"""From a draft to what is published of it: its nodes in the order of their columns, and their parameters.

Refuses a draft that cannot run.
"""


@dataclass(frozen=True, slots=True)
class StageKinds:
    """`templates` are the built-in ones by name, `default` the name of the one that all start from."""

    templates: Callable[[], Mapping[str, Template]]
    default: str
    checked: Checked


_registered: list[StageKinds] = []


def register(kinds: StageKinds) -> None:
    """Say what is known of the kinds of stages."""
    _registered[:] = [kinds]
    _default.cache_clear()


def templates() -> Mapping[str, Template]:
    """Return the built-in pipelines that a production can start from, by name."""
    return _registered[0].templates() if _registered else {}


def default_name() -> str | None:
    """Return the name of the template that a production goes by until it publishes a pipeline."""
    return _registered[0].default if _registered else None


def checked(graph: Graph) -> tuple[Graph, Schema]:
    """Return what is published of a draft; a refusal in plain words for one that cannot run."""
    return _registered[0].checked(graph)


def default() -> Graph:
    """Return the graph that a production goes by and its draft starts from, until it publishes one."""
    return _default().graph


def in_force(pipeline: Pipeline) -> Version:
    """Return the version that a production goes by: 0 where it published none."""
    return pipeline.published or _default()


def parameters(pipeline: Pipeline) -> Parameters:
    """Return all parameters of a production by name: its own, and those of the stages that it goes by."""
    return parameters_of(in_force(pipeline))


@cache
def _default() -> Version:
    if not _registered:
        return Version(0, (), {})
    graph, schema = checked(templates()[_registered[0].default].graph)
    return Version(0, graph.nodes, graph.outputs, dict(schema))
