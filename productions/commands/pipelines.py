"""The pipeline of a production: its draft is changed, and published by who knows whether it can run."""

from collections.abc import Callable
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold
from productions.domain.graph import Graph, Schema
from productions.domain.pipeline import ChangeDraft, Pipeline, PublishDraft, pipeline
from productions.models import PipelineRow

Checked = Callable[[Graph], tuple[Graph, Schema]]
"""From a draft to what is published of it: its nodes in the order of their columns, and their parameters."""


def change_draft(context: Context, log: UUID, graph: Graph, expected: int | None = None) -> Receipt[Pipeline]:
    """Make the draft of a production's pipeline equal to a graph. StreamConflict when it is at another version."""

    def work(batch: Batch) -> Pipeline:
        stream = _stream(batch, log)
        batch.decide(pipeline, stream, ChangeDraft(graph), expected=expected)
        return batch.load(pipeline, stream).state

    return execute(context, log, work)


def publish_pipeline(
    context: Context, log: UUID, graph: Graph, checked: Checked, expected: int | None = None
) -> Receipt[Pipeline]:
    """Publish the draft of a production's pipeline. `graph` is what it starts from where nobody changed it yet.

    `checked` refuses a draft that cannot run. StreamConflict when the draft is at another version than expected.
    """

    def work(batch: Batch) -> Pipeline:
        hold(log, alone=True)
        stream = _stream(batch, log)
        if not batch.load(pipeline, stream).version:
            batch.decide(pipeline, stream, ChangeDraft(graph))
        draft, schema = checked(batch.load(pipeline, stream).state.draft)
        batch.decide(pipeline, stream, PublishDraft(draft, schema), expected=expected)
        return batch.load(pipeline, stream).state

    return execute(context, log, work)


def _stream(batch: Batch, log: UUID) -> UUID:
    """The stream of the production's pipeline, begun where there is none."""
    known = PipelineRow.objects.filter(log=log).values_list("id", flat=True).first()
    if known is not None:
        return known
    stream = batch.context.ids()
    batch.begin(pipeline, stream)
    return stream
