"""The sentences of waivers."""

from productions.domain.waiver import called
from productions.history.event_sentences import Told, remarked, tells


@tells("waiver.given")
def _waiver_given(told: Told) -> str:
    of = told.named("shot") if told.get("shot") else "the film"
    return f"it was waived for {of} that {called(told.get('check') or 'a check found something')}" + remarked(
        told, "reason"
    )


@tells("waiver.withdrawn")
def _waiver_withdrawn(told: Told) -> str:
    return f"{told.thing} was withdrawn"


@tells("waiver.renewed")
def _waiver_renewed(told: Told) -> str:
    return f"{told.thing} holds again"
