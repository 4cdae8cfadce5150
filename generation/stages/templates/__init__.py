"""The pipelines that a production can start from: one file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from productions.domain.graph import Template

FOLDER = Path(__file__).parent
DEFAULT = "film"
"""What a production has that published no pipeline of its own."""


@cache
def templates() -> Mapping[str, Template]:
    """Return every template by the name of its file."""
    return {path.stem: msgspec.json.decode(path.read_bytes(), type=Template) for path in sorted(FOLDER.glob("*.json"))}
