"""Colour decisions as files: .cc, .ccc and .cdl, the XML of the ASC, whatever namespace and version they name."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from events.registry import Json
from productions.domain import colour_decisions
from productions.domain.names import LONGEST, readable

LARGEST = 1 << 20
MOST = 1000
"""Corrections of one file."""
_CORRECTION, _SATURATION = "ColorCorrection", "Saturation"
_CHANNELS = {"slope": "Slope", "offset": "Offset", "power": "Power"}
_FINEST, _MOST = Decimal("1e-10"), Decimal("1e6")


class Unreadable(Exception):
    """The file holds no colour decisions; the text says what is wrong with it."""


class Correction(msgspec.Struct, frozen=True):
    """One decision of a file: its id there, and its value as parameters hold it, null for one that changes nothing."""

    name: str
    value: Json


def read(data: bytes) -> list[Correction]:
    """Return the corrections of a file in its order; Unreadable in plain words for what is none."""
    if len(data) > LARGEST:
        raise Unreadable(f"A file of colour decisions has at most {LARGEST >> 20} MB.")
    try:
        root = parse(BytesIO(data)).getroot()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable("The file is no XML that can be read.") from error
    found = list(_all(root, _CORRECTION))
    if not found:
        raise Unreadable("The file holds no ColorCorrection.")
    if len(found) > MOST:
        raise Unreadable(f"The file holds {len(found)} colour corrections; at most {MOST} are read.")
    return [_correction(each, number) for number, each in enumerate(found, 1)]


def _all(root: Any, name: str) -> Iterator[Any]:
    return (each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name)


def _correction(element: "Element", number: int) -> Correction:
    name = readable(element.get("id") or "")[:LONGEST] or str(number)
    said = {key: _numbers(element, tag, 3) for key, tag in _CHANNELS.items()}
    value: dict[str, Json] = {**colour_decisions.NEUTRAL, **{key: numbers for key, numbers in said.items() if numbers}}
    if saturation := _numbers(element, _SATURATION, 1):
        value["saturation"] = saturation[0]
    try:
        return Correction(name, colour_decisions.clean(value))
    except ValueError as error:
        raise Unreadable(f"Correction {name} {error}.") from None


def _numbers(element: "Element", tag: str, count: int) -> list[Json]:
    """The numbers of the one element of a name below, plainly written; none where it is not there."""
    found = list(_all(element, tag))
    if not found:
        return []
    words = (found[0].text or "").split()
    try:
        numbers = [Decimal(word) for word in words]
    except InvalidOperation:
        numbers = []
    bounded = all(each.is_finite() and -_MOST < each < _MOST for each in numbers)
    if len(found) > 1 or len(numbers) != count or not bounded:
        raise Unreadable(f"{tag} is {count} number{'s' if count > 1 else ''}, once in each correction.")
    return [colour_decisions.plain(each.quantize(_FINEST)) for each in numbers]
