"""Tables of colours as .cube files (Adobe's and Resolve's form): checked, bounded, and written in one way.

What is kept has no title and no comments, so that the same table has the same bytes whatever it is called.
"""

import math
import re

LARGEST = 24 << 20
"""Bytes of a file as it is handed in."""
MOST_EDGE, MOST_LENGTH = 65, 65_536
"""Points along an edge of a table of three dimensions, and of one of one dimension."""
MEDIA_TYPE = "text/plain"
_SIZES = {"LUT_3D_SIZE": MOST_EDGE, "LUT_1D_SIZE": MOST_LENGTH}
_RANGES = ("DOMAIN_MIN", "DOMAIN_MAX", "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
_LONGEST_LINE = 1000


class Unreadable(Exception):
    """The file is no table of colours; the text says what is wrong with it."""


def canonical(data: bytes) -> bytes:
    """Return a .cube file as it is kept; Unreadable in plain words for what is none, or is too large."""
    if len(data) > LARGEST:
        raise Unreadable(f"A .cube file has at most {LARGEST >> 20} MB.")
    head: dict[str, str] = {}
    rows: list[str] = []
    for number, line in enumerate(_text(data).splitlines(), 1):
        words = _words(line, number)
        if not words or words[0] == "TITLE":
            continue
        if words[0] in _SIZES or words[0] in _RANGES:
            _put(head, words, number, late=bool(rows))
        else:
            rows.append(_row(words, number))
    _check_size(head, len(rows))
    said = [f"{name} {head[name]}" for name in (*_SIZES, *_RANGES) if name in head]
    return ("\n".join([*said, *rows]) + "\n").encode()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Titles and comments come in whatever a program wrote; all that counts is ASCII.
        return data.decode("latin-1")


def _words(line: str, number: int) -> list[str]:
    if len(line) > _LONGEST_LINE:
        raise Unreadable(f"Line {number} is too long for a .cube file.")
    return line.partition("#")[0].split()


def _put(head: dict[str, str], words: list[str], number: int, *, late: bool) -> None:
    name, *values = words
    if late or name in head:
        raise Unreadable(f"Line {number}: {name} stands once, before the table.")
    if name in _SIZES:
        if len(values) != 1 or not re.fullmatch(r"[0-9]{1,6}", values[0]):
            raise Unreadable(f"Line {number}: {name} is one whole number.")
        if not 2 <= int(values[0]) <= _SIZES[name]:
            raise Unreadable(f"Line {number}: {name} is from 2 to {_SIZES[name]}; this is {values[0]}.")
        head[name] = str(int(values[0]))
        return
    wanted = 2 if name.endswith("INPUT_RANGE") else 3
    if len(values) != wanted or not all(map(_is_number, values)):
        raise Unreadable(f"Line {number}: {name} is {wanted} numbers.")
    head[name] = " ".join(values)


def _row(words: list[str], number: int) -> str:
    if len(words) != 3 or not all(map(_is_number, words)):
        raise Unreadable(f"Line {number} is neither three numbers nor anything that a .cube file says of itself.")
    return " ".join(words)


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word)) and math.isfinite(float(word)) and abs(float(word)) < 1e6


def _check_size(head: dict[str, str], rows: int) -> None:
    sizes = {name: int(head[name]) for name in _SIZES if name in head}
    if len(sizes) != 1:
        raise Unreadable("A .cube file says LUT_1D_SIZE or LUT_3D_SIZE, one of them.")
    ((name, size),) = sizes.items()
    wanted = size**3 if name == "LUT_3D_SIZE" else size
    if rows != wanted:
        raise Unreadable(f"{name} {size} makes {wanted} lines of colours; the file has {rows}.")


def dimensions(kept: bytes) -> tuple[int, int]:
    """Return of a table as it is kept how many dimensions it has, and how many points along each."""
    name, size = kept.partition(b"\n")[0].split()
    return (3 if name == b"LUT_3D_SIZE" else 1), int(size)
