"""What an introduction says of somebody's look: MARA, 40, long red coat, her hair in a braid."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from productions.screenplay.drafts import IntroducedLook
from productions.screenplay.words.lexicon import Lexicon

_PIECE = re.compile(r"[^,;.()（）–—，。；]+")
_NUMBER = re.compile(
    r"(?<![\w#])(?:(?:early|mid|late)[\s-]+)?\d{1,3}(?:\s*[-–]\s*\d{1,3})?(?:'?s)?(?![\w%])", re.IGNORECASE
)
_LONGEST = 120
_REACH = 240
"""Characters behind a name in which its look is told."""
_JOINED = re.compile(r"\s+(?:and|und|et|y|e|en|i|и)\s+")


def look(text: str, end: int, lexicon: Lexicon) -> IntroducedLook:
    """Read the look in a sentence from behind the name that ends at `end`; pieces between commas stay as they are."""
    rest = text[end : end + _REACH]
    if not rest.lstrip().startswith((",", "(", "（", "，", "–", "—", "-")):
        return IntroducedLook()
    words = lexicon.words
    pieces = [piece for match in _PIECE.finditer(rest) if (piece := match[0].strip(" -\n"))]
    age = next(_ages(pieces, lexicon), "")
    clothes = [piece for piece in pieces if _has(piece, words.clothes)]
    hair = [piece for piece in pieces if _has(piece, words.hair)]
    build = [piece for piece in pieces if _has(piece, words.builds) and piece not in (*clothes, *hair)]
    return IntroducedLook(_told(clothes), _told(hair), age, _told(build))


def told_age(text: str, lexicon: Lexicon) -> str:
    """Return the age that a text tells of somebody (a boy of nine years); empty for none."""
    match = re.search(rf"[\w-]+\s(?:{'|'.join(map(re.escape, lexicon.words.years)) or '(?!)'})(?!\w)", text)
    return match[0] if match else _of_age(text, lexicon)


def _of_age(text: str, lexicon: Lexicon) -> str:
    """A number behind a noun and its of: a girl of fifteen."""
    leads = "|".join(map(re.escape, lexicon.words.of)) or "(?!)"
    numbers = "|".join(map(re.escape, (*lexicon.words.ages, *lexicon.words.young_years)))
    match = re.match(rf"[\w-]+\s(?:{leads})\s(?:[\w]+\s)?((?:\d{{1,2}}|{numbers})(?!\w))", text, re.IGNORECASE)
    return match[1] if match else ""


def _ages(pieces: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    for piece in pieces:
        if len(piece.split()) > 6 or _lasts(piece, lexicon):
            continue
        if match := _NUMBER.search(piece):
            yield piece if _has(piece, lexicon.words.ages) else match[0]
        elif _has(piece, lexicon.words.ages) or _is_number(piece.casefold(), lexicon):
            yield piece


def _lasts(piece: str, lexicon: Lexicon) -> bool:
    """Whether years tell how long something lasts: a guest of forty years' standing."""
    return any(re.search(rf"(?<!\w){re.escape(year)}['’] \w", piece, re.IGNORECASE) for year in lexicon.words.years)


def _is_number(piece: str, lexicon: Lexicon) -> bool:
    """Whether a piece is but a number of years in words: elf, zesenvijftig."""
    return (
        piece in lexicon.words.young_years or lexicon.is_number(piece) or (" " not in piece and lexicon.is_tens(piece))
    )


def _told(pieces: list[str]) -> str:
    return ", ".join(" ".join(piece.split()) for piece in dict.fromkeys(pieces))[:_LONGEST]


def _has(piece: str, words: tuple[str, ...]) -> bool:
    return bool(words) and _pattern(words).search(piece.replace("’", "'")) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    spaced = [re.escape(word) for word in words if ord(word[0]) < 0x3000]
    others = [re.escape(word) for word in words if ord(word[0]) >= 0x3000]
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    return re.compile("|".join([*parts, *others]), re.IGNORECASE)
