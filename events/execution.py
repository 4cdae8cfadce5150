"""Commands over one or several streams: load, decide, append and project in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import transaction

from events import projections, store
from events.codec import canonical, decode, encode
from events.decider import Decider, Folded, fold, start
from events.errors import StreamConflict
from events.registry import Event, Json, name_of

S = TypeVar("S")
C = TypeVar("C")
T = TypeVar("T")

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, in which request, and where new ids come from. `ids()` returns a fresh UUIDv7.

    `command` groups the events of one call; without one, each `execute` is a command of its own. `causation` is the
    event that led to these, `causes` are several where no single one did.
    """

    actor: UUID
    ids: Callable[[], UUID]
    request: str | None = None
    command: UUID | None = None
    causation: UUID | None = None
    correlation: UUID | None = None
    job: UUID | None = None
    worker: str | None = None
    causes: tuple[UUID, ...] = ()

    def meta(self) -> bytes:
        """Return the canonical bytes of what is known about the cause of an event."""
        known = {name: getattr(self, name) for name in _META}
        said: dict[str, Json] = {name: str(value) for name, value in known.items() if value is not None}
        return canonical({**said, "causes": [str(event) for event in self.causes]} if self.causes else said)


_META = ("request", "command", "causation", "correlation", "job", "worker")


@dataclass(frozen=True, slots=True)
class Receipt(Generic[T]):
    """What a command did: its stored events, the new version of each stream, and what `work` returned."""

    events: tuple[store.StoredEvent, ...]
    versions: dict[UUID, int]
    value: T


@dataclass(slots=True)
class Batch:
    """The streams that one command has loaded and the events that it is about to append."""

    context: Context
    log: UUID
    pinned: bool = False
    _loaded: dict[UUID, tuple[Decider[Any, Any], UUID, Folded[Any]]] = field(default_factory=dict)
    _new: list[store.NewEvent] = field(default_factory=list)

    def preload(self, decider: Decider[S, Any], streams: Iterable[UUID]) -> None:
        """Fold many streams of one category with a single query."""
        missing = [stream for stream in streams if stream not in self._loaded]
        found = store.whole_histories(missing) if missing else {}
        for stream in missing:
            self._loaded[stream] = (decider, self.log, fold(decider, found.get(stream, ())))

    def load(self, decider: Decider[S, Any], stream: UUID) -> Folded[S]:
        """Return a stream's state, with what this batch has decided on it already."""
        self.preload(decider, [stream])
        return self._loaded[stream][2]

    def begin(self, decider: Decider[S, Any], stream: UUID) -> None:
        """Treat a stream whose id was just made as empty, without asking the store."""
        self._loaded[stream] = (decider, self.log, start(decider))

    def decide(
        self,
        decider: Decider[S, C],
        stream: UUID,
        command: C,
        *,
        expected: int | None = None,
        log: UUID | None = None,
        cause: UUID | None = None,
    ) -> Sequence[Event]:
        """Decide a command on a stream. `expected` is the version that the asker has seen: StreamConflict if older.

        `cause` is the event that leads to these, where it is not the context's.
        """
        folded = self.load(decider, stream)
        if expected is not None:
            self.pinned = True
            if expected != folded.version:
                raise StreamConflict(stream, expected, folded.version, store.read_stream(stream, after=expected))
        events = decider.decide(folded.state, command)
        context = replace(self.context, causation=cause) if cause else self.context
        self._record(decider, stream, folded, events, log or self.log, context.meta())
        return events

    def _record(
        self,
        decider: Decider[Any, Any],
        stream: UUID,
        folded: Folded[Any],
        events: Sequence[Event],
        log: UUID,
        meta: bytes,
    ) -> None:
        """Keep the events to append, and fold them as they will be read back, so that live rows equal rebuilt ones."""
        for offset, event in enumerate(events, start=1):
            name, schema = name_of(type(event))
            new = store.NewEvent(
                event_id=self.context.ids(),
                stream=stream,
                category=decider.category,
                log=log,
                version=folded.version + offset,
                type=name,
                schema_version=schema,
                payload=encode(event),
                meta=meta,
                actor=self.context.actor,
            )
            self._new.append(new)
        added = self._new[len(self._new) - len(events) :]
        read_back = ((new.event_id, decode(new.type, new.schema_version, new.payload)) for new in added)
        self._loaded[stream] = (decider, log, fold(decider, read_back, folded))

    def save(self) -> tuple[list[store.StoredEvent], dict[UUID, int]]:
        """Append what was decided and project the streams that it touched."""
        if not self._new:
            return [], {}
        stored = store.append(self._new)
        touched = {event.stream: self._loaded[event.stream] for event in self._new}
        projections.save((decider.category, log, stream, folded) for stream, (decider, log, folded) in touched.items())
        return stored, {stream: folded.version for stream, (_, _, folded) in touched.items()}


def execute(context: Context, log: UUID, work: Callable[[Batch], T]) -> Receipt[T]:
    """Run `work` on a fresh batch and save it, all or nothing.

    A lost race is decided again on the newest state, at most three times, unless `work` named an
    expected version: then StreamConflict reaches the caller with the events that it missed.
    """
    context = context if context.command else replace(context, command=context.ids())
    for attempt in range(1, ATTEMPTS + 1):
        batch = Batch(context, log)
        try:
            with transaction.atomic(), projections.constraints_as_refusals():
                value = work(batch)
                stored, versions = batch.save()
            return Receipt(tuple(stored), versions, value)
        except StreamConflict:
            if batch.pinned or attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def preview(context: Context, log: UUID, work: Callable[[Batch], T]) -> Receipt[T]:
    """Run `work` as `execute` would and keep nothing of it: the dry run of any command."""
    with transaction.atomic():
        receipt = execute(context, log, work)
        transaction.set_rollback(True)
    return receipt
