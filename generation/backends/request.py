"""What is asked of a backend in numbers: size, rate and length read from inputs, and bent to what it can make."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from generation.backends.base import Capabilities, Snapped
from generation.ports.work import JSON, Refusing

_SLOWEST, _FASTEST = Fraction(1), Fraction(120)
_DEFAULT_SIZE, _DEFAULT_RATE = "1280x720", "24"


def size(values: Mapping[str, JSON]) -> tuple[int, int]:
    """Width and height in pixels; refuses what is no "1280x720"."""
    text = str(values.get("parameter:resolution") or _DEFAULT_SIZE).strip().lower()
    match = re.fullmatch(r"(\d{1,6})x(\d{1,6})", text)
    if not match:
        raise Refusing(f'resolution "{text[:40]}" is not of the form 1280x720')
    return int(match[1]), int(match[2])


def rate(values: Mapping[str, JSON]) -> Fraction:
    """Frames a second, exactly; refuses what is no "24" or "24000/1001" between 1 and 120."""
    text = str(values.get("parameter:frame_rate") or _DEFAULT_RATE).strip()
    match = re.fullmatch(r"(\d{1,9})(?:/(\d{1,9}))?", text)
    if not match or int(match[2] or 1) == 0:
        raise Refusing(f'frame rate "{text[:40]}" is not of the form 24 or 24000/1001')
    wanted = Fraction(int(match[1]), int(match[2] or 1))
    if not _SLOWEST <= wanted <= _FASTEST:
        raise Refusing(f"frame rate {text[:40]} is not between {_SLOWEST} and {_FASTEST}")
    return wanted


def frames(values: Mapping[str, JSON]) -> int:
    """Length in frames; refuses what is no whole number."""
    count = values.get("frames")
    if not isinstance(count, int) or isinstance(count, bool):
        raise Refusing("the number of frames is not a whole number")
    return count


def snap(values: Mapping[str, JSON], limits: Capabilities) -> Snapped:
    """Sizes to the multiple and range of a backend, lengths to its longest; each change with a sentence."""
    snapped, notes = dict(values), []
    if "parameter:resolution" in values:
        width, height = _fit(*size(values), limits)
        snapped["parameter:resolution"] = f"{width}x{height}"
        if (width, height) != size(values):
            notes.append(f"resolution {values['parameter:resolution']} became {width}x{height}")
    if "frames" in values:
        snapped["frames"] = count = min(limits.longest, max(1, frames(values)))
        if count != values["frames"]:
            notes.append(f"{values['frames']} frames became {count}")
    return Snapped(snapped, tuple(notes))


def _fit(width: int, height: int, limits: Capabilities) -> tuple[int, int]:
    """The nearest size within the limits, keeping the shape as far as they allow."""
    shrink = min(1.0, limits.largest[0] / max(1, width), limits.largest[1] / max(1, height))

    def side(value: int, least: int) -> int:
        return max(least, int(value * shrink) // limits.multiple * limits.multiple)

    return side(width, limits.smallest[0]), side(height, limits.smallest[1])


def prompt(path: Path) -> Mapping[str, JSON]:
    """The prompt document of a file; refuses anything but a JSON object."""
    try:
        document = json.loads(path.read_bytes())
    except ValueError as error:
        raise Refusing("the prompt is no JSON document") from error
    if not isinstance(document, dict):
        raise Refusing("the prompt is no JSON object")
    return document
