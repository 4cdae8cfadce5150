"""Sets: one module per kind of place, each building its scenery."""

from collections.abc import Callable

from generation.backends.animatic.scenery import Scenery
from generation.backends.animatic.sets import cabins, coast, grounds, land, rooms, street, vehicles
from generation.backends.animatic.sky import sky

Building = Callable[[Scenery], None]


def _road_with_car(scenery: Scenery) -> None:
    land.road(scenery)
    grounds.parked_car(scenery)


_OUTDOORS: dict[str, Building] = {
    "harbour": coast.harbour,
    "lighthouse": coast.lighthouse,
    "sea": coast.sea,
    "ship": coast.sea,
    "beach": grounds.beach,
    "street": street.street,
    "wood": land.wood,
    "road": land.road,
    "bridge": land.road,
    "car": _road_with_car,
    "train": grounds.station,
    "station": grounds.station,
    "field": land.open_land,
    "cabin": land.cabin,
    **dict.fromkeys(("room", "kitchen", "bedroom", "office", "bar", "hall"), street.street),
}
_INDOORS: dict[str, Building] = {
    "cabin": cabins.cabin,
    "lighthouse": cabins.lamp_room,
    "ship": cabins.ship,
    "sea": cabins.ship,
    "bridge": cabins.bridge,
    "car": vehicles.car,
    "train": vehicles.train,
    "office": rooms.office,
    "bar": rooms.bar,
    "kitchen": rooms.kitchen,
    "bedroom": rooms.bedroom,
    "room": rooms.room,
    "hall": rooms.hall,
    "station": rooms.hall,
}


def build(scenery: Scenery) -> None:
    """Build the set of the shot's place; a place that no set is made for gets a neutral one."""
    place = scenery.shot.place
    if place.indoors:
        _INDOORS.get(place.set, rooms.plain)(scenery)
        return
    sky(scenery)
    _OUTDOORS.get(place.set, grounds.plain)(scenery)
    if "door" in scenery.wants:
        grounds.front(scenery)
