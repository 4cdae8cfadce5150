"""Pieces: a text taken apart at every place where a line may break, and how much room a text takes."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff01-\uff60]")
"""Signs of scripts that write no spaces. Korean writes some, and breaks at them alone."""
_NEVER_FIRST = frozenset(
    "、。，．！？：；」』）】〕〉》’”ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヶヵ々ゝゞ・…‥〜～％"
) | frozenset(",.!?:;)]}%'\"")
_NEVER_LAST = frozenset("「『（【〔〈《‘“([{￥＄")
_DASH = re.compile(r"(?<=[—–…])(?=\w)")


class Piece(NamedTuple):
    """What no line break divides. `joint` stands before it on the same line: a space, or nothing."""

    text: str
    joint: str


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a text; joined by their joints they are the text with its white space made one."""
    split: list[Piece] = []
    for word in text.split():
        parts = [part for each in _DASH.split(word) for part in _signs(each)]
        split += [Piece(part, "" if number else " ") for number, part in enumerate(parts)]
    return [split[0]._replace(joint=""), *split[1:]] if split else []


def _signs(word: str) -> Iterator[str]:
    """A word of a script without spaces breaks between its signs, but not before one that closes or behind one that
    opens."""
    part = ""
    for sign in word:
        beside = part[-1:]
        together = not part or not (_WIDE.match(sign) or _WIDE.match(beside))
        if together or sign in _NEVER_FIRST or beside in _NEVER_LAST or unicodedata.combining(sign):
            part += sign
        else:
            yield part
            part = sign
    yield part


def joined(row: list[Piece]) -> str:
    """Return the text of some pieces on one line."""
    return "".join(each.joint + each.text if number else each.text for number, each in enumerate(row))


def units(text: str) -> int:
    """Return how much room a text takes: 2 for a sign as wide as it is high, 1 for others, 0 for marks upon them."""
    if text.isascii():
        return len(text)
    return sum(map(_units, text))


def _units(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
