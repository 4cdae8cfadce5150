"""What generation does by itself when something happens in a production."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from events.store import StoredEvent
from events.subscriptions import subscribe
from generation import regenerating
from generation.delivery import guest_copies
from generation.jobs.cancelling import cancel_removed_shots


def register() -> None:
    """Follow the log."""
    subscribe("generation.cancel_removed_shots", on_shot_removed)
    subscribe("generation.regenerate", on_edits)
    subscribe("generation.clear_guest_copies", on_guests)


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


def on_guests(events: Sequence[StoredEvent]) -> None:
    """Remove the copies of guests who were erased or whose link was revoked; of who left, once another one comes."""
    if any(event.type in GUESTS for event in events):
        guest_copies.clear()


GUESTS = frozenset(("share_link.entered", "share_link.revoked", "share_link.guest_erased"))
"""What is told of those who come by a link and go."""
EDITED = frozenset(("production", "script", "pipeline", "scene", "shot", "reference"))
"""The categories of what people edit."""
