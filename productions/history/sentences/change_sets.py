"""The sentences of change sets."""

from productions.history.event_sentences import Told, edited, remarked, say, tells
from productions.history.labels import label


@tells("change_set.begun")
def _set_begun(told: Told) -> str:
    return f"{told.thing} was begun" + remarked(told, "note")


@tells("change_set.renamed")
def _set_renamed(told: Told) -> str:
    return edited("the name of a change set", told.get("from"), told.get("to"))


@tells("change_set.noted")
def _set_noted(told: Told) -> str:
    return f"what {told.thing} is for was said" + remarked(told, "note")


@tells("change_set.edited")
def _set_edited(told: Told) -> str:
    before, after = told.get("from"), told.get("to")
    edit = after or before
    if edit is None:
        return f"an edit in {told.thing} changed"
    what = label(told.names, edit["kind"], told.names.of(edit["thing"]), edit["field"])
    if after is None:
        return f"{what} was taken out of {told.thing}"
    became = f"{what} to {say(after['to'])}" if after["to"] is not None else f"{what} to nothing of its own"
    return f"{became} was {'changed in' if before else 'put into'} {told.thing}"


@tells("change_set.proposed")
def _set_proposed(told: Told) -> str:
    return f"{told.thing} was proposed" + remarked(told, "comment")


@tells("change_set.withdrawn")
def _set_withdrawn(told: Told) -> str:
    return f"{told.thing} was withdrawn" + remarked(told, "reason")


@tells("change_set.reopened")
def _set_reopened(told: Told) -> str:
    return f"{told.thing} was made a draft again"


@tells("change_set.applied")
def _set_applied(told: Told) -> str:
    count = told.get("edits")
    return f"{told.thing} was applied: {count} {'edit' if count == 1 else 'edits'}"
