"""Lines that belong to the paper or to titles, and lines that are only heard: none of them makes a picture."""

import re
from functools import cache
from typing import Literal

from productions.screenplay.languages import LANGUAGES, folded

_LABEL = re.compile(r"([^\W\d_a-zà-ÿ][^\n:：a-zà-ÿ]{0,40})[:：]")
_LONGEST_LIST = 400
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W_]")
_NUMERAL = re.compile(r"\d+|[ivxl]+")
_NAMED_ACT = re.compile(r"\s*[-–—:]\s+")
"""What stands between an act and its name."""
_BESIDE_NUMERALS = " .第제"
_SOUNDS = frozenset({"sfx", "sound", "sound fx", "sound effect", "fx", "music", "audio", "ton", "son", "bruit"})
_MARKS = " .:!-–—=*_()[]<>\"'"


def reason(text: str) -> str:
    """Return why a paragraph makes no picture, in plain words; empty where it makes one."""
    if not _LETTER.search(text):
        return "A row of signs makes no picture."
    whole = folded(text.strip(_MARKS))
    if whole in _titles() or (text == text.upper() and _is_act(whole)):
        return "A title makes no picture."
    if whole in _paper():
        return "A mark of the page makes no picture."
    if text == text.upper() and (whole in _hours() or whole.startswith(_editing())):
        return "A word on how it is cut makes no picture."
    if _is_list_of_names(text):
        return "A list of who is in the scene makes no picture."
    label = _LABEL.match(text)
    if label and _is_title(folded(label[1].strip(_MARKS))):
        return "A title makes no picture."
    return ""


def _is_act(whole: str) -> bool:
    """Whether a folded line is the word for an act and its number: act two, end of act iii, 第一幕; act two - home."""
    whole = _NAMED_ACT.split(whole)[0]
    beside = (
        side.strip(_BESIDE_NUMERALS)
        for act in _acts()
        for side in (whole.removeprefix(act), whole.removesuffix(act))
        if side != whole
    )
    return any(side in _numbers() or _NUMERAL.fullmatch(side) for side in beside)


def _is_list_of_names(text: str) -> bool:
    """Whether a paragraph in brackets holds names alone, as sitcoms put them under a heading: (Priya, Gus)."""
    inner = text.strip()
    if not (inner.startswith("(") and inner.endswith(")") and len(inner) < _LONGEST_LIST):
        return False
    words = _WORD.findall(inner)
    return len(words) > 0 and all(word[0].isupper() or word in ("and", "und", "et", "y", "e", "i") for word in words)


def is_sound(text: str) -> bool:
    """Is this paragraph heard and not seen (SFX: …)?"""
    label = _LABEL.match(text)
    return label is not None and folded(label[1].strip()) in _SOUNDS


def labelled(text: str) -> tuple[Literal["sound", "title"], str] | None:
    """Return what a line states as a sound or a title, and in which words (SFX: Thunder); None for any other line."""
    label = _LABEL.match(text)
    words = text[label.end() :].strip() if label else ""
    if label is None or not words:
        return None
    if is_sound(text):
        return "sound", words
    return ("title", words) if _is_title(folded(label[1].strip(_MARKS))) else None


def _is_title(label: str) -> bool:
    first = label.split(" ", maxsplit=1)[0]
    return label in _titles() or label in _labels() or first in _labels()


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        folded(word) for one in LANGUAGES.values() for word in (*one.furniture.titles, *one.furniture.ends)
    )


@cache
def _acts() -> frozenset[str]:
    return frozenset(folded(word) for one in LANGUAGES.values() for word in one.furniture.acts)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(folded(word) for one in LANGUAGES.values() for word in one.times.numbers)


@cache
def _paper() -> frozenset[str]:
    return frozenset(
        folded(word) for one in LANGUAGES.values() for word in (*one.furniture.more, *one.furniture.continued)
    )


@cache
def _labels() -> frozenset[str]:
    """What stands before a colon and the words of a title (SUPER: LONDON, 1940)."""
    return frozenset(folded(word) for one in LANGUAGES.values() for word in one.people.labels)


@cache
def _hours() -> frozenset[str]:
    """LATER, THAT NIGHT: lines that only say when."""
    return frozenset(
        folded(word)
        for one in LANGUAGES.values()
        for word in (*one.modifiers.later, *one.modifiers.same, *one.times.day, *one.times.night)
    )


@cache
def _editing() -> tuple[str, ...]:
    return tuple(folded(word) for one in LANGUAGES.values() for word in one.people.editing)
