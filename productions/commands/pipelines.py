"""The pipeline of a production: its draft is changed, and published where it can run."""

from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from productions import stage_kinds
from productions.commands.access import hold
from productions.domain.graph import Graph
from productions.domain.pipeline import ChangeDraft, Pipeline, PublishDraft, pipeline
from productions.models import PipelineRow
from productions.stage_kinds import Checked


def change_draft(context: Context, log: UUID, graph: Graph, expected: int | None = None) -> Receipt[Pipeline]:
    """Make the draft of a production's pipeline equal to a graph. StreamConflict when it is at another version."""

    def work(batch: Batch) -> Pipeline:
        stream = _stream(batch, log)
        if not graph.nodes and not graph.outputs and not batch.load(pipeline, stream).version:
            # A draft that nobody changed is the one that all start from: emptied, it must have been begun.
            batch.decide(pipeline, stream, ChangeDraft(stage_kinds.default()))
        batch.decide(pipeline, stream, ChangeDraft(graph), expected=expected)
        return batch.load(pipeline, stream).state

    return execute(context, log, work)


def publish_pipeline(
    context: Context, log: UUID, expected: int | None = None, checked: Checked = stage_kinds.checked
) -> Receipt[Pipeline]:
    """Publish the draft of a production's pipeline, which `checked` refuses where it cannot run.

    StreamConflict when the draft is at another version than expected.
    """

    def work(batch: Batch) -> Pipeline:
        hold(log, alone=True)
        return publish(batch, _stream(batch, log), checked, expected)

    return execute(context, log, work)


def publish(batch: Batch, stream: UUID, checked: Checked, expected: int | None = None) -> Pipeline:
    """Publish the draft of a stream; it starts from what all productions start from where nobody changed it yet."""
    if not batch.load(pipeline, stream).version:
        batch.decide(pipeline, stream, ChangeDraft(stage_kinds.default()))
    draft, schema = checked(batch.load(pipeline, stream).state.draft)
    batch.decide(pipeline, stream, PublishDraft(draft, schema), expected=expected)
    return batch.load(pipeline, stream).state


def drafted(batch: Batch) -> Pipeline:
    """Return the pipeline of the batch's production as it stands."""
    known = _known(batch.log)
    return pipeline.initial if known is None else batch.load(pipeline, known).state


def _stream(batch: Batch, log: UUID) -> UUID:
    """The stream of the production's pipeline, begun where there is none."""
    known = _known(log)
    if known is not None:
        return known
    stream = batch.context.ids()
    batch.begin(pipeline, stream)
    return stream


def _known(log: UUID) -> UUID | None:
    return PipelineRow.objects.filter(log=log).values_list("id", flat=True).first()
