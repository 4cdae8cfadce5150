"""From what queries return to the shapes of replies."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

import msgspec
from django.urls import reverse
from msgspec import UNSET

from events import store
from events.registry import Json
from events.store import StoredEvent
from generation import queries
from generation.api import shapes
from generation.artifacts import access
from generation.queries import TakeShown
from productions import policy
from productions import queries as people
from productions.api.http.base import ProductionView
from productions.api.http.operations import Can, Permission
from productions.api.shapes import Cause
from productions.domain.inputs import ShotInputs
from productions.domain.production import Role
from productions.domain.words import Words
from productions.history.feed import Actor
from productions.people.sealing import Opener, Remark, opener, remarks_on
from productions.policy import Action

T = TypeVar("T")
Said = tuple[Remark, Actor | None]


def seen(view: ProductionView, data: Json, shape: type[T]) -> T:
    """Return data as a shape, with what the asker's role may not see as null."""
    return msgspec.convert(policy.redact(_role(view), data, shape), shape)


def address(digest: str) -> str:
    """Return where an artifact is served."""
    return reverse("artifact", args=[digest])


def of_takes(view: ProductionView, takes: Sequence[TakeShown]) -> list[shapes.Take]:
    """Return takes as rows of a list."""
    positions = store.positions({event for take in takes for event in take.causes})
    remark = _remarks(takes)
    causes = [[Cause(event, positions.get(event)) for event in take.causes] for take in takes]
    return [_of_take(view, take, because, remark) for take, because in zip(takes, causes, strict=True)]


def of_take(view: ProductionView, shown: TakeShown) -> shapes.Take:
    """Return one take with its recipes in full, its traces, and what the asker can do with it."""
    (take,) = of_takes(view, [shown])
    keys = shown.folded.state.recipes
    take.traces = seen(view, queries.traces_of(keys.values()), list[shapes.Trace])
    if policy.can(_role(view), "see_prompts"):
        documents = access.recipes(keys.values())
        take.documents = {stage: documents.get(key) for stage, key in keys.items()}
    take.can = {**_can(view, shapes.TAKE), **_refused(shown)}
    return take


def of_queue(takes: Sequence[tuple[ShotInputs, TakeShown]]) -> list[shapes.TakeInReview]:
    """Return takes as the review screen lists them."""
    causes = store.events(take.folded.cause("review") for _, take in takes)
    names = people.names_of({event.actor for event in causes.values()})
    read = opener(take.folded.state.comment for _, take in takes)
    return [_in_review(inputs, take, causes[take.folded.cause("review")], names, read) for inputs, take in takes]


def _in_review(
    inputs: ShotInputs, take: TakeShown, event: StoredEvent, names: Mapping[UUID, str], read: Opener
) -> shapes.TakeInReview:
    state, master = take.folded.state, take.folded.state.artifact("master")
    comment = read(state.comment)
    files = {artifact.role: artifact.digest for artifact in state.artifacts}
    facts = master.facts if master else {}
    return shapes.TakeInReview(
        id=take.id,
        shot=inputs.shot,
        code=inputs.code,
        scene=inputs.scene,
        number=state.number,
        version=take.folded.version,
        state=state.review,
        pinned=state.pinned,
        in_use=take.in_use,
        out_of_date=take.out_of_date,
        by=Actor(event.actor, names.get(event.actor, "")),
        at=event.recorded_at,
        event=event.event_id,
        frames=int(facts.get("count") or 0),
        rate=str(facts.get("rate") or "24"),
        proxy=address(files["proxy"]) if "proxy" in files else None,
        poster=address(files["poster"]) if "poster" in files else None,
        digest=files.get("master"),
        comment=comment.text,
        comment_erased=comment.erased,
        notes=len(state.notes),
    )


def can_take(view: ProductionView) -> Can:
    """Return what the asker's role can do with takes."""
    return _can(view, shapes.TAKE)


def _remarks(takes: Sequence[TakeShown]) -> Callable[[Words | None], Said]:
    """Return what opens a remark, with who said it."""
    words = list(remarks_on(take.folded.state for take in takes))
    read = opener(words)
    names = people.names_of({each.author for each in words if each and each.author})

    def said(sealed: Words | None) -> Said:
        remark = read(sealed)
        return remark, Actor(remark.author, names.get(remark.author, "")) if remark.author else None

    return said


def _of_take(
    view: ProductionView, shown: TakeShown, causes: list[Cause], remark: Callable[[Words | None], Said]
) -> shapes.Take:
    state = shown.folded.state
    comment, by = remark(state.comment)
    files = {each.role: address(each.digest) for each in state.artifacts}
    master = state.artifact("master")
    return shapes.Take(
        id=shown.id,
        shot=shown.shot,
        number=state.number,
        version=shown.folded.version,
        state=state.review,
        pinned=state.pinned,
        out_of_date=shown.out_of_date,
        in_use=shown.in_use,
        causes=causes,
        language=state.language,
        variation=state.variation,
        order=shown.order,
        lost=list(shown.lost),
        proxy=files.get("proxy"),
        poster=files.get("poster"),
        master=files.get("master"),
        digest=master.digest if master else None,
        content=state.content,
        recipes=state.recipes if policy.can(_role(view), "see_prompts") else None,
        artifacts=[
            shapes.File(each.role, each.digest, each.media_type, each.size, each.facts, files[each.role])
            for each in state.artifacts
            if policy.can(_role(view), policy.right_to(each.role))
        ],
        comment=comment.text,
        comment_erased=comment.erased,
        comment_by=by,
        comment_frame=state.comment_frame,
        notes=[_note(note.frame, *remark(note.text)) for note in state.notes],
    )


def _note(frame: int | None, remark: Remark, by: Actor | None) -> shapes.Note:
    return shapes.Note(remark.text, frame, remark.erased, by)


def _refused(shown: TakeShown) -> Can:
    """What the take's own state forbids, whoever asks."""
    approved = shown.folded.state.review == "approved"
    if approved:
        return {"submit": Permission(False, "It is approved already.")}
    return {"withdraw_approval": Permission(False, "It is not approved.")}


def of_order(view: ProductionView, data: Json, *, full: bool = True) -> shapes.Order:
    """Return an order; in full with what the asker can do with it."""
    order = msgspec.convert(data, shapes.Order)
    order.can = _can(view, shapes.ORDER) if full else UNSET
    if full and order.state not in ("held", "running"):
        order.can = {name: Permission(False, f"It is {order.state}.") for name in shapes.ORDER}
    return order


def of_orders(view: ProductionView, rows: Iterable[Json]) -> list[shapes.Order]:
    """Return orders as rows of a list."""
    return [of_order(view, row, full=False) for row in rows]


def _can(view: ProductionView, rights: dict[str, Action]) -> Can:
    reasons = {name: policy.reason(_role(view), action) for name, action in rights.items()}
    return {name: Permission(reason is None, reason) for name, reason in reasons.items()}


def _role(view: ProductionView) -> Role:
    assert view.role is not None, "only members see things"
    return view.role


def find_log(stream: UUID, category: str) -> UUID | None:
    """Return the production of a take, shot or order; None where there is no such thing of this category."""
    events = store.read_stream(stream)
    return events[0].log if events and events[0].category == category else None
