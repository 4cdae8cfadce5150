"""What can happen to a take."""

from typing import Annotated
from uuid import UUID

from events.registry import Event, Json, event, upcaster
from productions.domain.artifact import Artifact, Substitution
from productions.domain.notes import NoteKind
from productions.domain.production import Role
from productions.domain.reading import BY_ROLE, PROMPTS
from productions.domain.take.values import ENDED, ENDORSED, VERDICT, ChangeReason, Ports, Repetition, endorsing
from productions.domain.words import Words, once_plain


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


class VerdictEvent(Event, frozen=True, kw_only=True):
    """A word about the contents of `ports`. None, as before ports had verdicts of their own, means all of the take.

    `part` says that the take has others, of which nothing is said.
    """

    ports: Ports | None = None
    part: bool = False

    def touches(self) -> tuple[str, ...]:
        """It is the last word about its contents, even where it says what was said before."""
        return ("review", *(f"{VERDICT}{content}" for content in self.ports.values())) if self.ports else ()


@event("take.submitted", version=2)
class Submitted(VerdictEvent, frozen=True):
    """The reviewers are asked about what nobody has approved yet."""


@event("take.approved", version=4)
class Approved(VerdictEvent, frozen=True):
    """`digest` names the bytes of the master that were looked at. `final`: by whom the policies give the last word."""

    digest: str
    comment: Words | None = None
    final: bool = False


@event("take.endorsed")
class Endorsed(VerdictEvent, frozen=True):
    """Somebody approved what others must approve too: it lies before the reviewers, with so much said for it."""

    digest: str
    by: UUID
    role: Role
    comment: Words | None = None

    def touches(self) -> tuple[str, ...]:
        """It is the newest word of who said it, even where they say the same again."""
        return (*super().touches(), *(f"{ENDORSED}{key}" for key in endorsing(self.ports or {}, self.by)))


@event("take.endorsement_withdrawn")
class EndorsementWithdrawn(VerdictEvent, frozen=True):
    """Who approved it, though it was not enough yet, does so no longer."""

    by: UUID
    reason: Words | None = None

    def touches(self) -> tuple[str, ...]:
        """As of an endorsement."""
        return (*super().touches(), *(f"{ENDORSED}{key}" for key in endorsing(self.ports or {}, self.by)))


class Ended(VerdictEvent, frozen=True, kw_only=True):
    """A word with which whatever was said for its contents counts no longer."""

    def touches(self) -> tuple[str, ...]:
        """It ends what was said for its contents, by whichever take."""
        return (*super().touches(), *(f"{ENDED}{content}" for content in (self.ports or {}).values()))


@event("take.changes_requested", version=4)
class ChangesRequested(Ended, frozen=True):
    comment: Words
    frame: int | None = None
    reasons: tuple[ChangeReason, ...] = ()


@event("take.approval_withdrawn", version=3)
class ApprovalWithdrawn(Ended, frozen=True):
    reason: Words | None = None


@event("take.changes_withdrawn", version=2)
class ChangesWithdrawn(VerdictEvent, frozen=True):
    """What was asked for need not change: it lies before the reviewers again."""

    reason: Words | None = None


@event("take.noted", version=3)
class Noted(Event, frozen=True):
    """`drawing` is sealed like the text: what people write by hand is theirs too. See `Note` for the rest."""

    text: Words
    frame: int | None = None
    last: int | None = None
    kind: NoteKind = "note"
    answers: int | None = None
    mentions: tuple[UUID, ...] = ()
    drawing: Words | None = None
    content: str = ""


@event("take.note_resolved")
class NoteResolved(Event, frozen=True):
    """What a note, by its number, asks for is done, or answered."""

    note: int


@event("take.note_reopened")
class NoteReopened(Event, frozen=True):
    note: int


@event("take.pinned", version=2)
class Pinned(Event, frozen=True):
    reason: Words | None = None


@event("take.unpinned")
class Unpinned(Event, frozen=True):
    pass


@event("take.artifact_replaced")
class ArtifactReplaced(Substitution, frozen=True):
    """What was decided about the take holds for the new bytes too."""


@event("take.made_again")
class MadeAgain(Event, frozen=True):
    """The same requests were run once more, which changed nothing: what came of it was compared, and let go."""

    repetition: Repetition


once_plain("take.approved", "comment")


once_plain("take.changes_requested", "comment")


once_plain("take.approval_withdrawn", "reason")


once_plain("take.noted", "text")


once_plain("take.pinned", "reason")


def _of_all_ports(payload: dict[str, Json]) -> dict[str, Json]:
    """What was said of a take before ports had verdicts of their own, was said of all that it has."""
    return {**payload, "ports": None, "part": False}


for _name, _version in (
    ("take.submitted", 1),
    ("take.approved", 2),
    ("take.changes_requested", 2),
    ("take.approval_withdrawn", 2),
    ("take.changes_withdrawn", 1),
):
    upcaster(_name, _version)(_of_all_ports)


@upcaster("take.approved", 3)
def not_final(payload: dict[str, Json]) -> dict[str, Json]:
    """No policy asked for a final approval."""
    return {**payload, "final": False}


@upcaster("take.changes_requested", 3)
def without_reasons(payload: dict[str, Json]) -> dict[str, Json]:
    """Nobody was asked for reasons that can be counted."""
    return {**payload, "reasons": []}


@upcaster("take.noted", 2)
def plain_note(payload: dict[str, Json]) -> dict[str, Json]:
    """Notes were of one kind, on one frame, and about the picture of their take."""
    without: dict[str, Json] = {"last": None, "answers": None, "mentions": [], "drawing": None}
    return {**payload, **without, "kind": "note", "content": ""}


TakeEvent = (
    Made
    | Submitted
    | Approved
    | Endorsed
    | EndorsementWithdrawn
    | ChangesRequested
    | ApprovalWithdrawn
    | ChangesWithdrawn
    | Noted
    | NoteResolved
    | NoteReopened
    | Pinned
    | Unpinned
    | ArtifactReplaced
    | MadeAgain
)
