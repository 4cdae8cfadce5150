"""Reports: what was measured of a shot, as one JSON document, which means its measures, whatever limits were set."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import rfc8785

from generation.ports.types import Shown

TAG = b"continuity/report/1\n"
MEDIA_TYPES: tuple[str, ...] = ("application/json",)
SHOWN: Shown = "text"


def content(path: Path) -> str:
    """Return the digest of the measures of a file."""
    return content_of(msgspec.json.decode(path.read_bytes()))


def content_of(report: dict[str, Any]) -> str:
    """Return the digest of the measures of a report."""
    return "sha256:" + hashlib.sha256(TAG + rfc8785.dumps(report["measures"])).hexdigest()
