"""The state of a take, and what each event makes of it."""

from collections.abc import Collection
from typing import Literal, assert_never
from uuid import UUID

import msgspec

from events.registry import Json
from productions.domain.artifact import Artifact
from productions.domain.notes import Note
from productions.domain.production import Role
from productions.domain.take.events import (
    ApprovalWithdrawn,
    Approved,
    ArtifactReplaced,
    ChangesRequested,
    ChangesWithdrawn,
    Endorsed,
    EndorsementWithdrawn,
    Made,
    MadeAgain,
    Noted,
    NoteReopened,
    NoteResolved,
    Pinned,
    Submitted,
    TakeEvent,
    Unpinned,
    VerdictEvent,
)
from productions.domain.take.values import ChangeReason, Repetition, Review, endorsing
from productions.domain.words import Words


class Take(msgspec.Struct, frozen=True):
    """The state of a take; `shot` is None before it is made.

    `verdicts` is what was said last of its contents by way of this take, and `review` what that comes to. Other takes
    of the shot may hold the same contents: see `verdicts.py` for what holds. `resolved` are numbers of notes.
    `endorsed` are roles by content and person, of those who approved what others must approve too; an empty one is of
    somebody who does so no longer.
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
    endorsed: dict[str, Role | Literal[""]] = {}

    @property
    def contents(self) -> dict[str, str]:
        """What it means, by output; a state that was kept before there were others knows its master alone.

        The master first, then by name: rows do not keep the order of an object's names.
        """
        master = self.outputs.get("master")
        first = {"master": self.content} if not self.outputs else {} if master is None else {"master": master}
        return {**first, **{name: self.outputs[name] for name in sorted(self.outputs)}}

    def artifact(self, role: str) -> Artifact | None:
        """Return the artifact of a role, such as master, proxy or poster."""
        return next((artifact for artifact in self.artifacts if artifact.role == role), None)


def evolve(state: Take, happened: TakeEvent) -> Take:
    replace = msgspec.structs.replace
    match happened:
        case Made():
            return Take(**{name: getattr(happened, name) for name in Made.__struct_fields__})
        case Submitted():
            return _spoken(state, "submitted", _about(state, happened))
        case Approved(comment=comment):
            return _spoken(state, "approved", _about(state, happened), comment)
        case Endorsed() | EndorsementWithdrawn():
            return _endorsed(state, happened)
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
        case Pinned() | Unpinned() | ArtifactReplaced() | MadeAgain():
            return _kept(state, happened)
        case _:
            assert_never(happened)


def _kept(state: Take, happened: Pinned | Unpinned | ArtifactReplaced | MadeAgain) -> Take:
    """What became of the take itself, and of its files."""
    match happened:
        case ArtifactReplaced():
            return msgspec.structs.replace(state, artifacts=happened.made_in(state.artifacts))
        case MadeAgain(repetition=repetition):
            return msgspec.structs.replace(state, repetition=repetition)
        case Pinned() | Unpinned():
            return msgspec.structs.replace(state, pinned=isinstance(happened, Pinned))


def _endorsed(state: Take, happened: Endorsed | EndorsementWithdrawn) -> Take:
    """It lies before the reviewers, with one approval more or less."""
    role: Role | Literal[""] = happened.role if isinstance(happened, Endorsed) else ""
    said = happened.comment if isinstance(happened, Endorsed) else happened.reason
    spoken = _spoken(state, "submitted", _about(state, happened), said)
    roles = dict.fromkeys(endorsing(happened.ports or {}, happened.by), role)
    return msgspec.structs.replace(spoken, endorsed={**state.endorsed, **roles})


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
