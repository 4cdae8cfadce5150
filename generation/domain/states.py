"""The states that people see: the take in use of a shot, and the shot's own two states, of review and of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal
from uuid import UUID

import msgspec

from generation.domain.order import OrderState
from productions.domain.take import Review

CellState = Literal["waiting", "ready", "running", "failed", "made", "out of date", "empty"]
ReviewState = Literal["changes requested", "approved", "in review", "made", "empty"]
WorkState = Literal["failed", "running", "queued", "held", "none"]
"""How the newest order that names a shot stands for it; none once all of it came about, or before there is any."""

Rule = Literal["pinned", "approved", "under review", "follows", "selected", "matches", "newest"]
"""Why a take is in use: see `take_in_use`."""

_REVIEWED: dict[Review, ReviewState] = {
    "changes_requested": "changes requested",
    "approved": "approved",
    "submitted": "in review",
    "made": "made",
}


class TakeStanding(msgspec.Struct, frozen=True, gc=False):
    """What the choice of the take in use must know of a take."""

    id: UUID
    made: UUID  # the event that made it; UUIDv7, so later ones are greater
    number: int
    language: str
    variation: int
    current: bool  # whether its shot, resolved for the take's own language and variation, gives its content
    review: Review
    reviewed: UUID  # the event that brought it into its review state
    pin: UUID | None = None  # the event that pinned it
    settings: str = ""  # what is set for it alone and still holds, as `grid.written` has it
    waits: bool = False  # whether something of it waits for the word of somebody
    beside: bool = False  # whether it was made in a language beside the one of its shot

    @property
    def pinned(self) -> bool:
        """Whether it is kept although its inputs move."""
        return self.pin is not None


@dataclass(frozen=True, slots=True)
class SelectedTake:
    """The take that a person chose, and the event that says so."""

    take: UUID
    event: UUID


class InUse(msgspec.Struct, frozen=True, gc=False):
    """The take in use, the rule that chose it, and the event since which it does."""

    take: TakeStanding
    rule: Rule
    event: UUID


def take_in_use(
    takes: Sequence[TakeStanding], selected: SelectedTake | None, changed: UUID | None, language: str = ""
) -> InUse | None:
    """Return the take that board, cut and film show; `changed` is the newest event behind the inputs of the shot.

    The pinned; else the approved; else the one under review: submitted, or sent back and not yet answered; of several
    the one in the film's `language` comes first, and then the one that was last spoken of. Else, of takes made after
    the selection and of the selected one's language, variation and settings, the one that matches the inputs; else the
    selected; else the one that matches, of variation 1 first; else the newest. One with settings of its own stands
    aside until somebody selects it.
    """
    if len(takes) == 1 and selected is None:  # so it is with most shots
        only = _only(takes[0])
        return InUse(takes[0], only, _since(only, takes[0], None, changed))
    ordered = sorted(takes, key=attrgetter("number"))
    chosen = next((take for take in ordered if selected and take.id == selected.take), None)
    matching = [take for take in ordered if take.current]
    preferences: tuple[tuple[Rule, list[TakeStanding]], ...] = (
        ("pinned", [take for take in ordered if take.pinned]),
        ("approved", _last([take for take in ordered if take.review == "approved" and not take.beside], language)),
        ("under review", _last([take for take in ordered if take.waits and not take.beside], language)),
        ("follows", [take for take in matching if chosen and selected and _follows(take, chosen, selected)]),
        ("selected", [chosen] if chosen else []),
        ("matches", [take for take in matching if not take.settings and take.variation == 1]),
        ("matches", [take for take in matching if not take.settings]),
        ("newest", [take for take in ordered if not take.settings]),
        ("matches", matching),
        ("newest", ordered),
    )
    rule, take = next(((rule, some[-1]) for rule, some in preferences if some), (None, None))
    return InUse(take, rule, _since(rule, take, selected, changed)) if rule and take else None


def _only(take: TakeStanding) -> Rule:
    """By which rule the only take of a shot is in use, where nobody selected it."""
    if take.pinned:
        return "pinned"
    if take.review == "approved" and not take.beside:
        return "approved"
    if take.waits and not take.beside:
        return "under review"
    return "matches" if take.current else "newest"


def _last(takes: Sequence[TakeStanding], language: str) -> list[TakeStanding]:
    """Those in the language behind the others, and each after those that were spoken of before it."""
    return sorted(takes, key=lambda take: (take.language == language, take.reviewed, take.number))


def _follows(take: TakeStanding, chosen: TakeStanding, selected: SelectedTake) -> bool:
    return take.made > selected.event and _sort(take) == _sort(chosen)


def _sort(take: TakeStanding) -> tuple[str, int, str]:
    return take.language, take.variation, take.settings


def _since(rule: Rule, take: TakeStanding, selected: SelectedTake | None, changed: UUID | None) -> UUID:
    """A take comes into use by what a person did about it; by itself once it is made, or its inputs move."""
    match rule:
        case "pinned":
            return take.pin or take.made
        case "approved" | "under review":
            return take.reviewed
        case "selected":
            return selected.event if selected else take.made
        case _:
            return max(take.made, changed or take.made)


def work_state(order: OrderState | None, jobs: Sequence[str]) -> WorkState:
    """Return how the newest order that names a shot stands for it: by its state, and by its jobs for the shot."""
    if "failed" in jobs:
        return "failed"
    if order == "held" and {"ready", "waiting"} & set(jobs):
        return "held"
    if "running" in jobs:
        return "running"
    return "queued" if {"ready", "waiting"} & set(jobs) else "none"


def review_state(takes: Sequence[TakeStanding], in_use: InUse | None) -> ReviewState:
    """Return how the shot stands with its reviewers: as its take in use does.

    A take that was sent back is the shot's until somebody answers, even while another take is pinned.
    """
    if in_use is None:
        return "empty"
    if in_use.take.review != "approved" and any(take.waits and take.review == "changes_requested" for take in takes):
        return "changes requested"
    return _REVIEWED[in_use.take.review]
