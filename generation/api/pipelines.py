"""The pipeline of a production: read it, change its draft, publish that."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.showing.asker import seen
from generation.api.showing.pipelines import of_pipeline
from generation.api.showing.plans import plan_after
from generation.domain.building import MOST_NODES
from generation.planning import what_if
from generation.planning.what_if import Effect
from generation.stages.templates import templates
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, expected, reads, writes
from productions.domain.graph import Graph, GraphNode

Word = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\u0000]*$")]
Sources = Annotated[list[Word], msgspec.Meta(max_length=MOST_NODES)]


class Stage(msgspec.Struct, forbid_unknown_fields=True):
    """A stage of a draft. `inputs` are what feeds each port: `stage.output`, or `continues:stage.output`."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: Word
    label: Word = ""
    when: Word = ""
    inputs: dict[Word, Word | Sources] = {}

    def node(self) -> GraphNode:
        """Return it as graphs hold it: a port that one source feeds, with that source."""
        fed = {port: (each,) if isinstance(each, str) else tuple(each) for port, each in self.inputs.items()}
        inputs: dict[str, str | tuple[str, ...]] = {
            port: each[0] if len(each) == 1 else each for port, each in fed.items() if each
        }
        return GraphNode(self.id, self.kind, self.label, self.when, inputs)


class ChangeDraft(Asked):
    """The whole draft: its stages and what makes the take, or the name of a template that it starts from.

    With `dry_run` nothing is kept: the reply says what would keep the draft from being published.
    """

    nodes: Annotated[list[Stage], msgspec.Meta(max_length=MOST_NODES)] | None = None
    outputs: dict[Word, Word] | None = None
    template: Word | None = None
    dry_run: bool = False

    def check(self) -> None:
        """Raise Invalid unless it says either all of a draft or a template."""
        if (self.template is None) == (self.nodes is None) or (self.nodes is None) != (self.outputs is None):
            raise Invalid("A draft is its nodes and outputs, or a template.")

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Either all of a draft or a template."""
        graph = {"nodes": {"type": "array"}, "outputs": {"type": "object"}, "template": {"type": "null"}}
        start = {"nodes": {"type": "null"}, "outputs": {"type": "null"}, "template": {"enum": [*templates()]}}
        return {
            "oneOf": [
                {"required": ["nodes", "outputs"], "properties": graph},
                {"required": ["template"], "properties": start},
            ]
        }

    def graph(self) -> Graph:
        """Return the draft that is asked for; Invalid for a template that there is not."""
        if self.template is not None:
            if self.template not in templates():
                raise Invalid(f"Templates are {', '.join(templates())}.", field="template")
            return templates()[self.template].graph
        return Graph(tuple(each.node() for each in self.nodes or ()), self.outputs or {})


class PublishDraft(Asked):
    """With `dry_run` nothing is kept: the reply says what the film would need made."""

    dry_run: bool = False


class PipelineView(ProductionView):
    needs: ClassVar = {"GET": "read", "PUT": "edit_pipeline"}

    @reads("pipeline_read", "The stages of a production: as drafted, and as published", shapes.Pipeline)
    def get(self, production: UUID) -> shapes.Pipeline:
        return of_pipeline(self, queries.pipeline(production))

    @writes("pipeline_draft", "Change the draft of the pipeline", ChangeDraft, shapes.Pipeline)
    def put(self, asked: ChangeDraft, production: UUID) -> tuple[Receipt[Any], shapes.Pipeline]:
        def act() -> tuple[Receipt[Any], shapes.Pipeline]:
            receipt = commands.change_draft(self.context(), production, asked.graph(), expected(self, asked))
            return receipt, of_pipeline(self, queries.pipeline(production))

        if not asked.dry_run:
            return act()
        _, supposed = what_if.rolled_back(act)
        supposed.dry_run = True
        return Receipt((), {}, None), supposed


class PipelinePublishView(ProductionView):
    needs: ClassVar = {"POST": "edit_pipeline"}

    @writes("pipeline_publish", "Make the draft the pipeline of the film", PublishDraft, shapes.Pipeline)
    def post(self, asked: PublishDraft, production: UUID) -> tuple[Receipt[Any], shapes.Pipeline]:
        def act() -> Receipt[Any]:
            return commands.publish_pipeline(self.context(), production, expected(self, asked))

        if not asked.dry_run:
            return act(), of_pipeline(self, queries.pipeline(production))
        return Receipt((), {}, None), self._supposed(production, what_if.effect(production, act))

    def _supposed(self, production: UUID, effect: Effect[Any]) -> shapes.Pipeline:
        shown = of_pipeline(self, queries.pipeline(production))
        shown.dry_run, shown.plan = True, seen(self, plan_after(effect))
        return shown
