"""The pipelines that a production can start from: one file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from productions.domain.graph import Graph, GraphNode

FOLDER = Path(__file__).parent
DEFAULT = "film"
"""What a production has that published no pipeline of its own."""


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A graph with what people call it and what it is for."""

    title: str
    about: str
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]

    @property
    def graph(self) -> Graph:
        """What a draft that starts from it holds."""
        return Graph(self.nodes, self.outputs)


@cache
def templates() -> Mapping[str, Template]:
    """Return every template by the name of its file."""
    return {path.stem: msgspec.json.decode(path.read_bytes(), type=Template) for path in sorted(FOLDER.glob("*.json"))}
