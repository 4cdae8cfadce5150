"""What counts as the same wording: normalised text, its digest, and how much two texts share."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from productions.domain.normal_form import normalised, without_accents

__all__ = ["compared", "digest", "normalised", "one_word_apart", "overlap", "place_key", "words"]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no spaces between words: there every sign counts as one."""
_SIGN = re.compile(f"[{_UNSPACED}]")
_SIGNS = 2
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SELECTORS = "".join(map(chr, range(0xFE00, 0xFE10)))
"""Signs that tell how the one before is drawn."""
_JOINING = re.compile("['.]")
_LEADING_ARTICLE = "the "


def compared(text: str) -> str:
    """Return what two writings of one text share: normalised, without the spaces around dashes and ellipses."""
    plain = normalised(text)
    for sign in ("-", "..."):
        if sign in plain:
            plain = plain.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return plain


def digest(text: str) -> str:
    """Return `sha256:<hex>` of what all writings of the text share."""
    return "sha256:" + hashlib.sha256(compared(text).encode()).hexdigest()


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """Return what spellings of one place share, without case, accents, signs and leading THE: Joe's Bar, JOES BAR."""
    letters = _JOINING.sub("", without_accents(normalised(name).casefold().replace("&", " and ")))
    key = " ".join("".join(sign if _is_letter(sign) else " " for sign in letters).split())
    return key.removeprefix(_LEADING_ARTICLE) or key or name


def _is_letter(sign: str) -> bool:
    """Whether a sign is a letter, a number, or a mark that makes another letter of the one before it (कि)."""
    return sign.isalnum() or (unicodedata.category(sign).startswith("M") and sign not in _SELECTORS)


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
