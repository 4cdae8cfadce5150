"""Tells Fountain's cues, headings and transitions from other lines, and marks them so that the parser agrees.

fountain-py 0.3.0 knows only names of plain ASCII letters without &, / or !, takes a cue for action when the speech is
in capitals, takes ".38" in a speech for a heading, misses headings that no empty line follows, and drops what stands
between the two sides of dual dialogue (so the ^ is kept from it, and `fountain` pairs the sides).
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from productions.screenplay.notes_and_boneyard import SourceLine
from productions.screenplay.source import MARK
from productions.screenplay.terms import starts_as_shot

HEADING = re.compile(r"(?:INT|EXT|EST|I/E|INT\.?/EXT)(?:\s*\.|\s)", re.IGNORECASE)
LONGEST_NAME = 60
# A heading that begins with another letter than A to Z is shown to the parser behind this.
HEADING_STAND_IN = f"0{MARK}"

_TRANSITION = re.compile(r"(?:FADE (?:IN|OUT|UP|TO [A-Z ]+)|(?:[A-Z]+ )?CUT(?: TO [A-Z ]+)?|DISSOLVE|WIPE)[:.]?")
_EXTENSIONS = re.compile(r"(?:\([^()]*\)\s*)*\^*")
_NO_NAME = ("..", "!", "?", ":", ";", ",", "…", "-", "–", "—")


class _Place(Enum):
    BEGINNING = auto()  # after an empty line, or at the start
    INSIDE = auto()
    DIALOGUE = auto()


def marked(lines: Sequence[SourceLine]) -> list[str]:
    """Return the text of each line, with the marks that make fountain-py read it as Fountain's rules say."""
    texts = [line.text.replace("/*", f"/{MARK}*").replace("[[", f"[{MARK}[") for line in lines]
    out, place = [], _Place.BEGINNING
    for text, following in pairwise([*texts, ""]):
        marked_text, place = _mark(text, following.strip(), place)
        out.append(marked_text)
    return out


def is_cue(text: str) -> bool:
    """Is this line somebody's name in capitals, perhaps with extensions, as it stands above a speech?"""
    name, bracket, extensions = text.partition("(")
    if bracket and not _EXTENSIONS.fullmatch(bracket + extensions):
        return False
    name = name.rstrip(" ^")
    if not name or len(name) > LONGEST_NAME or not name[0].isalnum() or ":" in name or name.endswith(_NO_NAME):
        return False
    capitals = any(letter.isupper() for letter in name) and not any(letter.islower() for letter in name)
    return capitals and not HEADING.match(text) and not starts_as_shot(name)


def _mark(text: str, following: str, place: _Place) -> tuple[str, _Place]:
    bare = text.strip()
    if not bare:
        return text, place if text and place is _Place.DIALOGUE else _Place.BEGINNING
    if place is _Place.DIALOGUE:
        return _in_dialogue(bare), place
    if bare[0] == "@" and any(letter.isalpha() for letter in bare):
        return bare.rstrip("^ "), _Place.DIALOGUE
    if bare[0] == "." and bare[1:2].isalnum():
        return _forced_heading(bare, place), _Place.INSIDE
    if place is _Place.INSIDE:
        return text, place
    if following and is_cue(bare):
        return f"@{bare.rstrip('^ ')}", _Place.DIALOGUE
    return _at_beginning(text, bare, following), _Place.INSIDE


def _at_beginning(text: str, bare: str, following: str) -> str:
    if HEADING.match(bare):
        return f".{bare}" if following and bare == bare.upper() else text
    if not following and _TRANSITION.fullmatch(bare):
        return f">{bare}"
    return f"{MARK}{text}" if bare[0].isalnum() and bare == bare.upper() and ":" not in bare else text


def _in_dialogue(bare: str) -> str:
    if set(bare) == {"="} and len(bare) >= 3:
        return bare
    return f"{MARK}{bare}" if bare[0] in ".#=@" else bare


def _forced_heading(bare: str, place: _Place) -> str:
    if place is not _Place.BEGINNING:
        return MARK + bare
    return bare if bare[1].isascii() else f".{HEADING_STAND_IN}{bare[1:]}"
