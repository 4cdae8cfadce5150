"""Commands over one or several streams: load, decide, append and project in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import transaction

from events import projections, store
from events.codec import canonical, decode, encode
from events.decider import Decider, Folded, fold, start
from events.errors import NotFound, StreamConflict
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


@dataclass(frozen=True, slots=True)
class _Loaded(Generic[S]):
    """A stream of a batch: whose it is, its state with what the batch decided on it, and the version it was read at."""

    decider: Decider[S, Any]
    log: UUID
    folded: Folded[S]
    read_at: int


@dataclass(slots=True)
class Batch:
    """The streams that one command has loaded and the events that it is about to append.

    All of them belong to the log of the batch, unless another is named: NotFound for a stream of another log or
    category, and for one that has not begun. The streams in `contested` are held before they are read.
    """

    context: Context
    log: UUID
    contested: frozenset[UUID] = frozenset()
    pinned: bool = False
    _loaded: dict[UUID, _Loaded[Any]] = field(default_factory=dict)
    _new: list[store.NewEvent] = field(default_factory=list)

    def preload(
        self, decider: Decider[S, Any], streams: Iterable[UUID], *, log: UUID | None = None, begun: bool = True
    ) -> None:
        """Fold many streams of one category with a single query; without `begun`, some may have no event yet."""
        wanted, log = list(streams), log or self.log
        missing = [stream for stream in wanted if stream not in self._loaded]
        for stream in sorted(self.contested.intersection(missing)):
            store.hold(stream)
        for history in store.whole_histories(missing) if missing else ():
            if (history.category, history.log) != (decider.category, log):
                raise _missing(decider)
            folded = fold(decider, history.events)
            self._loaded[history.stream] = _Loaded(decider, log, folded, folded.version)
        for stream in wanted:
            if not begun:
                self._loaded.setdefault(stream, _Loaded(decider, log, start(decider), 0))
            self._of(decider, stream, log)

    def load(self, decider: Decider[S, Any], stream: UUID, *, log: UUID | None = None) -> Folded[S]:
        """Return a stream's state, with what this batch has decided on it already."""
        self.preload(decider, [stream], log=log)
        return self._of(decider, stream, log or self.log).folded

    def loaded(self, decider: Decider[S, Any]) -> dict[UUID, S]:
        """Return the states of a category that this batch has loaded, with what it has decided on them."""
        return {stream: each.folded.state for stream, each in self._loaded.items() if each.decider is decider}

    def begin(self, decider: Decider[S, Any], stream: UUID) -> None:
        """Treat a stream whose id was just made as empty, without asking the store."""
        self._loaded[stream] = _Loaded(decider, self.log, start(decider), 0)

    def _of(self, decider: Decider[S, Any], stream: UUID, log: UUID) -> _Loaded[S]:
        loaded = self._loaded.get(stream)
        if loaded is None or (loaded.decider.category, loaded.log) != (decider.category, log):
            raise _missing(decider)
        return loaded

    def expect(self, decider: Decider[S, Any], stream: UUID, expected: int | None) -> None:
        """Load a stream; StreamConflict where the asker has seen a version other than the one that was read."""
        self.load(decider, stream)
        if expected is not None:
            self._check_version(stream, expected)

    def _check_version(self, stream: UUID, expected: int) -> None:
        self.pinned = True
        actual = self._loaded[stream].read_at
        if expected != actual:
            raise StreamConflict(stream, expected, actual, store.read_stream(stream, after=expected))

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

        It is compared with the version at which this batch read the stream, however often it decides on it. `cause`
        is the event that leads to these, where it is not the context's.
        """
        folded = self.load(decider, stream, log=log)
        if expected is not None:
            self._check_version(stream, expected)
        events = decider.decide(folded.state, command)
        context = replace(self.context, causation=cause) if cause else self.context
        self._record(stream, events, context.meta())
        return events

    def _record(self, stream: UUID, events: Sequence[Event], meta: bytes) -> None:
        """Keep the events to append, and fold them as they will be read back, so that live rows equal rebuilt ones."""
        loaded = self._loaded[stream]
        added = []
        for version, event in enumerate(events, start=loaded.folded.version + 1):
            name, schema = name_of(type(event))
            new = store.NewEvent(
                event_id=self.context.ids(),
                stream=stream,
                category=loaded.decider.category,
                log=loaded.log,
                version=version,
                type=name,
                schema_version=schema,
                payload=encode(event),
                meta=meta,
                actor=self.context.actor,
            )
            added.append(new)
        self._new += added
        read_back = ((new.event_id, decode(new.type, new.schema_version, new.payload)) for new in added)
        self._loaded[stream] = replace(loaded, folded=fold(loaded.decider, read_back, loaded.folded))

    def save(self) -> tuple[list[store.StoredEvent], dict[UUID, int]]:
        """Append what was decided and project the streams that it touched."""
        if not self._new:
            return [], {}
        stored = store.append(self._new)
        touched = {event.stream: self._loaded[event.stream] for event in self._new}
        projections.save((each.decider.category, each.log, id_, each.folded) for id_, each in touched.items())
        return stored, {stream: each.folded.version for stream, each in touched.items()}

    def lost(self, attempt: int, conflict: StreamConflict) -> frozenset[UUID]:
        """Return the streams to hold when a lost race is decided again; raise the conflict where it is not to be.

        Who loses on one stream, holds it and loses again does so to somebody who decided without holding it: of
        these, each wins or is soon among those who hold.
        """
        if self.pinned or (attempt >= ATTEMPTS and len({event.stream for event in self._new}) > 1):
            raise conflict
        return self.contested | {conflict.stream} if attempt >= ATTEMPTS else self.contested


def _missing(decider: Decider[Any, Any]) -> NotFound:
    return NotFound(f"There is no such {decider.category}.")


def execute(context: Context, log: UUID, work: Callable[[Batch], T]) -> Receipt[T]:
    """Run `work` on a fresh batch and save it, all or nothing.

    A lost race is decided again on the newest state, unless `work` named an expected version: then StreamConflict
    reaches the caller with the events that it missed. Who lost three times goes on holding the stream, until it is
    done; a batch over several streams gives up then.
    """
    context = context if context.command else replace(context, command=context.ids())
    contested = frozenset[UUID]()
    for attempt in count(1):
        batch = Batch(context, log, contested)
        try:
            with transaction.atomic(), projections.constraints_as_refusals():
                value = work(batch)
                stored, versions = batch.save()
            return Receipt(tuple(stored), versions, value)
        except StreamConflict as conflict:
            contested = batch.lost(attempt, conflict)
    raise AssertionError("unreachable: it is counted without end")


def preview(context: Context, log: UUID, work: Callable[[Batch], T]) -> Receipt[T]:
    """Run `work` as `execute` would and keep nothing of it: the dry run of any command."""
    with transaction.atomic():
        receipt = execute(context, log, work)
        transaction.set_rollback(True)
    return receipt
