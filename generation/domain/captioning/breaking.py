"""Breaking: the words of somebody become cues of at most two lines, broken where a reader would pause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from generation.domain.captioning.pieces import Piece, joined, units
from generation.domain.captioning.rules import LONGEST_MS, SHORTEST_MS, Rules

_SENTENCE, _CLAUSE = tuple(".!?…。！？"), tuple(",;:—–、，；：")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_CLOSING = "\"'”’»)]』」】"
_PAUSE_MS = 1500

# What it costs to break somewhere, in the unit of one more cue = 100.
_AT_CLAUSE, _BEFORE_CLAUSE, _BEFORE_PHRASE, _ANYWHERE = 8, 15, 30, 40
_BEHIND_LEANING, _IN_NAME, _BEHIND_HOLDING = 70, 120, 1000
_CUE, _BEFORE_NEXT_CUE, _UNBALANCED, _TOP_HEAVY = 100, 30, 30, 4
_TOO_LONG_MS, _TOO_SHORT_MS, _OVER_A_PAUSE = 400, 150, 200
_NO_FIT = 1_000_000


class Timed(NamedTuple):
    """A piece with when it is spoken, in milliseconds."""

    piece: Piece
    start_ms: int
    end_ms: int


class Block(NamedTuple):
    """The lines of one cue, with when they are spoken."""

    lines: tuple[str, ...]
    start_ms: int
    end_ms: int


def blocks(row: Sequence[Timed], rules: Rules, most: int, lead: int = 0) -> list[Block]:
    """Return the words of somebody as cues, of which no line is wider than `most` characters unless one piece is.

    `lead` is how much room a label takes on the first line, in units.
    """
    return _Breaking(row, rules, most * (2 if rules.wide else 1), lead).best() if row else []


@dataclass(frozen=True)
class _Breaking:
    row: Sequence[Timed]
    rules: Rules
    limit: int
    lead: int

    @cached_property
    def _widths(self) -> list[int]:
        """Room up to each piece, with the joints before them."""
        return [0, *accumulate(units(joint) + units(text) for (text, joint), _, _ in self.row)]

    @cached_property
    def _pauses(self) -> list[int]:
        """How many long pauses lie before each piece and those before it."""
        gaps = (after.start_ms - before.end_ms > _PAUSE_MS for before, after in pairwise(self.row))
        return [0, *accumulate(map(int, gaps))]

    @cached_property
    def _costs(self) -> list[int]:
        """What a break before each piece costs."""
        texts = [each.piece.text for each in self.row]
        return [0, *(_cost(before, after, self.rules) for before, after in pairwise(texts))]

    def best(self) -> list[Block]:
        """The cheapest way to divide the row, found from its end."""
        count = len(self.row)
        least, ends = [0.0] * (count + 1), [count] * count
        for start in reversed(range(count)):
            least[start], ends[start] = min((self._cue(start, end) + least[end], end) for end in self._ends(start))
        return list(self._blocks(ends))

    def _blocks(self, ends: Sequence[int]) -> Iterator[Block]:
        start = 0
        while start < len(ends):
            end = ends[start]
            cuts = [start, *filter(None, (self._line(start, end)[1],)), end]
            rows = (self.row[one:other] for one, other in pairwise(cuts))
            lines = tuple(joined([each.piece for each in row]) for row in rows)
            yield Block(lines, self.row[start].start_ms, self.row[end - 1].end_ms)
            start = end

    def _ends(self, start: int) -> Iterator[int]:
        """Where a cue may end that begins with a piece: behind that piece, and while two lines have room."""
        yield start + 1
        for end in range(start + 2, len(self.row) + 1):
            if self._width(start, end) > 2 * self.limit:
                return
            if self._line(start, end)[0] < _NO_FIT:
                yield end

    def _cue(self, start: int, end: int) -> float:
        cost = _CUE + self._line(start, end)[0]
        if end < len(self.row):
            cost += self._costs[end] + (_BEFORE_NEXT_CUE if self._costs[end] else 0)
        spoken = self.row[end - 1].end_ms - self.row[start].start_ms
        if end - start > 1 and spoken > LONGEST_MS:
            cost += _TOO_LONG_MS
        if spoken < SHORTEST_MS and end - start < len(self.row):
            cost += _TOO_SHORT_MS
        return cost + _OVER_A_PAUSE * (self._pauses[end - 1] - self._pauses[start])

    def _line(self, start: int, end: int) -> tuple[float, int | None]:
        """What it costs to put pieces on one line, or on two, and where the second begins."""
        lead = 0 if start else self.lead
        if self._width(start, end) + lead <= self.limit:
            return 0, None
        if end - start == 1:
            return _NO_FIT, None
        cuts = (cut for cut in range(start + 1, end) if self._fits(start, cut, end, lead))
        return min(
            ((self._costs[cut] + self._balance(start, cut, end, lead), cut) for cut in cuts), default=(_NO_FIT, None)
        )

    def _fits(self, start: int, cut: int, end: int, lead: int) -> bool:
        return self._width(start, cut) + lead <= self.limit and self._width(cut, end) <= self.limit

    def _balance(self, start: int, cut: int, end: int, lead: int) -> float:
        above, below = self._width(start, cut) + lead, self._width(cut, end)
        return _UNBALANCED * abs(above - below) / self.limit + (_TOP_HEAVY if above > below else 0)

    def _width(self, start: int, end: int) -> int:
        return self._widths[end] - self._widths[start] - units(self.row[start].piece.joint)


def _cost(before: str, after: str, rules: Rules) -> int:
    """What it costs to break between two pieces: nothing behind a sentence, most behind a word that leads on."""
    word = before.casefold()
    if word in rules.holding:
        return _BEHIND_HOLDING
    bare = before.rstrip(_CLOSING)
    if bare.endswith(_SENTENCE):
        return 0
    if bare.endswith(_CLAUSE):
        return _AT_CLAUSE
    first = after.casefold().strip("¿¡\"'“‘«([")
    if first in rules.opening:
        return _BEFORE_CLAUSE
    if word in rules.leaning:
        return _BEHIND_LEANING
    if rules.names and before[:1].isupper() and after[:1].isupper():
        return _IN_NAME
    if first in rules.holding or _ends_a_phrase(before, after):
        return _BEFORE_PHRASE
    return _ANYWHERE


def _ends_a_phrase(before: str, after: str) -> bool:
    """Whether Japanese goes on with the next phrase: behind its endings another script begins (私は|雨の|中を)."""
    return bool(_HIRAGANA.match(before[-1:])) and not _HIRAGANA.match(after[:1])
