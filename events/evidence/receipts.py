"""What a person can keep to prove an event: its header, its leaf, and the way from there to a signed root."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from events import store
from events.evidence import checkpoints, tree, verify


@dataclass(frozen=True, slots=True)
class Headed:
    """An event without its content: its header names payload and meta by their digests only."""

    position: int
    event_id: UUID
    leaf: bytes
    header: str


@dataclass(frozen=True, slots=True)
class InclusionReceipt:
    """An event with the proof that the tree of `size` events and this root holds it; `note` signs both, if any does."""

    event: Headed
    size: int
    root: bytes
    proof: list[bytes]
    note: str | None


def headed(log: UUID, after: int, upto: int) -> list[Headed]:
    """Return the headers of events at positions above `after` and not above `upto`, in order."""
    leaves = tree.leaves(log, after, upto)
    events = store.read_log(log, after, upto - after, upto)
    return [_headed(event, leaves) for event in events if event.position in leaves]


def _headed(event: store.StoredEvent, leaves: Mapping[int, bytes]) -> Headed:
    assert event.position is not None, "read by position"
    return Headed(event.position, event.event_id, leaves[event.position], verify.header(record(event)))


def record(event: store.StoredEvent) -> verify.Record:
    """Return an event as the verifier wants it."""
    return verify.Record(
        event_id=str(event.event_id),
        log=str(event.log),
        stream=str(event.stream),
        category=event.category,
        version=event.version,
        type=event.type,
        schema_version=event.schema_version,
        recorded_at=f"{event.recorded_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        actor=str(event.actor),
        payload=event.payload.decode(),
        meta=event.meta.decode(),
    )


def receipt(log: UUID, position: int) -> InclusionReceipt | None:
    """Return the receipt of an event under the first note that covers it, or without a note up to the head.

    None where the log has no such position.
    """
    event = next(iter(headed(log, position - 1, position)), None)
    if event is None:
        return None
    signed, held = checkpoints.covering(log, position), tree.Tree(log)
    size = signed.size if signed else store.head(log)
    root = signed.root if signed else held.root(size)
    return InclusionReceipt(event, size, root, held.inclusion(position, size), signed.note if signed else None)


@dataclass(frozen=True, slots=True)
class Proven:
    """An event, and the proof that leads from its leaf to a root; None where no note covers the event yet."""

    event: store.StoredEvent
    proof: list[bytes] | None


@dataclass(frozen=True, slots=True)
class Proofs:
    """Events of a log in its order, each with its proof under the newest note; without a note nothing is proven."""

    signed: checkpoints.Signed | None
    events: list[Proven]


def proofs(log: UUID, event_ids: Iterable[UUID]) -> Proofs:
    """Return the proofs of several events under one note. Events of other logs are left out."""
    signed, held = checkpoints.newest(log), tree.Tree(log)
    size = signed.size if signed else 0
    found = [each for each in store.events(event_ids).values() if each.log == log]
    in_order = sorted(found, key=lambda each: (each.position is None, each.position or 0, each.event_id))
    return Proofs(signed, [Proven(each, _proof(each.position, size, held)) for each in in_order])


def _proof(position: int | None, size: int, held: tree.Tree) -> list[bytes] | None:
    return held.inclusion(position, size) if position is not None and position <= size else None
