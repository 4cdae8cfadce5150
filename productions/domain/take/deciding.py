"""Which events a command on a take makes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, assert_never

from productions.domain.notes import NoSuchNote, UnfitAnswer
from productions.domain.quorum import NOTHING
from productions.domain.take.commands import (
    ApprovalsMissing,
    ApprovedByItsMaker,
    ApproveTake,
    Command,
    CompareTake,
    FinalByProducers,
    InvalidNote,
    MakeTake,
    NoChangesRequested,
    NoFinalApproval,
    NoSuchFrame,
    NoSuchPort,
    NoteTake,
    NotMade,
    PinTake,
    ReopenNote,
    ReplaceArtifact,
    RequestChanges,
    ResolveNote,
    ReviewCommand,
    SubmitTake,
    TakeAlreadyApproved,
    TakeAlreadyMade,
    TakeNotApproved,
    UnpinTake,
    WithdrawApproval,
    WithdrawChanges,
)
from productions.domain.take.events import (
    ApprovalWithdrawn,
    Approved,
    ArtifactReplaced,
    ChangesRequested,
    ChangesWithdrawn,
    Endorsed,
    EndorsementWithdrawn,
    MadeAgain,
    Noted,
    NoteReopened,
    NoteResolved,
    Pinned,
    Submitted,
    TakeEvent,
    Unpinned,
)
from productions.domain.take.state import Take
from productions.domain.take.values import CHANGE_REASONS, MASTER, Ports, Review, listed

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


def _review(state: Take, command: ReviewCommand) -> Sequence[TakeEvent]:
    known = _Known(state, state.verdicts if command.known is None else command.known, command.ports)
    match command:
        case SubmitTake():
            return _submit(state, known)
        case ApproveTake():
            return _approve(state, command, known)
        case RequestChanges(comment, frame, reasons):
            about = known.asked if known.named is not None else known.but("approved") or known.asked
            counted = tuple(each for each in CHANGE_REASONS if each in reasons)
            frame = clean_frame(state, frame)
            return [ChangesRequested(comment=comment, frame=frame, reasons=counted, **known.ports(about))]
        case WithdrawApproval(reason, by, given):
            if about := known.only("approved"):
                return [ApprovalWithdrawn(reason=reason, **known.ports(about))]
            if mine := {content for content in known.asked if str(by) in given.get(content, ())}:
                return [EndorsementWithdrawn(by=by, reason=reason, **known.ports(mine))]
            raise TakeNotApproved("This take is not approved.")
        case WithdrawChanges(reason):
            about = known.only("changes_requested")
            if not about:
                raise NoChangesRequested("Nobody asks for changes of this take.")
            return [ChangesWithdrawn(reason=reason, **known.ports(about))]
        case _:
            assert_never(command)


def _approve(state: Take, command: ApproveTake, known: "_Known") -> Sequence[TakeEvent]:
    """Approve what enough people approve with this; of the rest it is kept who did, so that others can follow."""
    about, quorum = known.but("approved"), command.quorum
    _may_approve(command, about)
    given = {content: command.given.get(content, {}) for content in about}
    lacking = {content: quorum.lacking({**given[content], str(command.by): command.role}) for content in about}
    enough = {content for content in about if lacking[content] == NOTHING}
    if command.final and enough != about:
        count = max(each.approvals for each in lacking.values())
        raise ApprovalsMissing(f"{count} more must approve it before the final approval.", missing=count)
    if quorum.final and not command.final:
        enough = set()
    master, comment, by = _master(state), command.comment, str(command.by)
    events: list[TakeEvent] = []
    if enough:
        events += [Approved(digest=master, comment=comment, final=command.final, **known.ports(enough))]
    if rest := {content for content in about - enough if given[content].get(by) != command.role}:
        said = known.ports(rest)
        events += [Endorsed(digest=master, by=command.by, role=command.role, comment=comment, **said)]
    return events


def _may_approve(command: ApproveTake, about: Collection[str]) -> None:
    if about and command.forbidden:
        raise ApprovedByItsMaker("This production asks for a second person to approve a take.")
    if command.final and not command.quorum.final:
        raise NoFinalApproval("This production asks for no final approval.")
    if command.final and command.role != "producer":
        raise FinalByProducers("Producers give the final approval.")


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
