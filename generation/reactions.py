"""What generation does by itself when something happens in a production."""

from collections.abc import Sequence

from events.store import StoredEvent
from events.subscriptions import subscribe
from generation.jobs.cancelling import cancel_removed_shots


def register() -> None:
    """Follow the log."""
    subscribe("generation.cancel_removed_shots", on_shot_removed)


def on_shot_removed(events: Sequence[StoredEvent]) -> None:
    """Cancel what is open for shots that were removed. Claim and commit look again, so a late call is safe."""
    removed = {event.stream: event.event_id for event in events if event.type == "shot.removed"}
    if removed:
        cancel_removed_shots(removed)
