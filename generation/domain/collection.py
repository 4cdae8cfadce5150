"""Collections: which files of a production were removed to free room. Each is a stream of one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from events.decider import Decider
from events.registry import Event, event
from productions.domain.artifact import NamedArtifact
from productions.domain.reading import BY_ROLE


class Collection(msgspec.Struct, frozen=True):
    """The files that went."""

    artifacts: tuple[NamedArtifact, ...] = ()


@event("collection.done")
class CollectionDone(Event, frozen=True):
    """`size`: the bytes that were freed."""

    artifacts: Annotated[tuple[NamedArtifact, ...], BY_ROLE]
    size: int


@dataclass(frozen=True, slots=True)
class Collect:
    """Say of files that they are removed; `size` in bytes."""

    artifacts: tuple[NamedArtifact, ...]
    size: int


def decide(collection: Collection, command: Collect) -> Sequence[Event]:
    """Decide a collection, once."""
    if collection.artifacts or not command.artifacts:
        return []
    return [CollectionDone(command.artifacts, command.size)]


def evolve(collection: Collection, happened: CollectionDone) -> Collection:
    """Apply its event."""
    return Collection(happened.artifacts)


COLLECTION: Decider[Collection, Collect] = Decider("collection", Collection(), decide, evolve)
