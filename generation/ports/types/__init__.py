"""The types of ports, one module each: what of a file counts, in which forms it is stored, and how it is shown.

A module names the forms in which its content is stored as `MEDIA_TYPES`, says as `SHOWN` what people look at it with,
and defines `content`, from a file to the digest of what it means. What stands for it as a picture is an output of its
own, such as a poster.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

Shown = Literal["text", "picture", "film", "sound"]
MODULES: tuple[str, ...] = ("prompt", "image", "frames", "report", "timing", "audio", "captions")


@dataclass(frozen=True, slots=True)
class PortType:
    """What flows between ports."""

    name: str
    media_types: tuple[str, ...]
    shown: Shown
    content: Callable[[Path], str]


@cache
def types() -> Mapping[str, PortType]:
    """Return every type by its name."""
    return {name: _load(name) for name in MODULES}


def _load(name: str) -> PortType:
    module = import_module(f"{__name__}.{name}")
    return PortType(name, module.MEDIA_TYPES, module.SHOWN, module.content)
