"""Names of characters and places: as people read them, and as keys by which one is known again."""

import re

from productions.domain.names import LONGEST, readable
from productions.screenplay.wording import normalised

_EXTENSIONS = re.compile(r"\s*\([^()]*\)?")
_OFF = re.compile(r"\(\s*(?:V\.?\s?O\.?|O\.?\s?S\.?|O\.?\s?C\.?|OFF|FILTERED|PRE-?LAP)\b", re.IGNORECASE)


def name(cue: str) -> str:
    """Return the name in a cue without (V.O.), (O.S.), (CONT'D) and the like; the whole cue if nothing is left.

    It is empty where nothing of the cue can be seen.
    """
    return readable(normalised(_EXTENSIONS.sub("", cue)) or normalised(cue))[:LONGEST]


def key(name_or_cue: str) -> str:
    """Return what two spellings of one name or place share."""
    return name(name_or_cue).casefold()


def is_off(cue: str) -> bool:
    """Is the speaker heard but not seen?"""
    return bool(_OFF.search(cue))
