"""How large weights are once they are loaded, from the headers of their files: no tensor is read."""

import json
from collections.abc import Iterable
from math import prod
from pathlib import Path
from typing import Any

_LONGEST = 100 * 2**20
"""Bytes of a header, beyond which a file is none of safetensors."""
_FLOATS = ("F64", "F32", "F16", "BF16")
_HALF = 2


def halved(files: Iterable[Path]) -> int:
    """Return the bytes that weights take at half precision; 0 where the files are not what they are called.

    Numbers of less than that, as quantised weights have them, stay as they are.
    """
    sizes = [_halved(path) for path in files if path.suffix == ".safetensors"]
    return 0 if None in sizes else sum(size or 0 for size in sizes)


def _halved(path: Path) -> int | None:
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length)) if 0 < length <= _LONGEST else None
        if not isinstance(header, dict):
            return None
        return sum(_tensor(each) for name, each in header.items() if name != "__metadata__")
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _tensor(told: Any) -> int:
    if told["dtype"] in _FLOATS and isinstance(told["shape"], list):
        return prod(told["shape"]) * _HALF
    start, end = told["data_offsets"]
    return int(end - start)
