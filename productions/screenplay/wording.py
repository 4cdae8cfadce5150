"""What counts as the same wording: normalised text, its digest, and how much two texts share."""

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")


def normalised(text: str) -> str:
    """Return the text in NFC with all white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def compared(text: str) -> str:
    """Return what two writings of one text share."""
    return normalised(text)


def digest(text: str) -> str:
    """Return `sha256:<hex>` of the normalised text."""
    return "sha256:" + hashlib.sha256(normalised(text).encode()).hexdigest()


def words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normalised(text).casefold()))


def overlap(one: frozenset[str], other: frozenset[str], least: float = 0.0) -> float:
    """Return the share of words that two texts have in common, 0 to 1; 0 when it cannot reach `least`."""
    total = len(one) + len(other)
    if not total or 2 * min(len(one), len(other)) < least * total:
        return 0.0
    return 2 * len(one & other) / total
