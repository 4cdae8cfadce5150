"""Waivers: a named person lets the film leave the house although a check found something, and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.registry import Event, event
from productions.domain.fields import ABSENT, Aggregate, Around, Field, Value
from productions.domain.fields.values import REMOVED
from productions.domain.words import Words

Check = Literal[
    "no-take",
    "out-of-date",
    "unapproved",
    "check-failed",
    "length",
    "captions-missing",
    "captions-unreadable",
    "captions-off-speech",
    "captions-behind-picture",
    "line-cut-off",
    "cut",
    "loudness",
]
CHECKS: tuple[Check, ...] = get_args(Check)
MOST_WAIVED = 500
"""Findings that are waived at once."""

_CALLED: Mapping[str, str] = {
    "no-take": "there is no take",
    "out-of-date": "the take is out of date",
    "unapproved": "the take is not approved",
    "check-failed": "a check of the picture failed",
    "length": "sound and picture are not equally long",
    "captions-missing": "captions are missing",
    "captions-unreadable": "captions are hard to read",
    "captions-off-speech": "captions are not where it is spoken",
    "captions-behind-picture": "captions reach beyond the picture",
    "line-cut-off": "a line is cut off",
    "cut": "the cut does not hold as it was said",
    "loudness": "the film is not as loud as it should be",
}


def called(check: str) -> str:
    """Return in words what a check found; one that is not known any more as it was named."""
    return _CALLED.get(check, check)


@event("waiver.given")
class Given(Event, frozen=True):
    """`about` is the digest of what was found and of the contents it was found of: it holds for nothing else.

    `shot` is the one that it is about, None where that is the film.
    """

    check: str
    about: str
    author: UUID
    reason: Words
    shot: UUID | None = None


@event("waiver.withdrawn")
class Withdrawn(Event, frozen=True):
    """What was found keeps the film in the house again."""


@event("waiver.renewed")
class Renewed(Event, frozen=True):
    """A withdrawal was taken back."""


WaiverEvent = Given | Withdrawn | Renewed


class Waiver(msgspec.Struct, frozen=True):
    """What is let pass, by whom, and why."""

    check: str = ""
    about: str = ""
    author: UUID | None = None
    reason: Words | None = None
    shot: UUID | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Give:
    check: Check
    about: str
    author: UUID
    reason: Words
    shot: UUID | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    pass


@dataclass(frozen=True, slots=True)
class Renew:
    pass


Command = Give | Withdraw | Renew


def decide(state: Waiver, command: Command) -> Sequence[WaiverEvent]:
    match command:
        case Give(check, about, author, reason, shot):
            return [Given(check=check, about=about, author=author, reason=reason, shot=shot)]
        case Withdraw():
            return [] if state.removed else [Withdrawn()]
        case Renew():
            return [Renewed()] if state.removed else []
        case _:
            assert_never(command)


def evolve(state: Waiver, happened: WaiverEvent) -> Waiver:
    match happened:
        case Given(check=check, about=about, author=author, reason=reason, shot=shot):
            return Waiver(check, about, author, reason, shot)
        case Withdrawn():
            return msgspec.structs.replace(state, removed=True)
        case Renewed():
            return msgspec.structs.replace(state, removed=False)
        case _:
            assert_never(happened)


def _told_reason(reason: Words, around: Around) -> Value:
    return around.remark(reason)


FIELDS: tuple[Field[Waiver], ...] = (
    Field(
        "reason",
        ("reason",),
        lambda state: state.reason or ABSENT,
        told=_told_reason,
    ),
    Field(
        REMOVED,
        ("removed",),
        lambda state: True if state.removed else ABSENT,
        command=lambda state, _, value: Renew() if value is ABSENT else Withdraw(),
        label="removal",
        right="waive",
    ),
)

waiver: Aggregate[Waiver, Command] = Aggregate(
    "waiver", Waiver(), decide, evolve, FIELDS, fixed=("check", "about", "author", "reason", "shot")
)
