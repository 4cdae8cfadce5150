"""Doubts: what of the rules cues do not meet, with their numbers."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from generation.domain.captioning.breaking import Block
from generation.domain.captioning.document import Cue, Doubt
from generation.domain.captioning.pieces import units
from generation.domain.captioning.rules import OFF_SPEECH_MS, SHORTEST_MS, Rules
from generation.domain.captioning.spoken import Span


def reading_ms(shown: Sequence[str], rules: Rules) -> int:
    """Return for how long lines must stand to be read, in milliseconds."""
    return max(SHORTEST_MS, ceil(_room(shown) * 1000 / (rules.speed * _per(rules))))


def speed_of(cue: Cue, rules: Rules) -> int:
    """Return how many characters a second reading a cue takes, rounded up."""
    return ceil(_room(cue.shown) * 1000 / (cue.end_ms - cue.start_ms) / _per(rules))


def doubts(
    cues: Sequence[Cue],
    rules: Rules,
    length_ms: int,
    spoken: Mapping[tuple[int, tuple[str, ...]], int],
    heard: Mapping[int, Span],
) -> Iterator[Doubt]:
    """Yield what is in doubt of each cue.

    `spoken` says when the words of a line end that stand on a cue, `heard` when each line is spoken.
    """
    for number, cue in enumerate(cues):
        wide = max(ceil(units(line) / _per(rules)) for line in cue.shown)
        if wide > rules.characters:
            yield Doubt("long-line", wide, rules.characters, number)
        over = spoken.get((cue.line, cue.lines), 0) - length_ms if cue.line is not None else 0
        if over > 0:
            yield Doubt("cut-off", over, 0, number)
        if cue.end_ms - cue.start_ms < SHORTEST_MS:
            yield Doubt("short", cue.end_ms - cue.start_ms, SHORTEST_MS, number)
        line = heard.get(cue.line) if cue.line is not None else None
        off = max(line.start_ms - cue.start_ms, cue.start_ms - line.end_ms) if line else 0
        if off > OFF_SPEECH_MS:
            yield Doubt("off-speech", off, OFF_SPEECH_MS, number)
        if (speed := speed_of(cue, rules)) > rules.speed:
            yield Doubt("fast", speed, rules.speed, number)


def cut_off(block: Block, length_ms: int) -> Doubt:
    """Return the doubt about words that are spoken when the shot is over."""
    return Doubt("cut-off", max(0, block.end_ms - length_ms), 0, text=" ".join(block.lines))


def no_room(text: str, free_ms: int) -> Doubt:
    """Return the doubt about words for which nothing is free but a stretch that is too short."""
    return Doubt("no-room", free_ms, SHORTEST_MS, text=text)


def _room(shown: Sequence[str]) -> int:
    return sum(map(units, shown))


def _per(rules: Rules) -> int:
    return 2 if rules.wide else 1
