"""Colour decisions as the American Society of Cinematographers defines them (ASC CDL, version 1.2).

Of red, green and blue each by itself, from 0 to 1: out = (in × slope + offset) ^ power; then saturation, by the
luma of Rec. 709.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from events.registry import Json

Bounds = tuple[Decimal, Decimal]
BOUNDS: Mapping[str, Bounds] = {
    "slope": (Decimal(0), Decimal(100)),
    "offset": (Decimal(-10), Decimal(10)),
    "power": (Decimal("0.01"), Decimal(100)),
}
"""What each channel may have, least and most."""
SATURATION: Bounds = (Decimal(0), Decimal(10))
NEUTRAL: Mapping[str, Json] = {
    "slope": ["1", "1", "1"],
    "offset": ["0", "0", "0"],
    "power": ["1", "1", "1"],
    "saturation": "1",
}
"""The decision that changes nothing."""
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?")


def clean(value: Json) -> Json:
    """Return the canonical form of a decision: null for one that changes nothing. ValueError in plain words."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.keys() != NEUTRAL.keys():
        raise ValueError("must be null, or a colour decision: slope, offset and power of three numbers, and saturation")
    made: dict[str, Json] = {name: _channels(name, value[name]) for name in BOUNDS}
    made["saturation"] = _number("saturation", value["saturation"], SATURATION)
    return None if made == NEUTRAL else made


def _channels(name: str, value: Json) -> list[Json]:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError(f"has three numbers of {name}: red, green and blue")
    return [_number(name, each, BOUNDS[name]) for each in value]


def _number(name: str, value: Json, bounds: Bounds) -> str:
    least, most = bounds
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        number = Decimal(value.strip())
        if least <= number <= most:
            return plain(number)
    raise ValueError(f"has numbers of {name} from {least} to {most}, each written as text")


def plain(number: Decimal) -> str:
    """Return the one writing of a number: no zeros that say nothing, and no minus before nothing."""
    written = format(number.normalize(), "f")
    return "0" if Decimal(written) == 0 else written
