"""How long the parts of a script play, by the usual rules of thumb, in exact fractions of a second.

All writings of the same text (curly quotes, two spaces) play equally long.
"""

import math
import re
from fractions import Fraction

from productions.screenplay.words.wording import compared, normalised

WORDS_PER_SECOND = Fraction(5, 2)
SHORTEST, LONGEST = Fraction(3, 2), Fraction(12)

# A page has 55 lines of 60 characters; an eighth of it plays 7.5 seconds.
_CHARACTERS_PER_LINE = 60
_SECONDS_PER_LINE = Fraction(15, 2) / (Fraction(55) / 8)
# Two signs of a language without spaces between words are said, and read, like a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_BETWEEN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uff0f\uff1a-\uff20]+")
_SIGNS_PER_WORD, _SIGNS_PER_LINE = 2, 24


def of_action(paragraph: str) -> Fraction:
    """Return seconds for one paragraph, with the empty line behind it."""
    return (sum(map(_lines, paragraph.split("\n"))) + 1) * _SECONDS_PER_LINE


def of_speech(text: str) -> Fraction:
    """Return seconds for what is said; dashes and ellipses are no words, and end one."""
    plain = normalised(text).replace("-", " ").replace("...", " ")
    signs = 0 if plain.isascii() else len(_UNSPACED.findall(plain))
    words = len((_BETWEEN.sub(" ", plain) if signs else plain).split()) + Fraction(signs, _SIGNS_PER_WORD)
    return words / WORDS_PER_SECOND


def _lines(text: str) -> int:
    """Return how many lines of a page a line of the script takes."""
    plain = compared(text)
    signs = 0 if plain.isascii() else len(_UNSPACED.findall(plain))
    wide = Fraction(signs, _SIGNS_PER_LINE) + Fraction(len(plain) - signs, _CHARACTERS_PER_LINE)
    return max(1, math.ceil(wide))


def in_frames(seconds: Fraction, rate: Fraction) -> int:
    """Return whole frames for a shot of `seconds`, which is first brought between the shortest and the longest."""
    return max(1, round(min(max(seconds, SHORTEST), LONGEST) * rate))


def in_milliseconds(frames: int, rate: Fraction) -> int:
    return round(frames * 1000 / rate)
