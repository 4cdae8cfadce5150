"""The states that people see: the take in use of a shot, and the shot's own state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from productions.domain.take import Review

CellState = Literal["waiting", "ready", "running", "failed", "made", "out of date", "empty"]
ShotState = Literal["failed", "running", "queued", "changes requested", "approved", "in review", "made", "empty"]
Newest = Literal["none", "failed", "running", "queued", "ended"]
"""How the newest order that names a shot stands for it."""

_REVIEWED: dict[Review, ShotState] = {
    "changes_requested": "changes requested",
    "approved": "approved",
    "submitted": "in review",
    "made": "made",
}


@dataclass(frozen=True, slots=True)
class TakeStanding:
    """What the choice of the take in use must know of a take."""

    id: UUID
    made: UUID  # the event that made it; UUIDv7, so later ones are greater
    number: int
    language: str
    variation: int
    current: bool  # whether its shot, resolved for the take's own language and variation, gives its content
    review: Review
    pinned: bool


@dataclass(frozen=True, slots=True)
class SelectedTake:
    """The take that a person chose, and the event that says so."""

    take: UUID
    event: UUID


def take_in_use(takes: Sequence[TakeStanding], selected: SelectedTake | None) -> TakeStanding | None:
    """Return the take that board, cut and film show.

    The pinned; else the approved; else, of takes made after the selection and of the selected one's language and
    variation, the current one; else the selected; else the current one, of variation 1 first; else the newest.
    """
    ordered = sorted(takes, key=lambda take: take.number)
    chosen = next((take for take in ordered if selected and take.id == selected.take), None)
    fits = [take for take in ordered if take.current]
    preferences = (
        [take for take in ordered if take.pinned],
        [take for take in ordered if take.review == "approved"],
        [take for take in fits if chosen and selected and _follows(take, chosen, selected)],
        [chosen] if chosen else [],
        [take for take in fits if take.variation == 1],
        fits,
        ordered,
    )
    return next((some[-1] for some in preferences if some), None)


def _follows(take: TakeStanding, chosen: TakeStanding, selected: SelectedTake) -> bool:
    return take.made > selected.event and (take.language, take.variation) == (chosen.language, chosen.variation)


def newest_order(job_states: Sequence[str]) -> Newest:
    """Return how an order stands for one shot, from the states of its jobs for that shot."""
    if not job_states:
        return "none"
    if "failed" in job_states:
        return "failed"
    if "running" in job_states:
        return "running"
    return "queued" if {"ready", "waiting"} & set(job_states) else "ended"


def shot_state(newest: Newest, in_use: TakeStanding | None) -> ShotState:
    """Return the first state that applies: of the newest order, then of the take in use."""
    match newest:
        case "failed" | "running" | "queued":
            return newest
        case _:
            return _REVIEWED[in_use.review] if in_use else "empty"
