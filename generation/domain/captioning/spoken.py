"""When the lines of a shot are spoken: as its timing says, else estimated from their words and the shot's length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from generation.domain.captioning.breaking import Timed
from generation.domain.captioning.document import By
from generation.domain.captioning.pieces import Piece, pieces, units
from productions.screenplay.shots.length import of_speech

_SHORTEST_LINE, _PAUSE = Fraction(1, 2), Fraction(35, 100)
"""Seconds that a line takes at least, and that lie before, between and behind lines: as the animatic speaks them."""


class Span(NamedTuple):
    """From when to when, in milliseconds."""

    start_ms: int
    end_ms: int


class TimedWord(NamedTuple):
    """A word that a timing heard."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says in one go. `line` counts the shot's dialogue from 0; `words` are empty where none is timed."""

    line: int
    character: str
    text: str
    parenthetical: str
    span: Span
    by: By = "estimate"
    words: tuple[TimedWord, ...] = ()

    def timed(self) -> list[Timed]:
        """Return the pieces of the text with when each is spoken: by its words, else by the room that they take."""
        row = pieces(self.text)
        at = _by_words(row, self.words) or _by_room(row, self.span)
        return [Timed(piece, span.start_ms, span.end_ms) for piece, span in zip(row, at, strict=True)]


def estimated(texts: Sequence[str], length_ms: int) -> list[Span]:
    """Return when each of some lines is spoken in a shot: one after the other at an even pace.

    A shot that is too short for them makes everybody speak faster.
    """
    if not texts:
        return []
    lengths = [max(_SHORTEST_LINE, of_speech(text)) for text in texts]
    wanted = sum(lengths) + _PAUSE * (len(lengths) + 1)
    pace = min(Fraction(1), Fraction(length_ms, 1000) / wanted) * 1000
    spans, at = [], _PAUSE * pace
    for length in lengths:
        spans.append(Span(int(at), int(at + length * pace)))
        at += (length + _PAUSE) * pace
    return spans


def in_turn(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Return what is said in the order of time; what is said at once shares its time by length, one after the other."""
    ordered = sorted(utterances, key=lambda each: (each.span, each.line))
    turns: list[Utterance] = []
    for together in _together(ordered):
        turns += [_apart(each, span) for each, span in zip(together, _shared(together), strict=True)]
    return turns


def _together(ordered: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    group: list[Utterance] = []
    for each in ordered:
        if group and each.span.start_ms >= max(other.span.end_ms for other in group):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _shared(together: Sequence[Utterance]) -> list[Span]:
    if len(together) == 1:
        return [together[0].span]
    start, end = together[0].span.start_ms, max(each.span.end_ms for each in together)
    return divided([max(1, units(each.text)) for each in together], Span(start, end))


def _apart(each: Utterance, span: Span) -> Utterance:
    if span == each.span:
        return each
    return Utterance(each.line, each.character, each.text, each.parenthetical, span, each.by)


def _by_room(row: Sequence[Piece], span: Span) -> list[Span]:
    return divided([max(1, units(piece.text)) for piece in row], span)


def divided(shares: Sequence[int], span: Span) -> list[Span]:
    """Return a span divided by shares, without a gap."""
    total, done, cuts = sum(shares), 0, [span.start_ms]
    for share in shares:
        done += share
        cuts.append(span.start_ms + (span.end_ms - span.start_ms) * done // total)
    return [Span(start, end) for start, end in pairwise(cuts)]


def _by_words(row: Sequence[Piece], words: Sequence[TimedWord]) -> list[Span]:
    """When each piece is spoken by the words that were timed; empty where those are not the words of the text.

    Letters alone are compared: who listens writes no signs, or others.
    """
    spoken = "".join(_letters(word.text) for word in words)
    if not spoken or spoken != "".join(_letters(piece.text) for piece in row):
        return []
    starts = [span.start_ms for word in words for span in _of_letters(word)]
    ends = [span.end_ms for word in words for span in _of_letters(word)]
    spans, at = [], 0
    for piece in row:
        count = len(_letters(piece.text))
        last = at + count - 1 if count else max(0, at - 1)
        spans.append(Span(starts[at] if count else ends[last], ends[last]))
        at += count
    return spans


def _of_letters(word: TimedWord) -> list[Span]:
    count = len(_letters(word.text))
    return divided([1] * count, Span(word.start_ms, word.end_ms)) if count else []


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
