"""Takes: list, read, use, review, pin, annotate."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, get_args
from uuid import UUID

import msgspec
import uuid6

from events import store
from events.errors import ContinuityError, StreamConflict
from events.execution import Receipt
from generation import commands as making
from generation import queries
from generation.api import shapes
from generation.api.showing.asker import find_log
from generation.api.showing.takes import can_take, of_queue, of_take, of_takes
from generation.register.additions import AGAIN
from productions import commands
from productions.api.http import fields, filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, acts, expected, page_of, reads, writes
from productions.api.http.pages import listed, numbered
from productions.domain.take import Review
from productions.policy import Action
from productions.refusals import NotFound

_REVIEW = filters.choice("review", "Those in this state.", get_args(Review))


Ports = Annotated[list[fields.PortName], fields.SOME]
"""Some ports of a take."""


class Comment(Asked):
    """A word about it. Without `ports` all is approved that nobody has approved yet."""

    comment: fields.CommentText = ""
    ports: Ports | None = None


class ChangesWanted(Asked):
    """What must change, of which ports; `frame`, counted from zero, says where.

    Without `ports` it is about all that is not approved, or about all of it, where all is.
    """

    comment: fields.NoteText
    frame: fields.Frame | None = None
    ports: Ports | None = None


class Reason(Asked):
    """Why."""

    reason: fields.CommentText = ""


class Withdrawal(Reason):
    """Why. Without `ports` all that is approved of it is so no longer; other takes that hold the same lose it too."""

    ports: Ports | None = None


class NewNote(Asked):
    """A remark on a frame, counted from zero, or on the whole take."""

    text: fields.NoteText
    frame: fields.Frame | None = None


class VersionNeeded(ContinuityError):
    """An approval holds for what the approver saw, so the request must say which version that was."""

    code = "if-match-required"
    status = 428


class ShotTakesView(ProductionView):
    thing = "shot"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a shot
        return _production_of(id, "shot")

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
        queue = of_queue(queries.takes_in(production, _REVIEW.read(self.request)))
        ready, following = listed(self.request, queue, lambda take: f"{take.event} {take.id}")
        return page_of(shapes.TakeInReview)(ready, following, can_take(self))


class _OneTake(ProductionView):
    thing = "take"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a take
        return _production_of(id, "take")

    def now(self) -> shapes.Take:
        """Return the take as it is now."""
        return of_take(self, queries.take(self.log, self.kwargs["id"]))


def _production_of(stream: UUID, category: str) -> UUID:
    if production := find_log(stream, category):
        return production
    raise NotFound(f"There is no such {category}.")


def _posting(action: Action) -> Mapping[str, Action]:
    return {"POST": action}


class TakeView(_OneTake):
    @reads("takes_read", "A take with its files, recipes and traces", shapes.Take)
    def get(self, id: UUID) -> shapes.Take:
        return self.now()


class TakeSelectView(_OneTake):
    needs: ClassVar = _posting("select_take")

    @writes("takes_select", "Put a take into use", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        take = self.now()
        seen = expected(self, asked)
        if seen is not None and seen != take.version:
            raise StreamConflict(id, seen, take.version, store.read_stream(id, after=seen))
        return commands.select_take(self.context(), self.log, take.shot, id), self.now()


class TakeSubmitView(_OneTake):
    needs: ClassVar = _posting("submit_take")

    @writes("takes_submit", "Put a take before the reviewers", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        return commands.submit_take(self.context(), self.log, id, expected(self, asked)), self.now()


class TakeApproveView(_OneTake):
    needs: ClassVar = _posting("review")

    @writes("takes_approve", "Approve a take; needs If-Match", Comment, shapes.Take)
    def post(self, asked: Comment, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        if "If-Match" not in self.request.headers or seen is None:
            raise VersionNeeded("Send the ETag of the take that you looked at as If-Match.")
        makers = [store.read_stream(id)[0].actor]
        receipt = commands.approve_take(self.context(), self.log, id, asked.comment, makers, seen, asked.ports)
        return receipt, self.now()


class TakeRequestChangesView(_OneTake):
    needs: ClassVar = _posting("review")

    @writes("takes_request_changes", "Send a take back with what must change", ChangesWanted, shapes.Take)
    def post(self, asked: ChangesWanted, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        said = asked.comment, asked.frame
        return commands.request_changes(self.context(), self.log, id, *said, seen, asked.ports), self.now()


class TakeWithdrawApprovalView(_OneTake):
    needs: ClassVar = _posting("review")

    @writes("takes_withdraw_approval", "Take an approval back", Withdrawal, shapes.Take)
    def post(self, asked: Withdrawal, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        return commands.withdraw_approval(self.context(), self.log, id, asked.reason, seen, asked.ports), self.now()


class TakeWithdrawChangesView(_OneTake):
    needs: ClassVar = _posting("review")

    @writes("takes_withdraw_changes", "Take a request for changes back", Reason, shapes.Take)
    def post(self, asked: Reason, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        return commands.withdraw_changes(self.context(), self.log, id, asked.reason, seen), self.now()


class TakePinView(_OneTake):
    needs: ClassVar = _posting("pin_take")

    @writes("takes_pin", "Keep a take in use although its inputs move", Reason, shapes.Take)
    def post(self, asked: Reason, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        return commands.pin_take(self.context(), self.log, id, asked.reason, expected(self, asked)), self.now()


class TakeUnpinView(_OneTake):
    needs: ClassVar = _posting("pin_take")

    @writes("takes_unpin", "Let the shot follow its inputs again", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        return commands.unpin_take(self.context(), self.log, id, expected(self, asked)), self.now()


class TakeMakeAgainView(_OneTake):
    needs: ClassVar = _posting("generate")

    @acts("takes_make_again", "Make a take again and compare it with what is kept", shapes.Take, status=202)
    def post(self, id: UUID) -> shapes.Take:
        asked = {"source": "", AGAIN: str(id), "log": str(self.log)}
        making.begin_addition(uuid6.uuid7(), self.person.person, asked)
        return self.now()


class TakeNotesView(_OneTake):
    needs: ClassVar = _posting("note")

    @writes("takes_note", "Leave a note on a take or on one of its frames", NewNote, shapes.Take, status=201)
    def post(self, asked: NewNote, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        seen = expected(self, asked)
        return commands.note_take(self.context(), self.log, id, asked.text, asked.frame, seen), self.now()
