"""A take: one finished result of a shot, and what people decided about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict, assert_never, get_args
from uuid import UUID

import msgspec

from events.decider import Part
from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain.artifact import Artifact, Substitution
from productions.domain.fields import ABSENT, Aggregate, Around, Field, Value, as_read, attribute
from productions.domain.fields.values import REMOVED
from productions.domain.notes import NoSuchNote, Note, NoteKind, UnfitAnswer
from productions.domain.reading import BY_ROLE, PROMPTS
from productions.domain.words import Words, once_plain

Review = Literal["made", "submitted", "approved", "changes_requested"]
Ports = dict[str, str]
"""Contents by the port of the take that holds them."""

MASTER = "master"
"""The port that every take has: the picture."""
VERDICT = "verdict:"
"""How the keys of the events begin that said something of a content."""
NOTE, RESOLVED = "note:", "resolved:"
"""How the keys of the events begin that left a note, or resolved one or opened it again; its number follows."""

ChangeReason = Literal["identity", "light", "action", "timing", "sound", "other"]
"""Why changes are requested, in words that can be counted."""
CHANGE_REASONS: tuple[ChangeReason, ...] = get_args(ChangeReason)


Likeness = Literal["exact", "equivalent", "differs"]
"""How what was made again compares: the same to the bit, another that people see no difference in, or another."""


class Repeated(msgspec.Struct, frozen=True):
    """One thing that was made again by the same recipe: `role` of the files of a stage.

    `difference` is the mean of all differences of pixels and `greatest` the largest, of 1; `similarity` the least
    structural similarity of all frames, at most 1. They are empty of what is no picture. `changed` of `frames` differ.
    """

    stage: str
    role: str
    likeness: Likeness
    frames: int = 0
    changed: int = 0
    difference: str = ""
    greatest: str = ""
    similarity: str = ""


class Repetition(msgspec.Struct, frozen=True):
    """A take made again and compared. `engine` and `device`: whether libraries and class of device were the same."""

    likeness: Likeness
    device: str
    engine: bool
    same_device: bool
    parts: tuple[Repeated, ...]


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


@event("take.approved", version=3)
class Approved(VerdictEvent, frozen=True):
    """`digest` names the bytes of the master that were looked at."""

    digest: str
    comment: Words | None = None


@event("take.changes_requested", version=4)
class ChangesRequested(VerdictEvent, frozen=True):
    comment: Words
    frame: int | None = None
    reasons: tuple[ChangeReason, ...] = ()


@event("take.approval_withdrawn", version=3)
class ApprovalWithdrawn(VerdictEvent, frozen=True):
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


class Take(msgspec.Struct, frozen=True):
    """The state of a take; `shot` is None before it is made.

    `verdicts` is what was said last of its contents by way of this take, and `review` what that comes to. Other takes
    of the shot may hold the same contents: see `verdicts.py` for what holds. `resolved` are numbers of notes.
    """

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
    resolved: dict[str, bool] = {}
    reasons: tuple[ChangeReason, ...] = ()
    outputs: dict[str, str] = {}
    verdicts: dict[str, Review] = {}
    repetition: Repetition | None = None

    @property
    def contents(self) -> dict[str, str]:
        """What it means, by output; a state that was kept before there were others knows its master alone.

        The master first, then by name: rows do not keep the order of an object's names.
        """
        in_order = sorted(self.outputs.items(), key=lambda each: (each[0] != "master", each[0]))
        return dict(in_order) or {"master": self.content}

    def artifact(self, role: str) -> Artifact | None:
        """Return the artifact of a role, such as master, proxy or poster."""
        return next((artifact for artifact in self.artifacts if artifact.role == role), None)


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
    """`forbidden` says that the policy keeps this person from approving it."""

    comment: Words | None = None
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class RequestChanges(OfPorts):
    comment: Words
    frame: int | None = None
    reasons: Sequence[ChangeReason] = ()


@dataclass(frozen=True, slots=True)
class WithdrawApproval(OfPorts):
    reason: Words | None = None


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


LONGEST_NOTE = 10_000


def decide(state: Take, command: Command) -> Sequence[TakeEvent]:
    if isinstance(command, MakeTake):
        if state.shot:
            raise TakeAlreadyMade("This take exists already.")
        return [command.made]
    if not state.shot:
        raise NotMade("There is no such take.")
    match command:
        case NoteTake():
            return [_noted(state, command)]
        case ResolveNote(note):
            return [] if str(_known_note(state, note)) in state.resolved else [NoteResolved(note=note)]
        case ReopenNote(note):
            return [NoteReopened(note=note)] if str(_known_note(state, note)) in state.resolved else []
        case PinTake(reason):
            return [] if state.pinned else [Pinned(reason=reason)]
        case UnpinTake():
            return [Unpinned()] if state.pinned else []
        case CompareTake(repetition):
            return [MadeAgain(repetition=repetition)]
        case ReplaceArtifact(by):
            return [ArtifactReplaced.of(by)] if any(map(by.concerns, state.artifacts)) else []
        case _:
            return _review(state, command)


def _noted(state: Take, command: NoteTake) -> Noted:
    frame, last = clean_frame(state, command.frame), clean_frame(state, command.last)
    if last is not None and (frame is None or last < frame):
        raise NoSuchFrame("A range of frames ends at or behind the frame that it begins with.", frame=last)
    if command.answers is not None:
        _known_note(state, command.answers)
        if (frame, last, command.kind, command.drawing) != (None, None, "note", None):
            raise UnfitAnswer("An answer has the frames and the kind of what it answers, and no drawing of its own.")
    if command.drawing and frame is None:
        raise NoSuchFrame("Say on which frame it is drawn.", frame=None)
    return Noted(
        text=command.text,
        frame=frame,
        last=None if last == frame else last,
        kind=command.kind,
        answers=command.answers,
        mentions=command.mentions,
        drawing=command.drawing,
        content=state.contents[MASTER],
    )


def _known_note(state: Take, number: int) -> int:
    """Return the number of a note that answers no other; NoSuchNote where there is none."""
    if not 1 <= number <= len(state.notes) or state.notes[number - 1].answers is not None:
        raise NoSuchNote("This take has no such note.", note=number)
    return number


Verdict = SubmitTake | ApproveTake | RequestChanges | WithdrawApproval | WithdrawChanges


def _review(state: Take, command: Verdict) -> Sequence[TakeEvent]:
    known = _Known(state, state.verdicts if command.known is None else command.known, command.ports)
    match command:
        case SubmitTake():
            return _submit(state, known)
        case ApproveTake(comment, forbidden):
            about = known.but("approved")
            if about and forbidden:
                raise ApprovedByItsMaker("This production asks for a second person to approve a take.")
            return [Approved(digest=_master(state), comment=comment, **known.ports(about))] if about else []
        case RequestChanges(comment, frame, reasons):
            about = known.asked if known.named is not None else known.but("approved") or known.asked
            counted = tuple(each for each in CHANGE_REASONS if each in reasons)
            frame = clean_frame(state, frame)
            return [ChangesRequested(comment=comment, frame=frame, reasons=counted, **known.ports(about))]
        case WithdrawApproval(reason):
            about = known.only("approved")
            if not about:
                raise TakeNotApproved("This take is not approved.")
            return [ApprovalWithdrawn(reason=reason, **known.ports(about))]
        case WithdrawChanges(reason):
            about = known.only("changes_requested")
            if not about:
                raise NoChangesRequested("Nobody asks for changes of this take.")
            return [ChangesWithdrawn(reason=reason, **known.ports(about))]
        case _:
            assert_never(command)


def _submit(state: Take, known: "_Known") -> Sequence[TakeEvent]:
    about = known.but("approved")
    if not about:
        raise TakeAlreadyApproved("This take is approved already.")
    waiting = all(known.said.get(content) == state.verdicts.get(content) == "submitted" for content in about)
    return [] if waiting else [Submitted(**known.ports(about))]


class _Covered(TypedDict):
    ports: Ports
    part: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What was said last of the contents of a take, and the ports that somebody names, None for all."""

    take: Take
    said: Mapping[str, Review]
    named: Collection[str] | None

    @property
    def asked(self) -> set[str]:
        """The contents on the ports named; NoSuchPort where the take has none such."""
        contents = self.take.contents
        if unknown := [port for port in self.named or () if port not in contents]:
            raise NoSuchPort(f"This take has no {listed(unknown)}: it has {listed(contents)}.", ports=unknown)
        if self.named is not None and not self.named:
            raise NoSuchPort(f"Name what of this take is meant: {listed(contents)}.", ports=[])
        return {content for port, content in contents.items() if self.named is None or port in self.named}

    def only(self, review: Review) -> set[str]:
        """Those of which this was said last."""
        return {content for content in self.asked if self.said.get(content) == review}

    def but(self, review: Review) -> set[str]:
        """Those of which something else was said last, or nothing."""
        return self.asked - self.only(review)

    def ports(self, about: set[str]) -> _Covered:
        """All ports with these contents, as an event names them."""
        contents = self.take.contents
        covered = {port: content for port, content in contents.items() if content in about}
        return {"ports": covered, "part": covered != contents}


def listed(ports: Collection[str]) -> str:
    """Return ports as people call them: "picture, sound and captions"."""
    names = ["picture" if port == MASTER else port.replace("_", " ") for port in ports]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _master(state: Take) -> str:
    master = state.artifact(MASTER)
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
    master = state.artifact(MASTER)
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
            return _spoken(state, "submitted", _about(state, happened))
        case Approved(comment=comment):
            return _spoken(state, "approved", _about(state, happened), comment)
        case ChangesRequested(comment=comment, frame=frame, reasons=reasons):
            return _spoken(state, "changes_requested", _about(state, happened), comment, frame, reasons)
        case ApprovalWithdrawn(reason=reason):
            if happened.ports is None:  # another take that holds the same may have been approved before it
                left = {content: said for content, said in state.verdicts.items() if said != "approved"}
                return _spoken(replace(state, verdicts=left, review="made"), "made", (), reason)
            return _spoken(state, "made", _about(state, happened), reason)
        case ChangesWithdrawn(reason=reason):
            sent_back = [content for content, said in state.verdicts.items() if said == "changes_requested"]
            return _spoken(state, "submitted", sent_back if happened.ports is None else _about(state, happened), reason)
        case Noted():
            kept = {name: getattr(happened, name) for name in Noted.__struct_fields__ if name != "drawing"}
            return replace(state, notes=(*state.notes, Note(**kept, drawn=happened.drawing is not None)))
        case NoteResolved(note=number) | NoteReopened(note=number):
            others = {each: done for each, done in state.resolved.items() if each != str(number)}
            done = {str(number): True} if isinstance(happened, NoteResolved) else {}
            return replace(state, resolved={**others, **done})
        case Pinned() | Unpinned():
            return replace(state, pinned=isinstance(happened, Pinned))
        case ArtifactReplaced():
            return replace(state, artifacts=happened.made_in(state.artifacts))
        case MadeAgain(repetition=repetition):
            return replace(state, repetition=repetition)
        case _:
            assert_never(happened)


def _about(state: Take, said: VerdictEvent) -> Collection[str]:
    """The contents that a word is about."""
    return (state.contents if said.ports is None else said.ports).values()


def _spoken(
    state: Take,
    review: Review,
    about: Collection[str],
    comment: Words | None = None,
    frame: int | None = None,
    reasons: tuple[ChangeReason, ...] = (),
) -> Take:
    """The take once this was said of some of its contents: sent back with any of them, and asked about with any.

    What must change of one of them stays to be read while another is spoken of.
    """
    verdicts = {**state.verdicts, **dict.fromkeys(about, review)}
    weightiest: Review = next((each for each in _WEIGHTIEST if each in verdicts.values()), "made")
    if weightiest == "changes_requested" != review:
        return msgspec.structs.replace(state, verdicts=verdicts, review=weightiest)
    said = {"comment": comment, "comment_frame": frame, "reasons": reasons}
    return msgspec.structs.replace(state, verdicts=verdicts, review=weightiest, **said)


_WEIGHTIEST: tuple[Review, ...] = ("changes_requested", "submitted", "approved")


def _notes(notes: Sequence[Note], around: Around) -> Json:
    return [{"frame": note.frame, **around.remark(note.text)} for note in notes]


def _review_of(state: Take) -> Json:
    said = {"comment": state.comment, "frame": state.comment_frame, "reasons": state.reasons}
    return {"review": state.review, **said}


def _numbered(state: Take) -> dict[str, Note]:
    return {str(number): note for number, note in enumerate(state.notes, start=1)}


def _resolving(state: Take, number: str, value: Value) -> Command:
    return ReopenNote(int(number)) if value is ABSENT else ResolveNote(int(number))


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
        ("review", "comment", "comment_frame", "reasons"),
        _review_of,
        stays="A review stays in the record: withdraw the approval or the request, or decide anew.",
        told=lambda value, around: value["review"],
        right="pin_take",
    ),
    Field(
        VERDICT,
        ("verdicts",),
        attribute("verdicts"),
        stays="A review stays in the record: withdraw the approval or the request, or decide anew.",
        right="pin_take",
    ),
    Field(
        "artifacts",
        ("artifacts",),
        # A prompt's digest is its address, and not everybody may read prompts.
        lambda state: {
            each.role: each.digest
            for each in state.artifacts
            if each.role.rpartition(".")[2] not in ("prompt", "request")
        },
        stays="Files that were made again stay; those that they stand for are lost.",
        told=as_read,
        right="pin_take",
    ),
    Field("notes", ("notes",), lambda state: state.notes, stays="A note stays.", told=_notes, right="pin_take"),
    Field(
        "repetition",
        ("repetition",),
        lambda state: state.repetition and state.repetition.likeness,
        stays="That it was made again stays.",
        told=as_read,
        right="pin_take",
    ),
    Field(
        RESOLVED,
        ("resolved",),
        attribute("resolved"),
        command=_resolving,
        told=as_read,
        label="note {name}",
        right="note",
    ),
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
EACH_NOTE = Part(NOTE, ("notes",), _numbered)
"""Who left each note, and when."""
take: Aggregate[Take, Command] = Aggregate("take", Take(), decide, evolve, (*FIELDS, EACH_NOTE), fixed=FIXED)
