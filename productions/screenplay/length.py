"""How long the parts of a script play, by the usual rules of thumb, in exact fractions of a second."""

from fractions import Fraction

WORDS_PER_SECOND = Fraction(5, 2)
SHORTEST, LONGEST = Fraction(3, 2), Fraction(12)

# A page has 55 lines of 60 characters; an eighth of it plays 7.5 seconds.
_CHARACTERS_PER_LINE = 60
_SECONDS_PER_LINE = Fraction(15, 2) / (Fraction(55) / 8)


def of_action(paragraph: str) -> Fraction:
    """Return seconds for one paragraph, with the empty line behind it."""
    lines = sum(max(1, -(-len(line) // _CHARACTERS_PER_LINE)) for line in paragraph.split("\n"))
    return (lines + 1) * _SECONDS_PER_LINE


def of_speech(text: str) -> Fraction:
    return Fraction(len(text.split())) / WORDS_PER_SECOND


def in_frames(seconds: Fraction, rate: Fraction) -> int:
    """Return whole frames for a shot of `seconds`, which is first brought between the shortest and the longest."""
    return max(1, round(min(max(seconds, SHORTEST), LONGEST) * rate))


def in_milliseconds(frames: int, rate: Fraction) -> int:
    return round(frames * 1000 / rate)
