"""Takes: record what generation made, review it, pin it. What people say about one is sealed here."""

from collections.abc import Sequence
from uuid import UUID

from events.decider import BEGAN
from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold
from productions.domain import take as domain
from productions.domain.artifact import Substitution
from productions.domain.production import production
from productions.domain.shot import shot
from productions.domain.take import Take, clean_note, take
from productions.domain.words import Words
from productions.models import TakeRow
from productions.people.sealing import seal


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


def submit_take(context: Context, log: UUID, take_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Put a take before the reviewers."""
    return _change(context, log, take_id, domain.SubmitTake(), expected)


def approve_take(
    context: Context,
    log: UUID,
    take_id: UUID,
    comment: str = "",
    makers: Sequence[UUID] = (),
    expected: int | None = None,
) -> Receipt[None]:
    """Approve a take and withdraw the approval of the shot's earlier one in the same batch.

    `makers` are the people behind it, as the policy four_eyes counts them.
    """
    said = _said(context, comment)

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        folded = batch.load(take, take_id)
        state = folded.state
        four_eyes = batch.load(production, log).state.policy("four_eyes")
        forbidden = four_eyes and set(makers) == {context.actor}
        cause = folded.cause("review")
        batch.decide(take, take_id, domain.ApproveTake(said, forbidden), expected=expected, cause=cause)
        for other in others_in_use(state, take_id, review="approved"):
            withdrawn = batch.load(take, other).cause("review")
            said_so = domain.WithdrawApproval(Words(f"take {state.number} was approved"))
            batch.decide(take, other, said_so, cause=withdrawn)

    return execute(context, log, work)


def request_changes(
    context: Context, log: UUID, take_id: UUID, comment: str, frame: int | None = None, expected: int | None = None
) -> Receipt[None]:
    """Send a take back with what must change; `frame` counts from zero."""
    return _change(context, log, take_id, domain.RequestChanges(_note(context, comment), frame), expected, alone=True)


def withdraw_approval(
    context: Context, log: UUID, take_id: UUID, reason: str = "", expected: int | None = None
) -> Receipt[None]:
    """Take an approval back."""
    return _change(context, log, take_id, domain.WithdrawApproval(_said(context, reason)), expected, alone=True)


def withdraw_changes(
    context: Context, log: UUID, take_id: UUID, reason: str = "", expected: int | None = None
) -> Receipt[None]:
    """Take a request for changes back: the take lies before the reviewers again."""
    return _change(context, log, take_id, domain.WithdrawChanges(_said(context, reason)), expected, alone=True)


def note_take(
    context: Context, log: UUID, take_id: UUID, text: str, frame: int | None = None, expected: int | None = None
) -> Receipt[None]:
    """Leave a note on a take or on one of its frames."""
    return _change(context, log, take_id, domain.NoteTake(_note(context, text), frame), expected)


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
        for other in others_in_use(state, take_id, pinned=True):
            batch.decide(take, other, domain.UnpinTake(), cause=batch.load(take, other).cause("pinned"))

    return execute(context, log, work)


def unpin_take(context: Context, log: UUID, take_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Let the shot follow its inputs again."""
    return _change(context, log, take_id, domain.UnpinTake(), expected, alone=True)


def _note(context: Context, text: str) -> Words:
    said = seal(context.actor, clean_note(text))
    assert said is not None, "a note is not empty"
    return said


def _said(context: Context, text: str) -> Words | None:
    return seal(context.actor, clean_note(text, least=0))


_ABOUT = {
    domain.SubmitTake: "review",
    domain.RequestChanges: "review",
    domain.WithdrawApproval: "review",
    domain.WithdrawChanges: "review",
    domain.UnpinTake: "pinned",
}
"""What of a take a command answers to: the event that last set it is the command's cause."""


def others_in_use(state: Take, take_id: UUID, *, review: str | None = None, pinned: bool | None = None) -> list[UUID]:
    """Return the other takes of the take's shot that are in a state of review or pinned, the oldest first."""
    assert state.shot is not None, "a take that exists has a shot"
    others = TakeRow.objects.filter(shot=state.shot).exclude(id=take_id)
    if review is not None:
        others = others.filter(review=review)
    if pinned is not None:
        others = others.filter(pinned=pinned)
    return list(others.order_by("id").values_list("id", flat=True))


def _change(
    context: Context, log: UUID, take_id: UUID, command: domain.Command, expected: int | None, *, alone: bool = False
) -> Receipt[None]:
    def work(batch: Batch) -> None:
        if alone:
            hold(log, alone=True)
        folded = batch.load(take, take_id)
        batch.decide(take, take_id, command, expected=expected, cause=folded.cause(_ABOUT.get(type(command), BEGAN)))

    return execute(context, log, work)
