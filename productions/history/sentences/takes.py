"""The sentences of takes."""

from productions.domain.take import listed as listed_ports
from productions.history.event_sentences import Told, remarked, tells


@tells("take.made")
def _take_made(told: Told) -> str:
    return f"take {told.get('number')} of {told.named('shot')} was made"


@tells("take.submitted")
def _take_submitted(told: Told) -> str:
    return f"{_ports(told)}{told.thing} {_be(told)} submitted for review"


@tells("take.approved")
def _take_approved(told: Told) -> str:
    how = " finally" if told.get("final") else ""
    return f"{_ports(told)}{told.thing} {_be(told)}{how} approved" + remarked(told, "comment")


@tells("take.endorsed")
def _take_endorsed(told: Told) -> str:
    what = f"{_ports(told)}{told.thing}"
    return f"{what} {_be(told)} approved by a {told.get('role')}, which is not enough alone" + remarked(told, "comment")


@tells("take.endorsement_withdrawn")
def _endorsement_withdrawn(told: Told) -> str:
    return f"one approval of {_ports(told)}{told.thing} was withdrawn" + remarked(told, "reason")


@tells("take.changes_requested")
def _changes_requested(told: Told) -> str:
    reasons = ", ".join(told.get("reasons") or ())
    why = f" for {reasons}" if reasons else ""
    return f"changes to {_ports(told)}{told.thing} were requested{_at(told)}{why}" + remarked(told, "comment")


@tells("take.approval_withdrawn")
def _approval_withdrawn(told: Told) -> str:
    return f"the approval of {_ports(told)}{told.thing} was withdrawn" + remarked(told, "reason")


@tells("take.changes_withdrawn")
def _changes_withdrawn(told: Told) -> str:
    return f"{_ports(told)}{told.thing} {'needs' if _be(told) == 'was' else 'need'} no changes after all" + remarked(
        told, "reason"
    )


def _ports(told: Told) -> str:
    """What of a take is meant, where that is not all of it."""
    return f"the {listed_ports(told.get('ports') or ())} of " if told.get("part") and told.get("ports") else ""


def _be(told: Told) -> str:
    """Ports are many where there are several, and where one has the name of many: the captions were approved."""
    ports = list(told.get("ports") or ()) if told.get("part") else []
    return "were" if len(ports) > 1 or any(port.endswith("s") for port in ports) else "was"


@tells("take.noted")
def _take_noted(told: Told) -> str:
    if told.get("answers") is not None:
        return f"note {told.get('answers')} on {told.thing} was answered" + remarked(told, "text")
    what = {"must_fix": "a note of what must be fixed", "question": "a question"}.get(told.get("kind") or "", "a note")
    drawn = " with a drawing" if told.get("drawing") or told.get("drawing_erased") else ""
    return f"{what}{drawn} was left on {told.thing}{_at(told)}" + remarked(told, "text")


@tells("take.note_resolved")
def _note_resolved(told: Told) -> str:
    return f"note {told.get('note')} on {told.thing} was resolved"


@tells("take.note_reopened")
def _note_reopened(told: Told) -> str:
    return f"note {told.get('note')} on {told.thing} was opened again"


@tells("take.pinned")
def _take_pinned(told: Told) -> str:
    return f"{told.thing} was pinned" + remarked(told, "reason")


@tells("take.artifact_replaced", "job.artifact_replaced")
def _artifact_replaced(told: Told) -> str:
    return f"the {told.get('role')} of {told.thing} was lost and made again: the same content in other bytes"


_LIKENESS = {"exact": "the same to the bit", "equivalent": "alike to the eye", "differs": "another"}


@tells("take.made_again")
def _take_made_again(told: Told) -> str:
    repetition = told.get("repetition") or {}
    return f"{told.thing} was made again and compared: {_LIKENESS.get(str(repetition.get('likeness')), 'compared')}"


@tells("take.unpinned")
def _take_unpinned(told: Told) -> str:
    return f"{told.thing} was unpinned"


def _at(told: Told) -> str:
    if told.get("last") is not None:
        return f" at frames {told.get('frame')} to {told.get('last')}"
    return f" at frame {told.get('frame')}" if told.get("frame") is not None else ""
