"""Takes: record what generation made, review it, pin it. What people say about one is sealed here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypedDict, Unpack
from uuid import UUID

from events.decider import BEGAN, Folded
from events.errors import Refusal
from events.execution import Batch, Context, Receipt, execute
from productions import policy
from productions.commands.access import hold
from productions.domain import take as domain
from productions.domain.artifact import Substitution
from productions.domain.notes import NoSuchMember, NoteKind, Shape, encode_drawing
from productions.domain.production import Production, Role, production
from productions.domain.quorum import quorum_of
from productions.domain.shot import shot
from productions.domain.take import ChangeReason, Review, Take, clean_note, take
from productions.domain.verdicts import last_words, superseded
from productions.domain.words import Words
from productions.models import TakeRow
from productions.people.sealing import seal
from productions.refusals import NotFound


def record_take(context: Context, log: UUID, take_id: UUID, made: domain.Made) -> Receipt[UUID]:
    """Append `take.made`, in the caller's transaction if there is one; NotFound for a shot of another production."""

    def work(batch: Batch) -> UUID:
        batch.load(shot, made.shot)
        batch.begin(take, take_id)
        batch.decide(take, take_id, domain.MakeTake(made))
        return take_id

    return execute(context, log, work)


def replace_artifact(context: Context, log: UUID, take_id: UUID, by: Substitution) -> Receipt[None]:
    """Let new bytes stand for lost ones of the same content; what was decided about the take holds for both."""

    def work(batch: Batch) -> None:
        batch.decide(take, take_id, domain.ReplaceArtifact(by))

    return execute(context, log, work)


def compare_take(context: Context, log: UUID, take_id: UUID, repetition: domain.Repetition) -> Receipt[None]:
    """Keep how a take compared when it was made again."""
    return _change(context, log, take_id, domain.CompareTake(repetition), None)


def submit_take(context: Context, log: UUID, take_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Put before the reviewers what nobody has approved yet of a take."""
    return _judge(context, log, take_id, lambda known: domain.SubmitTake(known=known), expected)


def approve_take(
    context: Context,
    log: UUID,
    take_id: UUID,
    comment: str = "",
    makers: Sequence[UUID] = (),
    expected: int | None = None,
    ports: Sequence[str] | None = None,
    *,
    final: bool = False,
) -> Receipt[None]:
    """Approve some ports of a take, or all that nobody has approved yet.

    Where the policies ask for more approvals than are given with this one, that it was given is kept. Once all of the
    take is approved, approvals of the shot's earlier one in its language are withdrawn in the same batch.
    `makers` are the people behind it, as the policy four_eyes counts them. NoSuchPort for one that it does not have;
    for a `final` approval NoFinalApproval, FinalByProducers, ApprovalsMissing.
    """
    return approve_takes(context, log, [Approval(take_id, expected, ports, makers)], comment, final=final)


class Approval(NamedTuple):
    """A take to approve, with the version that was seen, the ports that it is about, and who is behind the take."""

    take: UUID
    expected: int | None = None
    ports: Sequence[str] | None = None
    makers: Sequence[UUID] = ()


def approve_takes(
    context: Context, log: UUID, approvals: Sequence[Approval], comment: str = "", *, final: bool = False
) -> Receipt[None]:
    """Approve several takes as `approve_take` does each, all or none of them.

    SeveralOfOneShot where two of them are of one shot and language: the later approval would end the earlier one.
    NotFound and Forbidden for who may not, or not any more.
    """
    said = _said(context, comment)

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        state = batch.load(production, log).state
        approving = domain.ApproveTake(
            said,
            by=context.actor,
            role=_reviewing(state, context.actor, log),
            quorum=quorum_of(state),
            final=final,
        )
        _apart(batch, approvals)
        for each in approvals:
            batch.expect(take, each.take, each.expected)
            forbidden = state.policy("four_eyes") is True and set(each.makers) == {context.actor}
            try:
                _approve(batch, each, replace(approving, forbidden=forbidden))
            except (domain.ApprovedByItsMaker, domain.ApprovalsMissing) as refused:
                raise _about(batch, each.take, refused) if len(approvals) > 1 else refused from None

    return execute(context, log, work)


def _reviewing(state: Production, person: UUID, log: UUID) -> Role:
    """The role of a person, which they may have lost while this waited for the lock. NotFound, Forbidden."""
    role = state.members.get(person)
    if role is None:
        raise NotFound("There is no such production.")
    policy.require(role, "review", log)
    return role


def _apart(batch: Batch, approvals: Sequence[Approval]) -> None:
    """Raise SeveralOfOneShot unless the takes are of different shots, or in different languages."""
    seen: set[tuple[UUID, str]] = set()
    for each in approvals:
        state = batch.load(take, each.take).state
        if (place := (_shot_of(state), state.language)) in seen:
            code = _code(batch, state)
            raise domain.SeveralOfOneShot(f"Two of these takes are of {code}; one of them can be approved.", shot=code)
        seen.add(place)


def _about(batch: Batch, take_id: UUID, refused: Refusal) -> Refusal:
    """The refusal with the take that it is about, which can be left out of the others."""
    state = batch.load(take, take_id).state
    return type(refused)(f"{refused} It is about take {state.number} of {_code(batch, state)}.", take=str(take_id))


def _code(batch: Batch, state: Take) -> str:
    return batch.load(shot, _shot_of(state)).state.code


def _approve(batch: Batch, asked: Approval, approving: domain.ApproveTake) -> None:
    """Approve a take, and withdraw what that ends of the shot's earlier one."""
    folded = batch.load(take, asked.take)
    takes = _of_shot(batch, folded.state)
    command = replace(approving, ports=asked.ports, known=_known(takes), given=_given(takes))
    batch.decide(take, asked.take, command, cause=folded.cause("review"))
    for other, ended in superseded(_of_shot(batch, folded.state), asked.take).items():
        withdrawn = batch.load(take, other).cause("review")
        why = Words(f"take {folded.state.number} was approved")
        known = _known(_of_shot(batch, folded.state))
        batch.decide(take, other, domain.WithdrawApproval(why, ports=ended, known=known), cause=withdrawn)


def request_changes(
    context: Context,
    log: UUID,
    take_id: UUID,
    comment: str,
    frame: int | None = None,
    expected: int | None = None,
    ports: Sequence[str] | None = None,
    reasons: Sequence[ChangeReason] = (),
) -> Receipt[None]:
    """Send a take back with what must change of some ports, or of all that is not approved; all where all is.

    `frame` counts from zero. NoSuchPort for one that the take does not have.
    """
    said = _note(context, comment), frame, reasons
    return _judge(context, log, take_id, lambda known: domain.RequestChanges(*said, ports=ports, known=known), expected)


def withdraw_approval(
    context: Context,
    log: UUID,
    take_id: UUID,
    reason: str = "",
    expected: int | None = None,
    ports: Sequence[str] | None = None,
) -> Receipt[None]:
    """Take the approval back of some ports of a take, or of all: other takes that hold the same lose it with it.

    Where others must approve it yet, the own approval is taken back.
    """
    withdrawing = domain.WithdrawApproval(_said(context, reason), by=context.actor, ports=ports)

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        folded = batch.load(take, take_id)
        takes = _of_shot(batch, folded.state)
        command = replace(withdrawing, known=_known(takes), given=_given(takes))
        batch.decide(take, take_id, command, expected=expected, cause=folded.cause("review"))

    return execute(context, log, work)


def withdraw_changes(
    context: Context, log: UUID, take_id: UUID, reason: str = "", expected: int | None = None
) -> Receipt[None]:
    """Take a request for changes back: what it was about lies before the reviewers again."""
    said = _said(context, reason)
    return _judge(context, log, take_id, lambda known: domain.WithdrawChanges(said, known=known), expected)


class About(TypedDict, total=False):
    """What else there is to a note: the last of several frames, its kind, the number of the note that it answers, the
    members whom it mentions, and what is drawn.
    """

    last: int | None
    kind: NoteKind
    answers: int | None
    mentions: Sequence[UUID]
    drawing: Sequence[Shape]


def note_take(
    context: Context,
    log: UUID,
    take_id: UUID,
    text: str,
    frame: int | None = None,
    expected: int | None = None,
    **about: Unpack[About],
) -> Receipt[None]:
    """Leave a note on a take, on one of its frames or on several; or answer the note of a number.

    NoSuchMember for somebody who is mentioned, InvalidDrawing, NoSuchFrame, NoSuchNote, UnfitAnswer.
    """
    drawing, mentions = about.get("drawing", ()), tuple(dict.fromkeys(about.get("mentions", ())))
    answers = about.get("answers")
    note = domain.NoteTake(
        _note(context, text),
        frame,
        last=about.get("last"),
        kind=about.get("kind", "note"),
        answers=answers,
        mentions=mentions,
        drawing=seal(context.actor, encode_drawing(drawing)) if drawing else None,
    )

    def work(batch: Batch) -> None:
        members = batch.load(production, log).state.members if mentions else ()
        if strangers := [str(person) for person in mentions if person not in members]:
            raise NoSuchMember("Only members of the production can be mentioned.", mentions=strangers)
        folded = batch.load(take, take_id)
        cause = folded.cause(BEGAN if answers is None else f"{domain.NOTE}{answers}")
        batch.decide(take, take_id, note, expected=expected, cause=cause)

    return execute(context, log, work)


def resolve_note(context: Context, log: UUID, take_id: UUID, note: int, expected: int | None = None) -> Receipt[None]:
    """Say that what a note asks for is done, or answered; nothing where that was said. NoSuchNote."""
    about = f"{domain.NOTE}{note}"
    return _change(context, log, take_id, domain.ResolveNote(note), expected, about=about)


def reopen_note(context: Context, log: UUID, take_id: UUID, note: int, expected: int | None = None) -> Receipt[None]:
    """Say that a note that was resolved is not done with; nothing where it is open. NoSuchNote."""
    about = f"{domain.RESOLVED}{note}"
    return _change(context, log, take_id, domain.ReopenNote(note), expected, about=about)


def pin_take(
    context: Context, log: UUID, take_id: UUID, reason: str = "", expected: int | None = None
) -> Receipt[None]:
    """Keep a take in use although its inputs move; the shot's earlier pin is lifted in the same batch."""
    said = _said(context, reason)

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        folded = batch.load(take, take_id)
        state = folded.state
        batch.decide(take, take_id, domain.PinTake(said), expected=expected, cause=folded.cause(BEGAN))
        for other in others_pinned(state, take_id):
            batch.decide(take, other, domain.UnpinTake(), cause=batch.load(take, other).cause("pinned"))

    return execute(context, log, work)


def unpin_take(context: Context, log: UUID, take_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Let the shot follow its inputs again."""
    return _change(context, log, take_id, domain.UnpinTake(), expected, about="pinned", alone=True)


def _note(context: Context, text: str) -> Words:
    said = seal(context.actor, clean_note(text))
    assert said is not None, "a note is not empty"
    return said


def _said(context: Context, text: str) -> Words | None:
    return seal(context.actor, clean_note(text, least=0))


def others_pinned(state: Take, take_id: UUID) -> list[UUID]:
    """Return the other takes of the take's shot that are pinned, the oldest first."""
    others = TakeRow.objects.filter(shot=_shot_of(state), pinned=True).exclude(id=take_id)
    return list(others.order_by("id").values_list("id", flat=True))


def _shot_of(state: Take) -> UUID:
    assert state.shot is not None, "a take that exists has a shot"
    return state.shot


def _of_shot(batch: Batch, state: Take) -> dict[UUID, Folded[Take]]:
    """The takes of a take's shot, with what the batch has decided on them."""
    ids = list(TakeRow.objects.filter(shot=_shot_of(state)).order_by("id").values_list("id", flat=True))
    batch.preload(take, ids)
    return {id_: batch.load(take, id_) for id_ in ids}


def _known(takes: Mapping[UUID, Folded[Take]]) -> dict[str, Review]:
    return {content: word.review for content, word in last_words(takes).items()}


def _given(takes: Mapping[UUID, Folded[Take]]) -> dict[str, dict[str, Role]]:
    return {content: word.endorsed for content, word in last_words(takes).items()}


def _judge(
    context: Context,
    log: UUID,
    take_id: UUID,
    verdict: Callable[[Mapping[str, Review]], domain.ReviewCommand],
    expected: int | None,
) -> Receipt[None]:
    """Decide what somebody says of a take, given what was said last of the contents of its shot.

    One after the other: the last word about a content is the one that holds.
    """

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        folded = batch.load(take, take_id)
        command = verdict(_known(_of_shot(batch, folded.state)))
        batch.decide(take, take_id, command, expected=expected, cause=folded.cause("review"))

    return execute(context, log, work)


def _change(
    context: Context,
    log: UUID,
    take_id: UUID,
    command: domain.Command,
    expected: int | None,
    *,
    about: str = BEGAN,
    alone: bool = False,
) -> Receipt[None]:
    """Decide a command that answers to the event which last set `about`."""

    def work(batch: Batch) -> None:
        if alone:
            hold(log, alone=True)
        cause = batch.load(take, take_id).cause(about)
        batch.decide(take, take_id, command, expected=expected, cause=cause)

    return execute(context, log, work)
