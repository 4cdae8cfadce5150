"""What productions add to evidence: what a log is called, and its events as the sentences that people know."""

from collections.abc import Sequence
from uuid import UUID

from events.evidence.contributors import Line, tells
from events.store import StoredEvent
from productions import feed
from productions.domain.studio import STUDIO
from productions.naming import names


def title(log: UUID) -> str:
    """Return the name of a production; "The studio" for its log."""
    return "The studio" if log == STUDIO else names([log], log).of(log, str(log))


def lines(log: UUID, events: Sequence[StoredEvent]) -> list[Line]:
    """Return who did what, in full: only those who may see everything export."""
    return [
        Line(shown.actor.name or str(shown.actor.id), shown.sentence) for shown in feed.shown(log, events, "auditor")
    ]


tells(title, lines)
