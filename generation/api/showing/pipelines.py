"""Pipelines in replies."""

from collections.abc import Sequence

from generation.api import shapes
from generation.api.showing.asker import can, seen
from generation.domain import building
from generation.domain.pipeline import StageSpec
from generation.domain.prices import plain
from generation.planning.stage_work import LATELY, LastMade, StageWork
from generation.ports.types import types
from generation.queries import PipelineShown
from generation.stages.registry import kinds
from productions.api.http.base import ProductionView
from productions.api.templates import nodes
from productions.api.templates import shown as shown_templates
from productions.queries import templates


def of_pipeline(view: ProductionView, shown: PipelineShown) -> shapes.Pipeline:
    """Return a pipeline with what a draft can be made of."""
    problems = [shapes.PipelineProblem(each.node or None, each.text) for each in shown.problems]
    return shapes.Pipeline(
        version=shown.version,
        draft=shapes.DraftPipeline(nodes(shown.draft), shown.draft.outputs, problems, shown.changed),
        published=shapes.PublishedPipeline(shown.published_version, nodes(shown.published), shown.published.outputs),
        templates=shown_templates(templates.offered(), view.person),
        kinds=[_kind(each) for each in kinds().values()],
        can=can(view, shapes.PIPELINE),
    )


def of_work(view: ProductionView, told: Sequence[StageWork]) -> shapes.PipelineWork:
    """Return what became of the work of stages, with what it cost where the asker may see that."""
    stages = [
        shapes.StageWork(
            each.stage, each.made, each.met_here, each.met_elsewhere, _last(each.last) if each.last else None
        )
        for each in told
    ]
    return seen(view, shapes.PipelineWork(LATELY, stages))


def _last(made: LastMade) -> shapes.LastMade:
    spent = shapes.Money(plain(str(made.amount)), made.currency)
    return shapes.LastMade(made.shot, made.at, made.device_class, float(made.seconds), spent)


def made_of() -> shapes.PipelineKinds:
    """Return what pipelines are made of."""
    return shapes.PipelineKinds(
        kinds=[_kind(each) for each in kinds().values()],
        ports=[shapes.PortKind(each.name, each.media_types, each.shown) for each in types().values()],
        conditions=[
            shapes.ConditionInput(each.key, each.label, tuple(filter(None, each.options)))
            for each in building.condition_inputs()
        ],
    )


def _kind(spec: StageSpec) -> shapes.StageKind:
    return shapes.StageKind(
        name=spec.name,
        label=spec.label,
        version=spec.version,
        device=spec.needs.device,
        inputs=[shapes.Port(port.name, port.type, port.need) for port in spec.inputs],
        outputs=[shapes.Port(port.name, port.type) for port in spec.outputs],
        parameters=dict(spec.parameters),
    )
