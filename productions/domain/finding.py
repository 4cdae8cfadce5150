"""The form in which things are looked for: what people type differently and mean alike is one there.

It is made of a to z and 0 to 9 alone, in words one space apart. Trigrams of Postgres know no other letters in a
database whose locale is C, as that of the built-in one is. A letter of another alphabet stands as one of these, so that
words stay words; a character of Chinese, Japanese or Korean is a word of its own: nobody puts spaces between them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from productions.domain.normal_form import without_accents

MOST_WORDS = 8
"""Words of a query that are looked for; what stands behind them is not."""
SHORT = 3
"""A word of fewer letters stands at the beginning of too much to be looked for in texts."""
_ALIKE, _ALIKE_SHORT = 0.72, 0.66
"""How like a mistyped word is to what was meant, in difflib's measure; one of three letters with one wrong has 0.67."""
MOST_MEANT = 4
LONGEST_WORD = 40
_AS_WELL = 0.1
"""How much less like than the likeliest a word may be that is meant as well."""
_BEGUN = 0.95
"""How much less is meant what only begins so."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_OWN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ`´", ""))
_WIDE = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
_WIDE_ONE = re.compile(f"[{_WIDE}]")
_NO_WORD = re.compile("[0-9]+|(sc|sh|tk)[0-9].*|[01][0-9a-z]{3}")
_NUMBERED = re.compile(f"[{_WIDE}\\d]")
_FORMED = re.compile("[0-9a-z]+")
_SHOWN = re.compile(f"[{_WIDE}]|(?:(?![{_WIDE}_])[\\w'’ʼ`´])+")
_CODE = re.compile(
    r"(?:scene|sc)?[\s_.-]*0*([0-9]+[a-z]?)"
    r"(?:[\s_./-]*(?:shot|sh)?[\s_./-]*0*([0-9]+[a-z]?))?"
    r"(?:[\s_./-]*(?:take|tk|t|v)[\s_.-]*0*([0-9]+))?"
)
_POSITION = re.compile("#?([0-9]{1,15})")

Range = tuple[int, int]
"""The first character of a stretch of text and the one behind its last."""


class Query(NamedTuple):
    """What somebody looks for: the forms of its words, and those of a code, of which any will do.

    A word such as SC010_0040 has a form of two words, which stand together. `position` is that of an event.
    `mistyped`: words like these may be meant too, which is so of names and never of numbers.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...] = ()
    position: int | None = None
    mistyped: bool = False


def form(text: str) -> str:
    """Return the form of a text: of `SC010_0040: Zoë's cup` it is `sc010 0040 zoes cup`."""
    plain = text.translate(_APOSTROPHES)
    if not plain.isascii():
        plain = "".join(map(_coded, without_accents(plain).casefold().translate(_OWN)))
    return " ".join(_FORMED.findall(plain.lower()))


def asked(text: str) -> Query:
    """Return what a person who typed this looks for; no words where nothing of it can be looked for."""
    words = tuple(islice(filter(None, map(form, text.split())), MOST_WORDS))
    plain = " ".join(without_accents(text).casefold().split())
    position = _POSITION.fullmatch(plain)
    lettered = not _NUMBERED.search(text) and all(len(word) >= SHORT and " " not in word for word in words)
    return Query(words, _keys_asked(plain), int(position[1]) if position else None, bool(words) and lettered)


def scene_keys(code: str, number: str) -> list[str]:
    """Return the words under which a scene is found by what people call it: its number in the script, and its code."""
    own = _spoken(number) or _tenth(_spoken(code))
    return [f"sc{each}" for each in dict.fromkeys([_spoken(code), own]) if each]


def shot_keys(code: str, scene: Sequence[str]) -> list[str]:
    """Return such words of a shot, whose scene has `scene`: shot 3 of it is 0030, where it has no other."""
    last = _spoken(code.rpartition("_")[2])
    return [f"{key}sh{each}" for key in scene for each in dict.fromkeys([last, _tenth(last)]) if each]


def holds(words: Sequence[str], text: str) -> bool:
    """Whether each of some forms begins somewhere in the form of a text."""
    formed = f" {form(text)}"
    return all(f" {word}" in formed for word in words)


def marks(text: str, words: Sequence[str]) -> list[Range]:
    """Return the stretches of a text, counted in characters, that these forms begin; they do not overlap."""
    shown = [(each.start(), each.end(), form(each[0])) for each in _SHOWN.finditer(text)]
    found = sorted({stretch for word in words for stretch in _stretches(shown, word.split())})
    joined: list[Range] = []
    for first, last in found:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def likeness(word: str, others: Sequence[str]) -> list[float]:
    """Return how like the form of a word is to each of others, 0 for those that nobody mixes it up with.

    It may be the beginning of a word that is still being typed.
    """
    least = _ALIKE_SHORT if len(word) <= SHORT else _ALIKE
    matcher = SequenceMatcher(None, "", word, autojunk=False)

    def like(other: str) -> float:
        begun = (
            _ratio(matcher, other[: len(word)], least) * _BEGUN
            if len(other) > len(word) + 1 and len(word) > SHORT
            else 0.0
        )
        return max(begun, _ratio(matcher, other, least))

    return [like(other) for other in others]


def meant(word: str, others: Sequence[str]) -> list[str]:
    """Return which of other forms may be meant by one that was mistyped, the likeliest first; few or none."""
    like = sorted(zip(likeness(word, others), others, strict=True), reverse=True)
    return [other for how, other in like[:MOST_MEANT] if how and how >= like[0][0] - _AS_WELL]


def vocabulary(formed: str) -> set[str]:
    """Return the words of a form that may be mistyped: no numbers, codes and characters that are words."""
    return {word for word in formed.split() if SHORT <= len(word) <= LONGEST_WORD and not _NO_WORD.fullmatch(word)}


def around(text: str, found: Sequence[Range], most: int = 160) -> tuple[str, list[Range]]:
    """Return the part of a text around its first mark, with its marks; dots stand for what is left out."""
    if len(text) <= most:
        return text, [*found]
    start = max(0, (found[0][0] if found else 0) - most // 4)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    before, after = "…" if start else "", "…" if start + most < len(text) else ""
    cut = before + text[start : start + most] + after
    end, shift = start + most, len(before) - start
    inside = [(first + shift, min(last, end) + shift) for first, last in found if start <= first < end]
    return cut, inside


def _ratio(matcher: "SequenceMatcher[str]", other: str, least: float) -> float:
    matcher.set_seq1(other)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def _stretches(shown: Sequence[tuple[int, int, str]], parts: Sequence[str]) -> Iterator[Range]:
    """Where the parts of a word stand one behind the other, the last perhaps as a beginning."""
    for at in range(len(shown) - len(parts) + 1):
        here = shown[at : at + len(parts)]
        if all(each[2] == part for each, part in zip(here[:-1], parts[:-1], strict=True)):
            first, last, formed = here[-1]
            if formed.startswith(parts[-1]):
                whole = len(formed) != last - first  # a letter that became two, or none: the whole word is marked
                yield here[0][0], last if whole else first + len(parts[-1])


def _keys_asked(plain: str) -> tuple[str, ...]:
    found = _CODE.fullmatch(plain)
    if not found:
        return ()
    scene, shot, take = found.groups()
    if take and not shot:
        return ()
    return (f"sc{scene}" + (f"sh{shot}" if shot else "") + (f"tk{take}" if take else ""),)


def _spoken(code: str) -> str:
    """A code or a number as people say it: of SC010 it is 10, of 012A it is 12a; empty for one without a number."""
    number = re.search(r"0*([0-9]+[a-z]?)$", code.strip().lower())
    return number[1] if number else ""


def _tenth(number: str) -> str:
    return number[:-1] if len(number) > 1 and number.endswith("0") else ""


def _coded(character: str) -> str:
    if character.isascii():
        return character
    point = ord(character)
    if _WIDE_ONE.match(character):
        return f" {_based(point)} "
    kind = unicodedata.category(character)[0]
    return _DIGITS[point % 36] if kind in "LMN" else " "


def _based(point: int) -> str:
    digits = ""
    while len(digits) < 4:
        point, digit = divmod(point, 36)
        digits = _DIGITS[digit] + digits
    return digits
