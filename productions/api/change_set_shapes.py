"""What change sets look like in replies, and how they are put together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from events import store
from events.decider import Folded
from productions import policy, queries
from productions.api.http.operations import Can, Permission, actions
from productions.commands.gathered import EditStanding, State, right_of
from productions.domain.change_set import ChangeSet, Status
from productions.domain.fields.described import EditedKind
from productions.domain.fields.values import ADDED
from productions.domain.production import Role
from productions.history import labels, naming
from productions.history.feed import Actor
from productions.people.sealing import opener

ACTIONS = ("change", "propose", "withdraw", "reopen", "apply")
EMPTY = "It holds no edit yet."
NEW_SHOT = "a new shot"
"""What a shot is called that only a change set has."""
IN_THE_WAY: tuple[State, ...] = ("conflict", "gone", "refused")


class ChangedBy(msgspec.Struct):
    """The event that last changed a field, and who did it when."""

    event: UUID
    position: int | None
    actor: Actor
    at: datetime


class GatheredEdit(msgspec.Struct, rename={"seen": "from", "wanted": "to"}):
    """An edit of a change set beside what is there `now`.

    `state` is "ready", "done" (it is so already), "conflict" (the field was changed after the edit was gathered, by
    `changed`), "gone" (the thing or its field) or "refused" (a lock or a rule forbids it now); `reason` says more.
    """

    kind: EditedKind
    thing: UUID
    field: str
    label: str
    seen: Any
    wanted: Any
    now: Any
    state: State
    reason: str
    by: Actor | None
    changed: ChangedBy | None


class ChangeSetSummary(msgspec.Struct):
    """A change set in the list. `since` is when it got its status."""

    id: UUID
    version: int
    name: str
    status: Status
    author: Actor
    edits: int
    since: datetime | None


class ChangeSetDetail(ChangeSetSummary):
    """A change set with its edits, and what was said of it. `in_the_way` counts those that keep it from being applied.

    `comment` is what was said when it was proposed or withdrawn. A remark whose author was erased is empty.
    """

    note: str
    note_erased: bool
    comment: str
    comment_erased: bool
    gathered: list[GatheredEdit]
    in_the_way: int
    applied: UUID | None
    can: Annotated[Can, actions(ACTIONS)]


def summaries(sets: Mapping[UUID, Folded[ChangeSet]]) -> list[ChangeSetSummary]:
    """Return change sets for the list, the newest first."""
    events = store.events({folded.cause("status") for folded in sets.values()})
    names = queries.names_of({folded.state.author for folded in sets.values() if folded.state.author})
    newest = sorted(sets.items(), reverse=True)
    return [ChangeSetSummary(**_summary(id_, folded, events, names)) for id_, folded in newest]


def detail(
    log: UUID, id_: UUID, folded: Folded[ChangeSet], standings: Sequence[EditStanding], role: Role
) -> ChangeSetDetail:
    """Return a change set with its edits for a member in a role."""
    state, status = folded.state, folded.cause("status")
    behind = {event for each in standings for event in (each.put, each.by) if event}
    events = store.events({status, *behind})
    names = queries.names_of({*(event.actor for event in events.values()), state.author or id_})
    called = naming.names(_ids(standings), log)
    read = opener([state.note, state.comment])
    note, comment = read(state.note), read(state.comment)
    in_the_way = sum(each.state in IN_THE_WAY for each in standings)
    return ChangeSetDetail(
        **_summary(id_, folded, events, names),
        note=note.text,
        note_erased=note.erased,
        comment=comment.text,
        comment_erased=comment.erased,
        gathered=[_edit(each, called, events, names) for each in standings],
        in_the_way=in_the_way,
        applied=_command(events.get(status)) if state.status == "applied" else None,
        can=_can(role, state, standings, in_the_way),
    )


def _summary(
    id_: UUID, folded: Folded[ChangeSet], events: Mapping[UUID, store.StoredEvent], names: Mapping[UUID, str]
) -> dict[str, Any]:
    state = folded.state
    assert state.author is not None, "a set that was begun has an author"
    since = events.get(folded.cause("status"))
    return {
        "id": id_,
        "version": folded.version,
        "name": state.name,
        "status": state.status,
        "author": Actor(state.author, names.get(state.author, "")),
        "edits": len(state.edits),
        "since": since.recorded_at if since else None,
    }


def _edit(
    each: EditStanding,
    called: naming.Names,
    events: Mapping[UUID, store.StoredEvent],
    names: Mapping[UUID, str],
) -> GatheredEdit:
    edit = each.edit
    put, changed = (events.get(event) if event else None for event in (each.put, each.by))
    name = "" if edit.kind == "production" else called.of(edit.thing, NEW_SHOT if edit.kind == "shot" else edit.kind)
    label = NEW_SHOT if edit.field == ADDED else labels.label(called, edit.kind, name, edit.field)
    return GatheredEdit(
        kind=edit.kind,
        thing=edit.thing,
        field=edit.field,
        label=label,
        seen=edit.before,
        wanted=edit.after,
        now=each.now,
        state=each.state,
        reason=each.reason,
        by=Actor(put.actor, names.get(put.actor, "")) if put else None,
        changed=ChangedBy(
            changed.event_id, changed.position, Actor(changed.actor, names.get(changed.actor, "")), changed.recorded_at
        )
        if changed
        else None,
    )


def _ids(standings: Iterable[EditStanding]) -> set[UUID]:
    return {
        *(each.edit.thing for each in standings),
        *naming.ids_in([each.edit.field for each in standings]),
    }


def _command(event: store.StoredEvent | None) -> UUID | None:
    said = event.said("command") if event else None
    return UUID(said) if said else None


def _can(role: Role, state: ChangeSet, standings: Sequence[EditStanding], in_the_way: int) -> Can:
    """What the asker may do with it now, and why not."""
    gather = policy.reason(role, "gather_changes")
    statuses = {"change": ("draft",), "propose": ("draft",), "withdraw": ("draft", "proposed")}
    reasons = {name: gather or _status(state, open_in) for name, open_in in statuses.items()}
    reasons["reopen"] = gather or _status(state, ("proposed", "withdrawn"))
    reasons["apply"] = gather or _status(state, ("draft", "proposed")) or _unright(role, standings)
    if not state.edits:
        reasons["propose"] = reasons["propose"] or EMPTY
        reasons["apply"] = reasons["apply"] or EMPTY
    if in_the_way:
        reasons["apply"] = reasons["apply"] or "Settle or take out what stands in the way first."
    return {name: Permission(reasons[name] is None, reasons[name]) for name in ACTIONS}


def _status(state: ChangeSet, statuses: Sequence[str]) -> str | None:
    return None if state.status in statuses else f"It is {state.status}."


def _unright(role: Role, standings: Iterable[EditStanding]) -> str | None:
    """Why the asker may not make one of the edits; None where they may make all."""
    rights = dict.fromkeys(right_of(each.edit) for each in standings)
    return next((why for right in rights if (why := policy.reason(role, right))), None)
