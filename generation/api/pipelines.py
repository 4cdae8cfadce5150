"""The pipeline of a production: read it, change its draft, publish that."""

from typing import Any, ClassVar
from uuid import UUID

from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.showing.asker import seen
from generation.api.showing.pipelines import made_of, of_pipeline, of_work
from generation.api.showing.plans import plan_after
from generation.planning import what_if
from generation.planning.stage_work import work_of_stages
from generation.planning.what_if import Effect
from generation.stages.templates import templates as built_in
from productions.api.graphs import ImportedPipeline, Stages, Word
from productions.api.http import fields
from productions.api.http.base import ProductionView, View
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, expected, reads, writes
from productions.domain.graph import Graph
from productions.domain.pipeline_file import PipelineFile, filed
from productions.queries import listing, templates
from productions.stage_kinds import checked


class ChangeDraft(Asked):
    """The whole draft: its stages and what makes the take, the name of a template that it starts from, or a file.

    A draft may be unfinished; a file that holds a pipeline which cannot run is refused.

    With `dry_run` nothing is kept: the reply says what would keep the draft from being published.
    """

    nodes: Stages | None = None
    outputs: dict[fields.Name, Word] | None = None
    template: Word | None = None
    file: ImportedPipeline | None = None
    dry_run: bool = False

    def check(self) -> None:
        """Raise Invalid unless it says either all of a draft, a template or a file."""
        said = [each for each in (self.nodes, self.template, self.file) if each is not None]
        if len(said) != 1 or (self.nodes is None) != (self.outputs is None):
            raise Invalid("A draft is its nodes and outputs, a template, or a file.")

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Either all of a draft, a template or a file."""
        ways: dict[str, dict[str, Any]] = {
            "nodes": {"type": "array"},
            "template": {"enum": [*built_in()]},
            "file": {"type": "object"},
        }
        return {
            "oneOf": [
                {
                    "required": [way, "outputs"] if way == "nodes" else [way],
                    "properties": {
                        **{each: {"type": "null"} for each in ways},
                        "outputs": {"type": "object" if way == "nodes" else "null"},
                        way: schema,
                    },
                }
                for way, schema in ways.items()
            ]
        }

    def graph(self) -> Graph:
        """Return the draft that is asked for; refused for a template that there is not, and a file that cannot run."""
        if self.template is not None:
            return templates.called(self.template).graph
        if self.file is not None:
            graph, _ = checked(self.file.graph())
            return graph
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


class PipelineFileView(ProductionView):
    needs: ClassVar = {"GET": "read"}

    @reads("pipeline_export", "What a production goes by as a file, with what is set there of its stages", PipelineFile)
    def get(self, production: UUID) -> PipelineFile:
        return filed(templates.from_production(production, listing.production(production).state.name, ""))


class PipelineWorkView(ProductionView):
    needs: ClassVar = {"GET": "read"}

    @reads("pipeline_work", "How much of what was ordered lately was made, and how much met again", shapes.PipelineWork)
    def get(self, production: UUID) -> shapes.PipelineWork:
        return of_work(self, work_of_stages(production))


class PipelineKindsView(View):
    @reads("pipeline_kinds", "What pipelines are made of: kinds of stages, and types of ports", shapes.PipelineKinds)
    def get(self) -> shapes.PipelineKinds:
        return made_of()
