"""What files of weights hold, from their headers: names, numbers and shapes of tensors. No tensor is read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

_LONGEST = 100 * 2**20
"""Bytes of a header, beyond which a file is none of safetensors."""
_FLOATS = ("F64", "F32", "F16", "BF16")
_HALF = 2


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor by its header: numbers as safetensors calls them, shape, and bytes in the file."""

    numbers: str
    shape: tuple[int, ...]
    bytes: int

    @property
    def halved(self) -> int:
        """The bytes that it takes at half precision; numbers of less than that, as quantised weights have them, stay
        as they are."""
        return prod(self.shape) * _HALF if self.numbers in _FLOATS else self.bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The tensors of a file by name, and what whoever wrote it says of it."""

    tensors: Mapping[str, Tensor]
    said: Mapping[str, str]


def read(path: Path) -> Header | None:
    """Return the header of a file of safetensors; None for what is none."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length)) if 0 < length <= _LONGEST else None
        if not isinstance(header, dict):
            return None
        said = header.pop("__metadata__", None)
        tensors = {name: _tensor(told) for name, told in header.items()}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = said.items() if isinstance(said, dict) else ()
    return Header(tensors, {str(name): value for name, value in texts if isinstance(value, str)})


def halved(files: Iterable[Path]) -> int:
    """Return the bytes that weights take at half precision; 0 where the files are not what they are called.

    What is in a form of few bits stays as it is.
    """
    paths = list(files)
    headers = [read(path) for path in paths if path.suffix == ".safetensors"]
    if None in headers:
        return 0
    few = sum(path.stat().st_size for path in paths if path.suffix == ".gguf")
    return few + sum(each.halved for header in headers if header for each in header.tensors.values())


def _tensor(told: Any) -> Tensor:
    start, end = told["data_offsets"]
    if not all(isinstance(each, int) for each in told["shape"]):
        raise TypeError("a shape is whole numbers")
    return Tensor(str(told["dtype"]), tuple(told["shape"]), int(end - start))
