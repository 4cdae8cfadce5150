"""Tells which lines are scene headings, and finds their number and whether they are inside or outside."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from productions.screenplay.headings.settings import Word, any_setting, leading
from productions.screenplay.headings.words import Meaning, meaning
from productions.screenplay.languages import ENGLISH, LANGUAGES, folded
from productions.screenplay.reading import emphasis

_FULL_WIDTH = str.maketrans("（）［］【】：．，－／　＃～", "()[][]:.,-/ #~")
_WIDE_NUMBER = re.compile(r"\s{3,}(\d{1,4}[A-Za-z]{0,2})\.?$")
_MARKED_NUMBER = re.compile(r"#\s*([\w.-]{1,20})\s*#")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CIRCLE = re.compile("^[○〇◯●◎]\\s*")
_PARTS = re.compile(r"\s+[-–—−―]+\s*|\s*[-–—−―]+\s+|\s*[–—―/|,、，:。]\s*|\.\s+|(?<=[\u3040-\u9fff\uac00-\ud7af)])\s+")
# A heading in brackets, or its first word: [INT. BARN - DAY], 【内景】客厅.
_BRACKETED = re.compile(r"^\[([^\[\]]+)\](.*)$")
# Inside and outside at once, each with its place: INT. CAR/EXT. STREET.
_ALSO = re.compile(r"\s*/\s*(INT|EXT)(?:\.\s*|\s+)", re.IGNORECASE)
_LONGEST_NUMBER = 24
# A line that begins like no heading is looked at for its parts only where it is short.
_LONGEST = 80
_BRACKETS = re.compile(r"[(\[].*?[)\]]")


class Likeness(IntEnum):
    """How much a line is like a heading: not at all, enough where one may stand, or anywhere."""

    NONE = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Slug:
    """A heading taken into scene number, setting (INT, EXT, INT/EXT or empty) and what it says of place and hour.

    `languages` are those whose word for the setting it uses; `joined` says that what follows hangs on the setting with
    a stroke (INT/JOUR CUISINE).
    """

    number: str
    setting: str
    rest: str
    text: str
    languages: tuple[str, ...] = ()
    joined: bool = False
    likeness: Likeness = Likeness.NONE


def likeness(line: str) -> Likeness:
    """Say how much a line is like a heading; cheap for the many that are none."""
    if any(map(str.islower, line)) and not _beginning_pattern().match(line if line.isascii() else folded(line[:80])):
        return Likeness.NONE
    return slug(line).likeness


@cache
def _beginning_pattern() -> re.Pattern[str]:
    """Match what begins with a word for inside or outside, perhaps behind a number."""
    return re.compile(
        rf"[\W_]*(?:[a-z]{{0,2}}\d[\w.-]*\W+|{_scene_words()}\W*\d)?\W*(?:{any_setting()})", re.IGNORECASE
    )


@lru_cache(maxsize=16384)
def slug(line: str) -> Slug:
    """Take a line apart as if it were a heading; `likeness` says whether it is one."""
    plain = emphasis.plain(line).translate(_FULL_WIDTH).strip()
    plain = _BRACKETED.sub(r"\1 \2", plain).strip()
    number, text = _numbered(plain)
    named = leading(text)
    if named is None:
        circled = _CIRCLE.match(plain) and _CJK.search(plain)
        return Slug(number, "", text, text, likeness=Likeness.LIKELY if circled else _without_setting(number, text))
    setting, end, languages, kind = named
    likeness = _likeness(text, end, kind, languages)
    if likeness is Likeness.NONE and kind is Word.SHORT:
        return Slug(number, "", text, text)
    rest, other = _ALSO.sub(" / ", text[end:]), _ALSO.search(text, end)
    if other and other[1].upper() != setting:
        setting = "INT/EXT"
    joined = rest.lstrip().startswith("/")
    return Slug(number, setting, rest.lstrip(" .:,-–—−―/。"), text, languages, joined, likeness)


def _numbered(text: str) -> tuple[str, str]:
    """Return the scene number and the line without it; it stands in front, behind or on both sides."""
    text = _CIRCLE.sub("", text) if _CJK.search(text) else text
    if marked := _MARKED_NUMBER.match(text):
        return marked[1], text[marked.end() :].removesuffix(marked[0]).strip()
    marked = _MARKED_NUMBER.search(text, max(0, len(text) - _LONGEST_NUMBER)) if text.endswith("#") else None
    if marked:
        bare = text[: marked.start()].rstrip()
        twice, rest = _numbered(bare)
        return marked[1], rest if twice == marked[1] else bare
    begun = _number_pattern().match(text)
    if not begun or not text[begun.end() :].strip():
        wide = _WIDE_NUMBER.search(text)
        return (wide[1], text[: wide.start()]) if wide and leading(text) else ("", text)
    number, rest = begun["number"], text[begun.end() :]
    if not (begun["word"] or begun["sign"] or leading(rest) or _speaks_of_scene(rest)):
        return "", text
    behind = re.search(rf"\s+{re.escape(number)}\.?$", rest)
    return number, rest[: behind.start()] if behind else rest


@cache
def _number_pattern() -> re.Pattern[str]:
    word = _scene_words()
    number = r"[A-Z]{0,2}\d{1,4}(?:[-.]\d{1,4})?[A-Z]{0,2}|[一二三四五六七八九十百]{1,4}(?=\s*[场場:.、 ])"
    return re.compile(
        rf"(?P<word>{word}[.-]?\s*)?(?P<sign>#)?\(?(?P<number>{number})(?:\s*[).:、-]|\s*[场場]|(?=\s))\s*[.:、/–—-]*\s*",
        re.IGNORECASE,
    )


@cache
def _scene_words() -> str:
    words = sorted({word for each in LANGUAGES.values() for word in each.headings.scene}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(map(re.escape, words)) + ")"


def _speaks_of_scene(text: str) -> bool:
    """Do the parts of a numbered line name inside or outside, or where words have no capitals, an hour?"""
    if not _is_capital(text):
        return False
    said = [each for each in (_meaning(part) for part in _pieces_of(text)) if each]
    return any(each.interior or each.exterior or each.hour for each in said)


def _pieces_of(text: str) -> list[str]:
    bracketed = [part.strip("()[] ") for part in _BRACKETS.findall(text)]
    return [part for part in (*_PARTS.split(_BRACKETS.sub(" ", text)), *bracketed) if part.strip()]


@lru_cache(maxsize=4096)
def _meaning(part: str) -> Meaning | None:
    return next((said for code in LANGUAGES if (said := meaning(part, (code,)))), None)


def _likeness(text: str, end: int, kind: Word, languages: tuple[str, ...]) -> Likeness:
    word, rest = text[:end], text[end:]
    if not any(letter.isalpha() for letter in rest):
        return Likeness.POSSIBLE if kind is Word.SURE and not rest.strip(" .:-") and "." in word else Likeness.NONE
    stopped = word.endswith(".") or bool(re.match(r"\s*[.:/,–—。-]", rest))
    capital, said = _is_capital(rest), _says_when(rest, languages)
    if kind is Word.SURE:
        if word.upper() == word and capital and (stopped or said):
            return Likeness.CERTAIN if said else Likeness.LIKELY
        if rest.startswith("-") or (not stopped and word.lower() == "est"):
            return Likeness.NONE  # Est-il mort?
        return Likeness.LIKELY if stopped and said else Likeness.POSSIBLE
    if kind is Word.SHORT:
        stopped = stopped or "/" in word
        return Likeness.LIKELY if (stopped or _CJK.search(word)) and capital and said else Likeness.NONE
    if not _is_capital(word.replace("ß", "")):
        return Likeness.POSSIBLE if stopped and said else Likeness.NONE
    if stopped or (_CJK.search(word) and rest.startswith((" ", "-"))):
        return Likeness.CERTAIN if said and capital else Likeness.LIKELY
    return Likeness.LIKELY if capital and said else Likeness.NONE


def _is_capital(text: str) -> bool:
    """Has the text no small letters, but for those in brackets and in names such as McCLANE?"""
    bare = re.sub(r"(?<![^\W_])Mc(?=[A-Z])", "", _BRACKETS.sub("", text))
    return not any(letter.islower() for letter in bare)


def _says_when(rest: str, languages: tuple[str, ...]) -> bool:
    """Does the last part name an hour, or that the one before goes on?"""
    known = (*languages, *(code for code in (ENGLISH, *LANGUAGES) if code not in languages))
    parts = _pieces_of(rest.strip(" .:-–—"))
    words = rest.rstrip(" .").rsplit(maxsplit=1)
    for part in (*parts, words[-1] if words else ""):
        if any((said := meaning(part.strip(" ."), (code,))) and (said.hour or said.keeps) for code in known):
            return True
    return False


def _without_setting(number: str, text: str) -> Likeness:
    """A line that begins with no word for inside or outside: a number, a circle or its parts must tell."""
    if len(text) > _LONGEST or not _is_capital(text):
        return Likeness.NONE
    parts = _pieces_of(text)
    said = [each for each in map(_meaning, parts) if each]
    within = any(each.interior or each.exterior for each in said)
    when = any(each.hour for each in said)
    if len(said) < len(parts) and ((within and when) or (number and (within or when))):
        return Likeness.LIKELY
    return Likeness.NONE
