"""Markers: names for positions of the log, such as a delivery or a screening."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from events import store
from events.decider import Folded
from events.execution import Receipt
from productions import commands, queries
from productions.api.http import fields
from productions.api.http.base import ProductionView
from productions.api.http.operations import Body, page_of, reads, writes
from productions.api.http.pages import listed
from productions.api.rights import can
from productions.domain.production import Production
from productions.history.feed import Actor
from productions.queries import listing


class PlaceMarker(Body):
    """A name, which no other marker of the production has, and the position that it names; null: the last."""

    name: fields.MarkerName
    position: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)] | None = None


class Marker(msgspec.Struct):
    """A named position, when its event was recorded, and who named it when. `at=marker:<name>` means the position.

    `time` is null where the log has lost the event at the position, `placed_by` and `placed_at` where it has lost the
    event that placed the marker: verification says what is missing.
    """

    name: str
    position: int
    time: datetime | None
    placed_by: Actor | None
    placed_at: datetime | None
    event: UUID


class MarkersView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "place_marker"}

    @reads("markers_list", "The markers, in order of their positions", Marker, page=True)
    def get(self, production: UUID) -> msgspec.Struct:
        markers = _markers(production, listing.production(production))
        ready, following = listed(self.request, markers, lambda marker: f"{marker.position:016} {marker.name}")
        return page_of(Marker)(ready, following, can(self.role, {"place": "place_marker"}))

    @writes("markers_place", "Name a position of the log", PlaceMarker, Marker, status=201)
    def post(self, asked: PlaceMarker, production: UUID) -> tuple[Receipt[None], Marker]:
        receipt = commands.place_marker(self.context(), production, asked.name, asked.position)
        folded = listing.production(production)
        name = asked.name.strip().casefold()
        return receipt, next(each for each in _markers(production, folded) if each.name.casefold() == name)


def _markers(log: UUID, folded: Folded[Production]) -> list[Marker]:
    placed = folded.state.markers
    causes = {name: folded.cause(f"marker:{name}") for name in placed}
    events, times = store.events(causes.values()), store.times(log, placed.values())
    names = queries.names_of({event.actor for event in events.values()})
    return list(_shown(placed, causes, events, times, names))


def _shown(
    placed: dict[str, int],
    causes: dict[str, UUID],
    events: dict[UUID, store.StoredEvent],
    times: dict[int, datetime],
    names: dict[UUID, str],
) -> Iterable[Marker]:
    for name, position in placed.items():
        placing = events.get(causes[name])
        by = Actor(placing.actor, names.get(placing.actor, "")) if placing else None
        yield Marker(name, position, times.get(position), by, placing.recorded_at if placing else None, causes[name])
