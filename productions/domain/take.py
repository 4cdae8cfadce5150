"""A take: one finished result of a shot, and what people decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, assert_never
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain.artifact import Artifact, Substitution
from productions.domain.fields import ABSENT, Aggregate, Around, Field, as_read, attribute
from productions.domain.fields.values import REMOVED
from productions.domain.reading import BY_ROLE, PROMPTS
from productions.domain.words import Words, once_plain

Review = Literal["made", "submitted", "approved", "changes_requested"]


class Note(msgspec.Struct, frozen=True):
    """A remark on a frame (counted from zero) or, without one, on the whole take."""

    text: Words
    frame: int | None = None


@event("take.made", version=2)
class Made(Event, frozen=True):
    """`outputs` are contents by what the take has, such as its master; `content` is the digest over all of them.

    Of takes that were made before there were others `content` is that of the master. `recipes` are action keys by
    stage.
    """

    shot: UUID
    number: int
    order: UUID
    job: UUID
    language: str
    variation: int
    settings: Annotated[dict[str, Json], PROMPTS]
    artifacts: Annotated[tuple[Artifact, ...], BY_ROLE]
    content: str
    recipes: Annotated[dict[str, str], PROMPTS]
    outputs: dict[str, str]


@upcaster("take.made", 1)
def with_master_alone(payload: dict[str, Json]) -> dict[str, Json]:
    """A take of before meant what its master meant."""
    return {**payload, "outputs": {"master": payload["content"]}}


@event("take.submitted")
class Submitted(Event, frozen=True):
    pass


@event("take.approved", version=2)
class Approved(Event, frozen=True):
    """The approval holds for the bytes of `digest`, the master."""

    digest: str
    comment: Words | None = None


@event("take.changes_requested", version=2)
class ChangesRequested(Event, frozen=True):
    comment: Words
    frame: int | None = None


@event("take.approval_withdrawn", version=2)
class ApprovalWithdrawn(Event, frozen=True):
    reason: Words | None = None


@event("take.changes_withdrawn")
class ChangesWithdrawn(Event, frozen=True):
    """What was asked for need not change: the take lies before the reviewers again."""

    reason: Words | None = None


@event("take.noted", version=2)
class Noted(Event, frozen=True):
    text: Words
    frame: int | None = None


@event("take.pinned", version=2)
class Pinned(Event, frozen=True):
    reason: Words | None = None


@event("take.unpinned")
class Unpinned(Event, frozen=True):
    pass


@event("take.artifact_replaced")
class ArtifactReplaced(Substitution, frozen=True):
    """What was decided about the take holds for the new bytes too."""


once_plain("take.approved", "comment")
once_plain("take.changes_requested", "comment")
once_plain("take.approval_withdrawn", "reason")
once_plain("take.noted", "text")
once_plain("take.pinned", "reason")

TakeEvent = (
    Made
    | Submitted
    | Approved
    | ChangesRequested
    | ApprovalWithdrawn
    | ChangesWithdrawn
    | Noted
    | Pinned
    | Unpinned
    | ArtifactReplaced
)


class Take(msgspec.Struct, frozen=True):
    """The state of a take; `shot` is None before it is made."""

    shot: UUID | None = None
    number: int = 0
    order: UUID | None = None
    job: UUID | None = None
    language: str = "en"
    variation: int = 1
    settings: dict[str, Json] = {}
    artifacts: tuple[Artifact, ...] = ()
    content: str = ""
    recipes: dict[str, str] = {}
    review: Review = "made"
    comment: Words | None = None
    comment_frame: int | None = None
    pinned: bool = False
    notes: tuple[Note, ...] = ()
    outputs: dict[str, str] = {}

    @property
    def contents(self) -> dict[str, str]:
        """What it means, by output; a state that was kept before there were others knows its master alone."""
        return self.outputs or {"master": self.content}

    def artifact(self, role: str) -> Artifact | None:
        """Return the artifact of a role, such as master, proxy or poster."""
        return next((artifact for artifact in self.artifacts if artifact.role == role), None)


@dataclass(frozen=True, slots=True)
class MakeTake:
    made: Made


@dataclass(frozen=True, slots=True)
class SubmitTake:
    pass


@dataclass(frozen=True, slots=True)
class ApproveTake:
    """`forbidden` says that the policy keeps this person from approving it."""

    comment: Words | None = None
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class RequestChanges:
    comment: Words
    frame: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawApproval:
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class WithdrawChanges:
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class NoteTake:
    text: Words
    frame: int | None = None


@dataclass(frozen=True, slots=True)
class PinTake:
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class UnpinTake:
    pass


@dataclass(frozen=True, slots=True)
class ReplaceArtifact:
    """Let new bytes stand for lost ones of the same content. What was decided about the take holds for both."""

    by: Substitution


Command = (
    MakeTake
    | SubmitTake
    | ApproveTake
    | RequestChanges
    | WithdrawApproval
    | WithdrawChanges
    | NoteTake
    | PinTake
    | UnpinTake
    | ReplaceArtifact
)


class TakeAlreadyMade(Refusal):
    """The take exists."""

    code = "take-already-made"


class NotMade(Refusal):
    """The take does not exist yet."""

    code = "take-not-made"
    status = 404


class ApprovedByItsMaker(Refusal):
    """The policy four_eyes wants another person to approve what one person alone made."""

    code = "four-eyes"
    status = 403


class TakeNotApproved(Refusal):
    """There is no approval to withdraw."""

    code = "take-not-approved"


class NoChangesRequested(Refusal):
    """There is no request for changes to withdraw."""

    code = "no-changes-requested"


class TakeAlreadyApproved(Refusal):
    """The take is approved: withdraw the approval first."""

    code = "take-already-approved"


class InvalidNote(Refusal):
    """A note is empty or too long."""

    code = "invalid-note"
    status = 422


class NoSuchFrame(Refusal):
    """The take does not have this frame."""

    code = "no-such-frame"
    status = 422


LONGEST_NOTE = 10_000


def decide(state: Take, command: Command) -> Sequence[TakeEvent]:
    if isinstance(command, MakeTake):
        if state.shot:
            raise TakeAlreadyMade("This take exists already.")
        return [command.made]
    if not state.shot:
        raise NotMade("There is no such take.")
    match command:
        case NoteTake(text, frame):
            return [Noted(text=text, frame=clean_frame(state, frame))]
        case PinTake(reason):
            return [] if state.pinned else [Pinned(reason=reason)]
        case UnpinTake():
            return [Unpinned()] if state.pinned else []
        case ReplaceArtifact(by):
            return [ArtifactReplaced.of(by)] if any(map(by.concerns, state.artifacts)) else []
        case _:
            return _review(state, command)


Verdict = SubmitTake | ApproveTake | RequestChanges | WithdrawApproval | WithdrawChanges


def _review(state: Take, command: Verdict) -> Sequence[TakeEvent]:
    match command:
        case SubmitTake():
            if state.review == "approved":
                raise TakeAlreadyApproved("This take is approved already.")
            return [] if state.review == "submitted" else [Submitted()]
        case ApproveTake(comment, forbidden):
            if state.review == "approved":
                return []
            if forbidden:
                raise ApprovedByItsMaker("This production asks for a second person to approve a take.")
            return [Approved(digest=_master(state), comment=comment)]
        case RequestChanges(comment, frame):
            return [ChangesRequested(comment=comment, frame=clean_frame(state, frame))]
        case WithdrawApproval(reason):
            if state.review != "approved":
                raise TakeNotApproved("This take is not approved.")
            return [ApprovalWithdrawn(reason=reason)]
        case WithdrawChanges(reason):
            if state.review != "changes_requested":
                raise NoChangesRequested("Nobody asks for changes of this take.")
            return [ChangesWithdrawn(reason=reason)]
        case _:
            assert_never(command)


def _master(state: Take) -> str:
    master = state.artifact("master")
    assert master is not None, "a take is made with a master"
    return master.digest


def clean_note(text: str, least: int = 1) -> str:
    """Return a note without outer white space; InvalidNote when it is shorter than `least` or too long."""
    text = text.strip()
    if not least <= len(text) <= LONGEST_NOTE:
        raise InvalidNote(f"A note needs {least} to {LONGEST_NOTE} characters.")
    return text


def clean_frame(state: Take, frame: int | None) -> int | None:
    """Return a frame number of the take, counted from zero; NoSuchFrame when it lies outside."""
    master = state.artifact("master")
    still = master is not None and master.media_type.startswith("image/")
    count = 1 if still else int(master.facts.get("count", 0)) if master else 0
    if frame is not None and (frame < 0 or (count and frame >= count)):
        has = "is a still: frame 0 is all it has" if still else f"has the frames 0 to {max(count - 1, 0)}"
        raise NoSuchFrame(f"This take {has}.", frame=frame)
    return frame


def evolve(state: Take, happened: TakeEvent) -> Take:
    replace = msgspec.structs.replace
    match happened:
        case Made():
            return Take(**{name: getattr(happened, name) for name in Made.__struct_fields__})
        case Submitted():
            return replace(state, review="submitted", comment=None, comment_frame=None)
        case Approved(comment=comment):
            return replace(state, review="approved", comment=comment, comment_frame=None)
        case ChangesRequested(comment=comment, frame=frame):
            return replace(state, review="changes_requested", comment=comment, comment_frame=frame)
        case ApprovalWithdrawn(reason=reason):
            return replace(state, review="made", comment=reason, comment_frame=None)
        case ChangesWithdrawn(reason=reason):
            return replace(state, review="submitted", comment=reason, comment_frame=None)
        case Noted(text=text, frame=frame):
            return replace(state, notes=(*state.notes, Note(text, frame)))
        case Pinned():
            return replace(state, pinned=True)
        case Unpinned():
            return replace(state, pinned=False)
        case ArtifactReplaced():
            return replace(state, artifacts=happened.made_in(state.artifacts))
        case _:
            assert_never(happened)


def _notes(notes: Sequence[Note], around: Around) -> Json:
    return [{"frame": note.frame, **around.remark(note.text)} for note in notes]


def _review_of(state: Take) -> Json:
    return {"review": state.review, "comment": state.comment, "frame": state.comment_frame}


FIELDS: tuple[Field[Take], ...] = (
    Field(
        "pinned",
        ("pinned",),
        attribute("pinned"),
        command=lambda state, _, value: PinTake() if value else UnpinTake(),
        told=as_read,
        right="pin_take",
    ),
    Field(
        "review",
        ("review", "comment", "comment_frame"),
        _review_of,
        stays="A review stays in the record: withdraw the approval or the request, or decide anew.",
        told=lambda value, around: value["review"],
        right="pin_take",
    ),
    Field(
        "artifacts",
        ("artifacts",),
        # A prompt's digest is its address, and not everybody may read prompts.
        lambda state: {each.role: each.digest for each in state.artifacts if each.role.rpartition(".")[2] != "prompt"},
        stays="Files that were made again stay; those that they stand for are lost.",
        told=as_read,
        right="pin_take",
    ),
    Field("notes", ("notes",), lambda state: state.notes, stays="A note stays.", told=_notes, right="pin_take"),
    Field(
        REMOVED,
        (),
        lambda state: ABSENT,
        stays="A take that was made stays; select another one instead.",
        label="removal",
        right="pin_take",
    ),
)

FIXED = tuple(name for name in Made.__struct_fields__ if name != "artifacts")
take: Aggregate[Take, Command] = Aggregate("take", Take(), decide, evolve, FIELDS, fixed=FIXED)
