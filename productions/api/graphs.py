"""Graphs in bodies: the stages of a pipeline, and one as it stands in a file."""

from typing import Annotated, Any

import msgspec

from productions.api.http import fields
from productions.api.http.operations import Body
from productions.domain import template
from productions.domain.graph import MOST_NODES, Graph, GraphNode, Template
from productions.domain.pipeline_file import Format

Word = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\u0000]*$")]
Sources = Annotated[list[Word], msgspec.Meta(max_length=MOST_NODES)]
About = Annotated[str, msgspec.Meta(max_length=template.LONGEST_ABOUT, pattern=r"^[^\u0000]*$")]


class Stage(msgspec.Struct, forbid_unknown_fields=True):
    """A stage of a draft. `inputs` are what feeds each port: `stage.output`, or `continues:stage.output`."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: Word
    label: fields.Label = ""
    when: Word = ""
    inputs: dict[Word, Word | Sources] = {}

    def node(self) -> GraphNode:
        """Return it as graphs hold it: a port that one source feeds, with that source."""
        fed = {port: (each,) if isinstance(each, str) else tuple(each) for port, each in self.inputs.items()}
        inputs: dict[str, str | tuple[str, ...]] = {
            port: each[0] if len(each) == 1 else each for port, each in fed.items() if each
        }
        return GraphNode(self.id, self.kind, self.label, self.when, inputs)


Stages = Annotated[list[Stage], msgspec.Meta(max_length=MOST_NODES)]


class ImportedPipeline(Body):
    """A pipeline as it stands in a file. `parameters` are set of a production that starts from it."""

    format: Format
    title: fields.Name
    nodes: Stages
    outputs: dict[fields.Name, Word]
    about: About = ""
    parameters: dict[Word, Any] = {}

    def graph(self) -> Graph:
        """Return the graph that stands in it."""
        return Graph(tuple(each.node() for each in self.nodes), self.outputs)

    def template(self) -> Template:
        """Return it as a template."""
        graph = self.graph()
        return Template(self.title, self.about, graph.nodes, graph.outputs, self.parameters)
