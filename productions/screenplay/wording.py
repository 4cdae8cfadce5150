"""What counts as the same wording: normalised text, its digest, and how much two texts share."""

import hashlib
import re
import unicodedata

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no spaces between words: there every sign counts as one."""
_SIGN = re.compile(f"[{_UNSPACED}]")
_SIGNS = 2
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


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


def one_word_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts have all but one word in common, which without spaces may be two signs."""
    return bool(one & other) and all(_is_one_word(side) for side in (one - other, other - one))


def _is_one_word(words: frozenset[str]) -> bool:
    return len(words) <= 1 or (len(words) == _SIGNS and all(map(_SIGN.fullmatch, words)))


def overlap(one: frozenset[str], other: frozenset[str], least: float = 0.0) -> float:
    """Return the share of words that two texts have in common, 0 to 1; 0 when it cannot reach `least`."""
    total = len(one) + len(other)
    if not total or 2 * min(len(one), len(other)) < least * total:
        return 0.0
    return 2 * len(one & other) / total
