"""The sentences of pipelines and of their templates."""

from productions.history.event_sentences import Told, edited, listed, say, tells
from productions.history.sentences.phrases import worded


@tells("template.saved")
def _template_saved(told: Told) -> str:
    return f"the pipeline {say(told.get('title'))} was saved as a template"


@tells("template.changed")
def _template_changed(told: Told) -> str:
    return edited(f"the {worded(told, 'field')} of a template", told.get("from"), told.get("to"))


@tells("template.replaced")
def _template_replaced(told: Told) -> str:
    return "the pipeline of a template was replaced"


@tells("template.withdrawn")
def _template_withdrawn(told: Told) -> str:
    return "a template was withdrawn"


@tells("pipeline.changed")
def _pipeline_changed(told: Told) -> str:
    family, _, name = str(told.get("field")).partition(":")
    what = f"the stage {name}" if family == "node" else f"what makes the {name}"
    if told.get("from") is None:
        return f"{what} was added to the draft of the pipeline"
    return f"{what} was {'taken out of' if told.get('to') is None else 'changed in'} the draft of the pipeline"


@tells("pipeline.published")
def _pipeline_published(told: Told) -> str:
    stages = [str(each.get("label") or each.get("id")) for each in told.get("nodes") or ()]
    return f"the pipeline was published as version {told.get('version')}: {listed(stages)}"
