"""Sets: one module per kind of place, each building its scenery."""

from collections.abc import Callable

from generation.backends.animatic.scenery import Scenery
from generation.backends.animatic.sets import coast, interior, land, street
from generation.backends.animatic.sky import sky

_OUTDOORS: dict[str, Callable[[Scenery], None]] = {
    "harbour": coast.harbour,
    "lighthouse": coast.lighthouse,
    "sea": coast.sea,
    "street": street.street,
    "wood": land.wood,
    "road": land.road,
    "cabin": land.cabin,
    "room": street.street,
}
_INDOORS: dict[str, Callable[[Scenery], None]] = {
    "cabin": interior.cabin,
    "wood": interior.cabin,
    "lighthouse": interior.lamp_room,
    "sea": interior.cabin,
}


def build(scenery: Scenery) -> None:
    """Build the set of the shot's place; a place that no set is made for gets a general room or open land."""
    place = scenery.shot.place
    if place.indoors:
        _INDOORS.get(place.set, interior.room)(scenery)
        return
    sky(scenery)
    _OUTDOORS.get(place.set, land.open_land)(scenery)
