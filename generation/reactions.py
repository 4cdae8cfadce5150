"""What generation does by itself when something happens in a production."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from events.store import StoredEvent
from events.subscriptions import subscribe
from generation import regenerating
from generation.jobs.cancelling import cancel_removed_shots


def register() -> None:
    """Follow the log."""
    subscribe("generation.cancel_removed_shots", on_shot_removed)
    subscribe("generation.regenerate", on_edits)


def on_shot_removed(events: Sequence[StoredEvent]) -> None:
    """Cancel what is open for shots that were removed. Claim and commit look again, so a late call is safe."""
    removed = {event.stream: event.event_id for event in events if event.type == "shot.removed"}
    if removed:
        cancel_removed_shots(removed)


def on_edits(events: Sequence[StoredEvent]) -> None:
    """Start what edits may start by themselves, as the policy of their production says."""
    edits: dict[UUID, list[StoredEvent]] = defaultdict(list)
    for event in events:
        if event.category in EDITED and not event.said("worker"):
            edits[event.log].append(event)
    for production, made in edits.items():
        regenerating.after_edits(production, made)


EDITED = frozenset(("production", "script", "pipeline", "scene", "shot", "reference"))
"""The categories of what people edit."""
