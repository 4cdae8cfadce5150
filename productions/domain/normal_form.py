"""The one form in which texts and names are compared, however they were typed."""

import re
import unicodedata

_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ`´′‹›", "'"),
        **dict.fromkeys("“”„‟″〝〞«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    }
)
_GUILLEMETS = re.compile(r"«\s+([^«»]*?)\s+»")
_DASHES = re.compile(r"-{2,}")
_DOTS = re.compile(r"\.(?:\s?\.){2,}")


def normalised(text: str) -> str:
    """Return the text in one form: NFC, one space at a time, plain quotes, apostrophes, dashes and ellipses.

    `It’s  late — well…` becomes `It's late - well...`.
    """
    if text.isascii() and "--" not in text and ".." not in text and ". ." not in text and "`" not in text:
        return " ".join(text.split())
    plain = _GUILLEMETS.sub(r'"\1"', unicodedata.normalize("NFC", text)).translate(_ONE_FORM).replace("''", '"')
    return _DOTS.sub("...", _DASHES.sub("-", " ".join(plain.split())))


_ACCENTS = re.compile("(?<=[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f])[\u0300-\u036f]+")
"""Marks on Latin, Greek and Cyrillic letters; in other scripts a mark makes another letter (か, が; क, कि)."""


def without_accents(text: str) -> str:
    """Return a text without the accents of its letters, which tell no names apart (MAÑANA, Manana)."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def folded(name: str) -> str:
    """Return what spellings of one name share."""
    return normalised(name).casefold()
