"""Takes in replies."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

import msgspec

from events import store
from events.store import Act
from generation import queries
from generation.api import shapes
from generation.api.shapes.approvals import Awaits
from generation.api.showing.asker import can, role_of, seen
from generation.api.showing.files import address, of_sound
from generation.api.showing.orders import of_settings
from generation.api.showing.plans import of_use
from generation.api.showing.ports import Approvals, approvals_of, awaits_of, of_ports
from generation.api.showing.retakes import of_retake
from generation.artifacts import access
from generation.queries import TakeShown, TraceShown
from generation.register.additions import Addition
from productions import policy
from productions import queries as people
from productions.api.http.base import ProductionView
from productions.api.http.operations import Can, Permission
from productions.api.shapes import Cause
from productions.domain.quorum import Quorum, quorum_of
from productions.domain.verdicts import unapproved
from productions.domain.words import Words
from productions.history.feed import Actor
from productions.people.sealing import OpenedWords, Opener, opener, remarks_on
from productions.queries import ShotPlace, listing

Said = tuple[OpenedWords, Actor | None]


def of_takes(view: ProductionView, takes: Sequence[TakeShown]) -> list[shapes.Take]:
    """Return takes as rows of a list."""
    since = {take.use.event for take in takes if take.use}
    positions = store.positions({event for take in takes for event in take.causes} | since)
    remark = _remarks(takes)
    approvals, quorum = approvals_of(take.ports for take in takes), quorum_in(view)
    causes = [[Cause(event, positions.get(event)) for event in take.causes] for take in takes]
    uses = [of_use(take.use, positions) for take in takes]
    return [_of_take(view, *each, remark, approvals, quorum) for each in zip(takes, causes, uses, strict=True)]


def quorum_in(view: ProductionView) -> Quorum:
    """Return what the policies of the asked production want before a take is approved."""
    return quorum_of(listing.production(view.log).state)


def of_take(view: ProductionView, shown: TakeShown) -> shapes.Take:
    """Return one take with its recipes in full, its traces, and what the asker can do with it."""
    (take,) = of_takes(view, [shown])
    keys = shown.folded.state.recipes
    take.traces = [seen(view, _trace(trace)) for trace in queries.traces_of(keys.values())]
    if policy.can(role_of(view), "see_prompts"):
        documents = access.recipes(keys.values())
        take.documents = {stage: documents.get(key) for stage, key in keys.items()}
    under_way = queries.repeating(shown.id)
    take.repeating = _repeating(under_way) if under_way else None
    take.can = {**can(view, shapes.TAKE), **_refused(shown), **_own(view, shown)}
    return take


def _repeating(shown: Addition) -> shapes.Repeating:
    return shapes.Repeating(shown.step, shown.reason, shown.done, shown.whole)


def of_queue(view: ProductionView, takes: Sequence[tuple[ShotPlace, TakeShown]]) -> list[shapes.TakeInReview]:
    """Return takes as the review screen lists them."""
    causes = store.acts(take.stands.event for _, take in takes)
    names = people.names_of({event.actor for event in causes.values()})
    read = opener(take.folded.state.comment for _, take in takes)
    approvals = approvals_of(take.ports for _, take in takes)
    quorum, asker = quorum_in(view), view.person.person
    return [
        _in_review(
            place,
            take,
            causes.get(take.stands.event),
            names,
            read,
            approvals,
            awaits_of(take.ports, quorum, asker),
        )
        for place, take in takes
    ]


def _in_review(
    place: ShotPlace,
    take: TakeShown,
    event: Act | None,
    names: Mapping[UUID, str],
    read: Opener,
    approvals: Approvals,
    awaits: Awaits | None,
) -> shapes.TakeInReview:
    state, master = take.folded.state, take.folded.state.artifact("master")
    comment = read(state.comment)
    files = {artifact.role: artifact.digest for artifact in state.artifacts}
    facts = master.facts if master else {}
    return shapes.TakeInReview(
        id=take.id,
        shot=place.shot,
        code=place.code,
        scene=place.scene,
        number=state.number,
        version=take.folded.version,
        state=take.stands.review,
        pinned=state.pinned,
        in_use=take.in_use,
        answered=take.answered,
        out_of_date=take.out_of_date,
        by=Actor(event.actor, names.get(event.actor, "")) if event else None,
        at=event.recorded_at if event else None,
        event=take.stands.event,
        frames=int(facts.get("count") or 0),
        rate=str(facts.get("rate") or "24"),
        proxy=address(files["proxy"]) if "proxy" in files else None,
        poster=address(files["poster"]) if "poster" in files else None,
        sound=of_sound(state),
        digest=files.get("master"),
        comment=comment.text,
        comment_erased=comment.erased,
        reasons=list(state.reasons),
        notes=sum(note.answers is None for note in state.notes),
        ports=of_ports(take.ports, take.changes, approvals),
        covers=list(unapproved(take.ports)),
        awaits=awaits,
    )


def can_take(view: ProductionView) -> Can:
    """Return what the asker's role can do with takes."""
    return can(view, shapes.TAKE)


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
    view: ProductionView,
    shown: TakeShown,
    causes: list[Cause],
    use: shapes.Use | None,
    remark: Callable[[Words | None], Said],
    approvals: Approvals,
    quorum: Quorum,
) -> shapes.Take:
    state = shown.folded.state
    comment, by = remark(state.comment)
    files = {each.role: address(each.digest) for each in state.artifacts}
    master, retake = state.artifact("master"), of_retake(state)
    return shapes.Take(
        id=shown.id,
        shot=shown.shot,
        number=state.number,
        version=shown.folded.version,
        state=shown.stands.review,
        pinned=state.pinned,
        out_of_date=shown.out_of_date,
        in_use=shown.in_use,
        use=use,
        causes=causes,
        language=state.language,
        variation=state.variation,
        settings=of_settings(state.settings) if policy.can(role_of(view), "see_prompts") else None,
        order=shown.order,
        lost=list(shown.lost),
        evicted=list(shown.evicted),
        withdrawn=list(shown.withdrawn),
        proxy=files.get("proxy"),
        poster=files.get("poster"),
        master=files.get("master"),
        sound=of_sound(state),
        digest=master.digest if master else None,
        content=state.content,
        recipes=state.recipes if policy.can(role_of(view), "see_prompts") else None,
        artifacts=[
            shapes.File(each.role, each.digest, each.media_type, each.size, each.facts, files[each.role])
            for each in state.artifacts
            if policy.can(role_of(view), policy.right_to(each.role))
        ],
        comment=comment.text,
        comment_erased=comment.erased,
        comment_by=by,
        comment_frame=state.comment_frame,
        reasons=list(state.reasons),
        notes=[_note(note.frame, *remark(note.text)) for note in state.notes],
        ports=of_ports(shown.ports, shown.changes, approvals),
        covers=list(unapproved(shown.ports)),
        awaits=awaits_of(shown.ports, quorum, view.person.person),
        animatic=shown.animatic,
        retake=retake and seen(view, retake),
        repetition=msgspec.convert(msgspec.to_builtins(state.repetition), shapes.Repetition | None),
    )


def _note(frame: int | None, remark: OpenedWords, by: Actor | None) -> shapes.Note:
    return shapes.Note(remark.text, frame, remark.erased, by)


def _trace(trace: TraceShown) -> shapes.Trace:
    return shapes.Trace(
        key=trace.key,
        generation=trace.generation,
        engine=trace.engine,
        device_class=trace.device_class,
        seconds=str(trace.seconds),
        worker=trace.worker,
        made_at=trace.made_at,
    )


def _refused(shown: TakeShown) -> Can:
    """What the take's own state forbids, whoever asks."""
    said = {each.review for each in shown.ports}
    refused: Can = {}
    if shown.stands.review == "approved":
        refused["submit"] = Permission(False, "It is approved already.")
    if "approved" not in said and not any(each.word and each.word.endorsed for each in shown.ports):
        refused["withdraw_approval"] = Permission(False, "It is not approved.")
    if "changes_requested" not in said:
        refused["withdraw_changes"] = Permission(False, "Nobody asks for changes of it.")
    return refused


def _own(view: ProductionView, shown: TakeShown) -> Can:
    """Whether the policies keep the asker from approving what they made alone."""
    if not listing.production(view.log).state.policy("four_eyes"):
        return {}
    if store.read_stream(shown.id)[0].actor != view.person.person:
        return {}
    return {"approve": Permission(False, "You made it, and this production asks for a second person to approve it.")}
