"""What people ask of a take, and why they may not have it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.errors import Refusal
from productions.domain.artifact import Substitution
from productions.domain.notes import NoteKind
from productions.domain.production import Role
from productions.domain.quorum import ONE, Given, Quorum
from productions.domain.take.events import Made
from productions.domain.take.values import NOBODY, ChangeReason, Repetition, Review
from productions.domain.words import Words


@dataclass(frozen=True, slots=True)
class MakeTake:
    made: Made


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPorts:
    """What people say of some ports of a take, None for all that it makes sense of.

    `known` is what was said last of the contents of the shot by way of any take; None where this is the only one.
    """

    ports: Collection[str] | None = None
    known: Mapping[str, Review] | None = None


@dataclass(frozen=True, slots=True)
class SubmitTake(OfPorts):
    """Ask about all that is not approved."""


@dataclass(frozen=True, slots=True)
class ApproveTake(OfPorts):
    """`forbidden` says that the policy keeps this person from approving it.

    `by` approves as `role`, after those who are `given` by content; `quorum` says whether that is enough.
    """

    comment: Words | None = None
    forbidden: bool = False
    by: UUID = NOBODY
    role: Role = "reviewer"
    quorum: Quorum = ONE
    given: Mapping[str, Given] = field(default_factory=dict)
    final: bool = False


@dataclass(frozen=True, slots=True)
class RequestChanges(OfPorts):
    comment: Words
    frame: int | None = None
    reasons: Sequence[ChangeReason] = ()


@dataclass(frozen=True, slots=True)
class WithdrawApproval(OfPorts):
    """Where all was not approved yet, `by` takes back what they said for it; `given` is as in `ApproveTake`."""

    reason: Words | None = None
    by: UUID = NOBODY
    given: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithdrawChanges(OfPorts):
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class NoteTake:
    """Leave a note, or answer the one of a number. `last` is the last frame of those that it is about."""

    text: Words
    frame: int | None = None
    last: int | None = None
    kind: NoteKind = "note"
    answers: int | None = None
    mentions: tuple[UUID, ...] = ()
    drawing: Words | None = None


@dataclass(frozen=True, slots=True)
class ResolveNote:
    """Say of a note, by its number, that it is done with."""

    note: int


@dataclass(frozen=True, slots=True)
class ReopenNote:
    note: int


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


@dataclass(frozen=True, slots=True)
class CompareTake:
    """Keep how it compared when it was made again."""

    repetition: Repetition


Command = (
    MakeTake
    | SubmitTake
    | ApproveTake
    | RequestChanges
    | WithdrawApproval
    | WithdrawChanges
    | NoteTake
    | ResolveNote
    | ReopenNote
    | PinTake
    | UnpinTake
    | ReplaceArtifact
    | CompareTake
)
ReviewCommand = SubmitTake | ApproveTake | RequestChanges | WithdrawApproval | WithdrawChanges


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


class ApprovalsMissing(Refusal):
    """The final approval comes once as many approved as the policies ask for."""

    code = "approvals-missing"


class NoFinalApproval(Refusal):
    """The policies ask for no final approval."""

    code = "no-final-approval"
    status = 422


class FinalByProducers(Refusal):
    """Producers give the final approval."""

    code = "final-by-producers"
    status = 403


class SeveralOfOneShot(Refusal):
    """Of the takes of a shot in one language, one is approved at a time."""

    code = "several-of-one-shot"
    status = 422


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


class NoSuchPort(Refusal):
    """The take has nothing on this port."""

    code = "no-such-port"
    status = 422


class NoSuchFrame(Refusal):
    """The take does not have this frame."""

    code = "no-such-frame"
    status = 422
