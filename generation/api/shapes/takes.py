"""What replies about takes look like."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from generation.api.shapes.approvals import Awaits, Endorser
from generation.api.shapes.files import File, Sound
from generation.api.shapes.names import PortName
from generation.api.shapes.repetitions import Repeating, Repetition
from generation.api.shapes.retakes import Retake
from generation.domain.differing import PortChange
from generation.domain.states import Rule
from productions.api.http.operations import Can, actions
from productions.api.shapes import Cause
from productions.domain.reading import COSTS, PROMPTS
from productions.domain.take import ChangeReason, Review
from productions.history.feed import Actor
from productions.policy import Action

TAKE: dict[str, Action] = {
    "select": "select_take",
    "submit": "submit_take",
    "approve": "review",
    "request_changes": "review",
    "withdraw_approval": "review",
    "withdraw_changes": "review",
    "pin": "pin_take",
    "unpin": "pin_take",
    "note": "note",
    "make_again": "generate",
    "retake": "generate",
}


class Use(msgspec.Struct):
    """The rule that put a take into use, and the event since which it does."""

    rule: Rule
    since: Cause


class TakePort(msgspec.Struct, gc=False):
    """What a take has on a port, or with null as its `content` would have anew, and how that stands with the reviewers.

    A verdict holds for the content, whichever take of the shot holds it: `approved_by`, `approved_at` and the `event`
    with its `position` tell of the approval in force. `change` says what would become of it, null while the take is up
    to date or where another is in use. `endorsed_by` are those who approved it while that is not enough.
    """

    port: PortName
    content: str | None
    state: Review
    change: PortChange | None
    approved_by: Actor | None
    approved_at: datetime | None
    event: UUID | None
    position: int | None
    endorsed_by: list[Endorser] | UnsetType = UNSET


class TakeSetting(msgspec.Struct):
    """A parameter's value that is set for a take alone, while the parameter has the one that it is `instead` of."""

    value: Any
    instead: Any


class Note(msgspec.Struct):
    """A remark on a frame, counted from zero, or on the whole take.

    When its author was erased, `text` is empty and `text_erased` true; `by` is null for remarks of the program.
    """

    text: str
    frame: int | None
    text_erased: bool = False
    by: Actor | None = None


class Trace(msgspec.Struct):
    """Where, when and in how many device-seconds an action key was made."""

    key: Annotated[str | None, PROMPTS]
    generation: int
    engine: str | None
    device_class: str
    seconds: Annotated[str | None, COSTS]
    worker: str
    made_at: datetime


class Take(msgspec.Struct):
    """A finished result of a shot. `digest` names the master's bytes, `content` all that it means.

    `recipes` are action keys by stage. `causes` are the events that made the take in use out of date. `lost` are the
    roles of its artifacts whose bytes are known to be lost, `evicted` those of bytes that were removed to free room.
    `ports` are what it holds, `covers` those that an approval would be about: nobody approved them yet.
    `withdrawn` are models that it was made with and that were withdrawn since, each with the reason. `awaits` is what
    is lacking before all of it is approved, null where it is. `animatic`: pictures of it were drawn by the animatic.
    `retake` says which frames of which other take it keeps, null where it was made whole.
    """

    id: UUID
    shot: UUID
    number: int
    version: int
    state: Review
    pinned: bool
    out_of_date: bool
    in_use: bool
    use: Use | None
    causes: list[Cause]
    language: str
    variation: int
    settings: Annotated[dict[str, TakeSetting] | None, PROMPTS]
    order: UUID
    lost: list[str]
    evicted: list[str]
    withdrawn: list[str]
    proxy: str | None
    poster: str | None
    master: str | None
    sound: Sound | None
    digest: str | None
    content: str
    recipes: Annotated[dict[str, str] | None, PROMPTS]
    artifacts: list[File]
    comment: str
    comment_erased: bool
    comment_by: Actor | None
    comment_frame: int | None
    reasons: list[ChangeReason]
    notes: list[Note]
    ports: list[TakePort]
    covers: list[PortName]
    awaits: Awaits | None
    animatic: bool
    repetition: Repetition | None
    retake: Retake | None
    repeating: Repeating | UnsetType | None = UNSET
    documents: dict[str, Any] | UnsetType | None = UNSET
    traces: list[Trace] | UnsetType = UNSET
    can: Annotated[Can, actions(TAKE)] | UnsetType = UNSET


class TakeInReview(msgspec.Struct):
    """A take as the review screen lists it: `by` brought it into its state, `at` that time. `frames` at `rate`.

    `by` and `at` are null where the log has lost the event that did. `answered` says of one that was sent back that
    another was submitted or decided about since. `covers` are the ports that an approval would be about.
    """

    id: UUID
    shot: UUID
    code: str
    scene: UUID
    number: int
    version: int
    state: Review
    pinned: bool
    in_use: bool
    answered: bool
    out_of_date: bool
    by: Actor | None
    at: datetime | None
    event: UUID
    frames: int
    rate: str
    proxy: str | None
    poster: str | None
    sound: Sound | None
    digest: str | None
    comment: str
    comment_erased: bool
    reasons: list[ChangeReason]
    notes: int
    ports: list[TakePort]
    covers: list[PortName]
    awaits: Awaits | None
