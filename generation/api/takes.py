"""Takes: list, read, use, review, pin."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, get_args
from uuid import UUID

import msgspec
import uuid6

from events import store
from events.decider import Folded
from events.errors import ContinuityError, StreamConflict
from events.execution import Receipt
from generation import commands as making
from generation import queries
from generation.api import shapes
from generation.api.showing.asker import find_log
from generation.api.showing.takes import can_take, of_queue, of_take, of_takes
from generation.register.additions import AGAIN
from productions import commands
from productions import queries as film
from productions.api.http import fields, filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, Body, acts, expected, page_of, reads, writes
from productions.api.http.pages import listed, numbered
from productions.domain.take import CHANGE_REASONS, ChangeReason, Endorsed, Review, Take
from productions.domain.take import Approved as TakeApproved
from productions.domain.verdicts import last_words, reviewed
from productions.policy import Action
from productions.refusals import NotFound

_REVIEW = filters.choice("review", "Those in this state.", get_args(Review))


Ports = Annotated[list[fields.PortName], fields.SOME]
"""Some ports of a take."""


class Comment(Asked):
    """A word about it. Without `ports` all is approved that nobody has approved yet.

    `final` is the last word of a producer, where the policies of the production ask for one.
    """

    comment: fields.CommentText = ""
    ports: Ports | None = None
    final: bool = False


class ChangesWanted(Asked):
    """What must change, of which ports; `frame`, counted from zero, says where, `reasons` why in words to be counted.

    Without `ports` it is about all that is not approved, or about all of it, where all is.
    """

    comment: fields.NoteText
    frame: fields.Frame | None = None
    ports: Ports | None = None
    reasons: Annotated[list[ChangeReason], msgspec.Meta(max_length=len(CHANGE_REASONS))] = []


class Reason(Asked):
    """Why."""

    reason: fields.CommentText = ""


class Withdrawal(Reason):
    """Why. Without `ports` all that is approved of it is so no longer; other takes that hold the same lose it too."""

    ports: Ports | None = None


class VersionNeeded(ContinuityError):
    """An approval holds for what the approver saw, so the request must say which version that was."""

    code = "if-match-required"
    status = 428


class ShotTakesView(ProductionView):
    thing = "shot"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a shot
        return production_of(id, "shot")

    @reads("takes_list", "The takes of a shot, newest first", shapes.Take, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, of_takes(self, queries.takes(self.log, id)))
        return page_of(shapes.Take)(ready, following)


class ReviewView(ProductionView):
    @reads(
        "takes_review",
        "The takes of the film, oldest change of review first",
        shapes.TakeInReview,
        page=True,
        query=[_REVIEW],
    )
    def get(self, production: UUID) -> msgspec.Struct:
        queue = of_queue(self, queries.takes_in(production, _REVIEW.read(self.request)))
        ready, following = listed(self.request, queue, lambda take: f"{take.event} {take.id}")
        return page_of(shapes.TakeInReview)(ready, following, can_take(self))


class ReasonCount(msgspec.Struct):
    """How many requests for changes gave a reason."""

    reason: ChangeReason
    count: int


class Reasons(msgspec.Struct):
    """How often changes were requested in a production, withdrawn requests too, and why."""

    requests: int
    reasons: list[ReasonCount]


class ReviewReasonsView(ProductionView):
    @reads("takes_reasons", "Why changes were requested, counted", Reasons)
    def get(self, production: UUID) -> Reasons:
        requests, given = queries.change_reasons(production)
        return Reasons(requests, [ReasonCount(reason, count) for reason, count in given.items()])


class SeenTake(msgspec.Struct, forbid_unknown_fields=True):
    """A take to approve, at the version that was seen; without `ports` all of it that nobody has approved yet."""

    take: UUID
    version: fields.Version
    ports: Ports | None = None


class ApproveSeveral(Body):
    """Takes that are approved together: all of them, or none."""

    takes: Annotated[list[SeenTake], msgspec.Meta(min_length=1, max_length=200)]
    comment: fields.CommentText = ""
    final: bool = False


class Approved(msgspec.Struct):
    """How many takes were spoken of, and of how many others must approve something yet."""

    takes: int
    waiting: int


class ReviewApproveView(ProductionView):
    needs: ClassVar = {"POST": "review"}

    @writes("takes_approve_several", "Approve several takes, all or none", ApproveSeveral, Approved)
    def post(self, asked: ApproveSeveral, production: UUID) -> tuple[Receipt[None], Approved]:
        known = film.takes(production, [each.take for each in asked.takes])
        if len(known) < len(asked.takes):
            raise NotFound("There is no such take in this production, or one is named twice.")
        approvals = [
            commands.Approval(each.take, each.version, each.ports, [store.read_stream(each.take)[0].actor])
            for each in asked.takes
        ]
        receipt = commands.approve_takes(self.context(), production, approvals, asked.comment, final=asked.final)
        return receipt, Approved(len(approvals), len(_waiting(known, receipt)))


def _waiting(asked: Mapping[UUID, Folded[Take]], receipt: Receipt[None]) -> set[UUID]:
    """Those of the takes spoken of that are not wholly approved: others must approve them, whoever said so before."""
    endorsed = {stored.stream for stored in receipt.events if isinstance(stored.event, Endorsed)}
    approved = {stored.stream for stored in receipt.events if isinstance(stored.event, TakeApproved)}
    unspoken = asked.keys() - endorsed - approved
    takes = film.takes_of(shot for id_ in unspoken if (shot := asked[id_].state.shot))
    words = last_words(takes)
    return endorsed | {id_ for id_ in unspoken if reviewed(takes[id_], words).review != "approved"}


class OneTake(ProductionView):
    """What the address of a take leads to."""

    thing = "take"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a take
        return production_of(id, "take")

    def now(self) -> shapes.Take:
        """Return the take as it is now."""
        return of_take(self, queries.take(self.log, self.kwargs["id"]))


def production_of(stream: UUID, category: str) -> UUID:
    """Return the production of a stream; NotFound where there is none of this category."""
    if production := find_log(stream, category):
        return production
    raise NotFound(f"There is no such {category}.")


def posting(action: Action) -> Mapping[str, Action]:
    """Return what a view needs that only takes POST."""
    return {"POST": action}


class TakeView(OneTake):
    @reads("takes_read", "A take with its files, recipes and traces", shapes.Take)
    def get(self, id: UUID) -> shapes.Take:
        return self.now()


class TakeSelectView(OneTake):
    needs: ClassVar = posting("select_take")

    @writes("takes_select", "Put a take into use", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        take = self.now()
        seen = expected(self, asked)
        if seen is not None and seen != take.version:
            raise StreamConflict(id, seen, take.version, store.read_stream(id, after=seen))
        return commands.select_take(self.context(), self.log, take.shot, id), self.now()


class TakeSubmitView(OneTake):
    needs: ClassVar = posting("submit_take")

    @writes("takes_submit", "Put a take before the reviewers", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        return commands.submit_take(self.context(), self.log, id, expected(self, asked)), self.now()


class TakeApproveView(OneTake):
    needs: ClassVar = posting("review")

    @writes("takes_approve", "Approve a take; needs If-Match", Comment, shapes.Take)
    def post(self, asked: Comment, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        if "If-Match" not in self.request.headers or seen is None:
            raise VersionNeeded("Send the ETag of the take that you looked at as If-Match.")
        makers = [store.read_stream(id)[0].actor]
        said = asked.comment, makers, seen, asked.ports
        return commands.approve_take(self.context(), self.log, id, *said, final=asked.final), self.now()


class TakeRequestChangesView(OneTake):
    needs: ClassVar = posting("review")

    @writes("takes_request_changes", "Send a take back with what must change", ChangesWanted, shapes.Take)
    def post(self, asked: ChangesWanted, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        said = asked.comment, asked.frame, seen, asked.ports, asked.reasons
        return commands.request_changes(self.context(), self.log, id, *said), self.now()


class TakeWithdrawApprovalView(OneTake):
    needs: ClassVar = posting("review")

    @writes("takes_withdraw_approval", "Take an approval back", Withdrawal, shapes.Take)
    def post(self, asked: Withdrawal, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        return commands.withdraw_approval(self.context(), self.log, id, asked.reason, seen, asked.ports), self.now()


class TakeWithdrawChangesView(OneTake):
    needs: ClassVar = posting("review")

    @writes("takes_withdraw_changes", "Take a request for changes back", Reason, shapes.Take)
    def post(self, asked: Reason, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        return commands.withdraw_changes(self.context(), self.log, id, asked.reason, seen), self.now()


class TakePinView(OneTake):
    needs: ClassVar = posting("pin_take")

    @writes("takes_pin", "Keep a take in use although its inputs move", Reason, shapes.Take)
    def post(self, asked: Reason, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        return commands.pin_take(self.context(), self.log, id, asked.reason, expected(self, asked)), self.now()


class TakeUnpinView(OneTake):
    needs: ClassVar = posting("pin_take")

    @writes("takes_unpin", "Let the shot follow its inputs again", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        return commands.unpin_take(self.context(), self.log, id, expected(self, asked)), self.now()


class TakeMakeAgainView(OneTake):
    needs: ClassVar = posting("generate")

    @acts("takes_make_again", "Make a take again and compare it with what is kept", shapes.Take, status=202)
    def post(self, id: UUID) -> shapes.Take:
        asked = {"source": "", AGAIN: str(id), "log": str(self.log)}
        making.begin_addition(uuid6.uuid7(), self.person.person, asked)
        return self.now()


class TakeStopView(OneTake):
    needs: ClassVar = posting("generate")

    @acts("takes_stop_making_again", "Stop that a take is made again", shapes.Take, status=202)
    def post(self, id: UUID) -> shapes.Take:
        making.stop_repeating(id)
        return self.now()
