"""Causes and effects: what led to an event of the log, and what came of it."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from events import causation, store
from events.causation import CauseChain, Link
from events.store import StoredEvent
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import reads
from productions.history import event_sentences, feed
from productions.history.feed import LogEvent
from productions.refusals import NotFound


class LinkedEvent(LogEvent, kw_only=True):
    """An event of a chain: `depth` steps away, joined to the event `via`; `because` says how the effect follows."""

    depth: int
    via: UUID
    because: str


class Links(msgspec.Struct):
    """A chain of causes or effects, nearest first; `truncated` where there is more than this."""

    events: list[LinkedEvent]
    truncated: bool


_DEPTH = filters.whole("depth", "The most steps.", causation.DEEPEST, 1, causation.DEEPEST)
_MOST = filters.whole("limit", "The most events.", causation.MOST, 1, causation.MOST)
_BOUNDS = [_DEPTH, _MOST]


class _ChainView(ProductionView):
    def begun(self, position: int) -> StoredEvent:
        """Return the event at a position."""
        if not 0 < position <= (self.position or 0):
            raise NotFound("The log has no such position.")
        return store.read_log(self.log, position - 1, 1)[0]

    def bounds(self) -> tuple[int, int, int]:
        """Return the head of the log, the most steps and the most events."""
        return self.position or 0, _DEPTH.read(self.request), _MOST.read(self.request)

    def shown(self, chain: CauseChain, because: Sequence[str]) -> Links:
        """Return a chain as its reader sees it."""
        assert self.role is not None, "only members read logs"
        seen = feed.shown(self.log, [link.event for link in chain.links], self.role)
        return Links(list(map(_linked, seen, chain.links, because)), chain.truncated)


class CausesView(_ChainView):
    @reads("events_causes", "What led to an event, nearest first", Links, query=_BOUNDS)
    def get(self, production: UUID, position: int) -> Links:
        chain = causation.causes(self.begun(position), *self.bounds())
        return self.shown(chain, [_because(link.event, link.via) for link in chain.links])


class EffectsView(_ChainView):
    @reads("events_effects", "What came of an event, nearest first", Links, query=_BOUNDS)
    def get(self, production: UUID, position: int) -> Links:
        chain = causation.effects(self.begun(position), *self.bounds())
        return self.shown(chain, [_because(link.via, link.event) for link in chain.links])


def _because(cause: StoredEvent, effect: StoredEvent) -> str:
    return event_sentences.relation(effect.category, same=cause.stream == effect.stream)


def _linked(event: LogEvent, link: Link, because: str) -> LinkedEvent:
    said = {name: getattr(event, name) for name in LogEvent.__struct_fields__}
    return LinkedEvent(**said, depth=link.depth, via=link.via.event_id, because=because)
