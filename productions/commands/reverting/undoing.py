"""Undo: some events, all of one command, or a range of positions are taken back by compensating events."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from events import store
from events.causation import named_causation
from events.execution import Batch, Context, Receipt, execute
from events.store import StoredEvent
from productions.commands.access import hold, live_within
from productions.commands.reverting.apply_wants import Giving, wanted
from productions.commands.reverting.outcome import (
    Conflict,
    Outcome,
    Require,
    TooMuchToUndo,
    Want,
    refuse,
)
from productions.domain.decision import Drop, Length
from productions.domain.fields import trails
from productions.domain.fields.trails import Clash, Happened, TrailStep, reverted, since_begun
from productions.domain.fields.values import NEVER, REMOVED
from productions.domain.script import BrokenDown
from productions.projections import KINDS
from productions.refusals import NotFound

MOST_EVENTS = 5000
SCRIPT, SOURCE = ("script.revised", "script.broken_down"), "source"
_MOST_AT_A_SHOT = 12
"""An act at one shot makes fewer events."""
_FOLLOW_SCRIPT = ("scene", "shot", "reference")
_REMOVABLE = ("scene", "shot", "reference")
_MACHINES = "What was ordered and made stays; cancel the order, or select another take."
_REFERENCES_STAY = "What a revision added to the references stays; remove it by hand."
_TEXT_STAYS = "The shot's text follows the script: undo the revision that changed it."


@dataclass(frozen=True, slots=True)
class Selection:
    """What to undo: events by id, all events of a command, or those from one position to another, both included."""

    events: tuple[UUID, ...] = ()
    command: UUID | None = None
    first: int | None = None
    last: int | None = None


def undo(
    context: Context,
    log: UUID,
    selection: Selection,
    *,
    require: Require,
    force: bool = False,
    skip_conflicts: bool = False,
) -> Receipt[Outcome]:
    """Give every field that the events set the value that it had without them. Undoing an undo does it again.

    Where the value of a later event stands on a field, that is a conflict: `force` overrides it, `skip_conflicts`
    leaves the field alone, and without either UndoConflict is raised and nothing happens. Locks, rights and removals
    hold as for ordinary edits. What nobody can undo (work that was done, decisions in review) is `kept`.

    Its events correlate with the command that they undo, if it is a single one.
    """
    selected = _selected(log, selection)

    def work(batch: Batch) -> Outcome:
        hold(log, alone=True)
        undoing = _Undoing(selected, force)
        giving = Giving(batch, wanted(undoing.wants()), require, undoing.conflicts, undoing.kept)
        outcome = giving.run()
        refuse(outcome, skip=skip_conflicts)
        return outcome

    return execute(replace(context, correlation=_command(selected)), log, work)


def _command(selected: Iterable[StoredEvent]) -> UUID | None:
    """The one command that made all of the events."""
    commands = {event.said("command") for event in selected}
    said = commands.pop()
    return UUID(said) if said and not commands else None


def _selected(log: UUID, selection: Selection) -> list[StoredEvent]:
    """The events that are meant, with whatever a revision of the script or decisions about it changed elsewhere."""
    events = {event.event_id: event for event in _named(log, selection)}
    if len(events) > MOST_EVENTS:
        raise TooMuchToUndo(f"At most {MOST_EVENTS} events are undone at once.", most=MOST_EVENTS)
    for event in [event for event in events.values() if event.type in SCRIPT]:
        events.update({each.event_id: each for each in _of_revision(event)})
    if selection.events:
        for event in [event for event in events.values() if _is_decided(event)]:
            events.update({each.event_id: each for each in _decided_with(event)})
    return sorted(events.values(), key=lambda event: event.event_id)


def _named(log: UUID, selection: Selection) -> Iterable[StoredEvent]:
    if selection.command:
        events = store.read_command(log, selection.command, MOST_EVENTS + 1)
    elif selection.first is not None and selection.last is not None:
        events = store.read_log(log, selection.first - 1, MOST_EVENTS + 1, upto=selection.last)
    else:
        events = [event for event in store.events(selection.events).values() if event.log == log]
    if not events or (selection.events and len(events) < len(set(selection.events))):
        raise NotFound("There is no such event.")
    return events


def _of_revision(revised: StoredEvent) -> Iterator[StoredEvent]:
    command = revised.said("command")
    for event in store.read_command(revised.log, UUID(command), MOST_EVENTS) if command else ():
        if event.category in _FOLLOW_SCRIPT and event.type != "reference.added":
            yield event


def _is_decided(event: StoredEvent) -> bool:
    """Whether it says of a shot what may be a decision about the breakdown too."""
    if event.type in ("shot.removed", "shot.restored"):
        return True
    return event.type == "shot.changed" and getattr(event.event, "field", "") == "frames"


def _decided_with(event: StoredEvent) -> Iterator[StoredEvent]:
    """What was decided about the breakdown by an act at the shot alone."""
    command = event.said("command")
    events = store.read_command(event.log, UUID(command), _MOST_AT_A_SHOT + 1) if command else []
    others = [each for each in events if each.category != "shot"]
    alone = len({each.stream for each in events if each.category == "shot"}) == 1
    if alone and len(events) <= _MOST_AT_A_SHOT and all(map(is_of_shots, others)):
        yield from others


def is_of_shots(event: StoredEvent) -> bool:
    """Whether it only keeps what was decided at shots: what they are told is said by their own events."""
    match event.event:
        case BrokenDown(given=given, withdrawn=withdrawn, lines=lines):
            return not lines and all(isinstance(each, Drop | Length) for each in (*given, *withdrawn))
    return False


@dataclass(slots=True)
class _Undoing:
    """Which value each field shall have, what stands in the way, and what stays."""

    chosen: Sequence[StoredEvent]
    force: bool
    conflicts: list[Conflict] = field(default_factory=list)
    kept: list[Conflict] = field(default_factory=list)

    def wants(self) -> list[Want]:
        """Return the values wanted."""
        by_stream = self._by_stream()
        histories = store.read_streams(by_stream)
        wants = [want for stream in by_stream for want in self._of_stream(histories[stream], by_stream[stream])]
        return wants if any(want.kind == "script" for want in wants) else list(self._by_hand(wants))

    def _by_stream(self) -> dict[UUID, set[UUID]]:
        by_stream: dict[UUID, set[UUID]] = defaultdict(set)
        # Whom a decision brought back under their own name must go with it, or nobody could have the name again.
        revised = {event.said("command") for event in self.chosen if event.type == "script.revised"}
        blocked = self._blocked_revisions()
        for event in self.chosen:
            command = event.said("command")
            if event.category not in KINDS:
                self._keep(event, _MACHINES)
            elif command in revised and event.type == "reference.added":
                self._keep(event, _REFERENCES_STAY)
            elif command not in blocked:
                by_stream[event.stream].add(event.event_id)
        return by_stream

    def _blocked_revisions(self) -> set[str | None]:
        """The commands of revisions on which a later one stands: text and shots would part."""
        revisions = [event for event in self.chosen if event.type in SCRIPT]
        chosen = {event.event_id for event in revisions}
        blocked: set[str | None] = set()
        for history in store.read_streams({event.stream for event in revisions}).values():
            for clash in _reverted_script(history, chosen):
                self._clash("script", history[0].stream, clash)
                blocked |= {event.said("command") for event in history if event.event_id == clash.event}
        return blocked - {None}

    def _of_stream(self, history: Sequence[StoredEvent], chosen: set[UUID]) -> Iterator[Want]:
        kind, stream, first = history[0].category, history[0].stream, history[0].event_id
        by_field = trails.trails(KINDS[kind].decider, map(_happened, history))
        if first in chosen and REMOVED in by_field:
            clashes = [*since_begun(by_field, first, chosen), *self._shots_within(kind, stream, first)]
            if kind in _REMOVABLE and clashes and not self.force:
                self._clash(kind, stream, clashes[0])
                return
            yield from self._of_field(kind, stream, REMOVED, by_field.pop(REMOVED), chosen)
            chosen = self._set_later(kind, history, chosen)
        for name, trail in by_field.items():
            yield from self._of_field(kind, stream, name, trail, chosen)

    def _set_later(self, kind: str, history: Sequence[StoredEvent], chosen: set[UUID]) -> set[UUID]:
        """What a thing that goes again was given after it came: a lock would meet whoever brings it back.

        What a revision of the script adds it gives back itself, as the text says then.
        """
        revisions = {event.said("command") for event in self.chosen if event.type in SCRIPT}
        if kind not in _REMOVABLE:
            return set()
        later = [event for event in history[1:] if event.said("command") not in revisions]
        return chosen & {event.event_id for event in later}

    def _of_field(
        self, kind: str, stream: UUID, name: str, trail: Sequence[TrailStep], chosen: Collection[UUID]
    ) -> Iterator[Want]:
        made = reverted(name, trail, chosen, force=self.force)
        stays = KINDS[kind].decider.field(name).stays
        for clash in made.clashes:
            if stays:
                self.kept.append(Conflict(kind, stream, name, clash.event, stays))
            else:
                self._clash(kind, stream, clash)
        if made.undone and made.value != trail[-1].after:
            yield Want(kind, stream, name, made.value, made.undone[0])

    def _shots_within(self, kind: str, stream: UUID, first: UUID) -> Iterator[Clash]:
        """A scene that is taken back would take along the shots that others put into it."""
        if kind != "scene":
            return
        chosen = {event.stream for event in self.chosen}
        for shot, began in live_within(stream).items():
            if shot not in chosen:
                yield Clash(first, REMOVED, began)

    def _by_hand(self, wants: Iterable[Want]) -> Iterator[Want]:
        """Without a revision of the script, texts stay and what goes does so by a person's hand."""
        for want in wants:
            if (want.kind, want.field) == ("shot", SOURCE):
                self.kept.append(Conflict("shot", want.id, SOURCE, want.undoes, _TEXT_STAYS))
            elif want.kind in ("scene", "shot") and want.value is NEVER:
                yield replace(want, value={"by": "hand"})
            else:
                yield want

    def _keep(self, event: StoredEvent, reason: str) -> None:
        self.kept.append(Conflict(event.category, event.stream, "", event.event_id, reason))

    def _clash(self, kind: str, stream: UUID, clash: Clash) -> None:
        reason = "A later edit stands on it."
        self.conflicts.append(Conflict(kind, stream, clash.field, clash.event, reason, clash.by))


def _reverted_script(history: Sequence[StoredEvent], chosen: Collection[UUID]) -> Sequence[Clash]:
    by_field = trails.trails(KINDS["script"].decider, map(_happened, history))
    return [clash for name, trail in by_field.items() for clash in reverted(name, trail, chosen).clashes]


def _happened(stored: StoredEvent) -> Happened:
    return Happened(stored.event_id, stored.event, named_causation(stored))
