"""From what is said, heard and read in a shot to its captions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Literal

from generation.domain.captioning.breaking import Block, Timed, blocks
from generation.domain.captioning.document import Captions, Cue, CueKind
from generation.domain.captioning.doubting import cut_off, doubts, no_room, reading_ms
from generation.domain.captioning.pieces import pieces, units
from generation.domain.captioning.rules import CLOSED_MS, GAP_FRAMES, LONGEST_MS, SHORTEST_MS, Rules, rules_of
from generation.domain.captioning.script import UnspokenWords, is_forced
from generation.domain.captioning.spoken import Span, Utterance, divided, in_turn

Labels = Literal["never", "changes", "always"]
"""Whether cues say who speaks: where a line has another speaker than the one before it in the shot, or always."""

_LONG_ENOUGH_MS = 1500
"""How long a title or a sound stands at least, where there is room."""


@dataclass(frozen=True, slots=True)
class CaptionRequest:
    """What is asked for, in a shot of a length; 0 characters of a line or a second leave it to the language."""

    language: str
    length_ms: int
    rate: Fraction
    characters: int = 0
    speed: int = 0
    labels: Labels = "changes"

    @property
    def rules(self) -> Rules:
        """The rules that hold."""
        known = rules_of(self.language)
        return replace(known, characters=self.characters or known.characters, speed=self.speed or known.speed)

    @property
    def gap_ms(self) -> int:
        """How long the picture is empty between two cues."""
        return ceil(GAP_FRAMES * 1000 / self.rate)


def captions(said: Sequence[Utterance], beside: Sequence[UnspokenWords], wanted: CaptionRequest) -> Captions:
    """Return the captions of a shot: cues in order that never overlap, with what of the rules could not be met."""
    drafts = list(_drafts(in_turn(said), wanted))
    cues = list(_timed(drafts, wanted))
    lost = [cut_off(draft.block, wanted.length_ms) for draft in drafts[len(cues) :]]
    for each in beside:
        placed = _in_a_gap(each, cues, wanted)
        lost += [] if placed else [no_room(each.text, _widest(cues, wanted))]
        cues = sorted([*cues, *placed], key=lambda cue: cue.start_ms)
    spoken = {(draft.utterance.line, draft.block.lines): draft.block.end_ms for draft in drafts}
    heard = {each.line: each.span for each in said}
    unsure = doubts(cues, wanted.rules, wanted.length_ms, spoken, heard)
    return Captions(wanted.language, tuple(cues), (*unsure, *lost))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cue to be, of what somebody says."""

    utterance: Utterance
    block: Block
    kind: CueKind
    label: str

    def cue(self, start_ms: int, end_ms: int) -> Cue:
        said = self.utterance
        return Cue(
            start_ms, end_ms, self.block.lines, self.kind, said.character, self.label, line=said.line, by=said.by
        )


def _drafts(said: Sequence[Utterance], wanted: CaptionRequest) -> Iterator[_Draft]:
    rules = wanted.rules
    for utterance, label in zip(said, _labels(said, wanted.labels), strict=True):
        kind: CueKind = "forced" if is_forced(utterance.parenthetical, wanted.language) else "speech"
        lead = units(f"{label}: ") if label else 0
        for number, block in enumerate(blocks(utterance.timed(), rules, rules.characters, lead)):
            yield _Draft(utterance, block, kind, "" if number else label)


def _labels(said: Sequence[Utterance], labels: Labels) -> list[str]:
    names = [each.character for each in said]
    if labels == "never" or (labels == "changes" and len(set(names)) < 2):
        return [""] * len(names)
    before = ["", *names[:-1]]
    return [name if labels == "always" or name != last else "" for name, last in zip(names, before, strict=True)]


def _timed(drafts: Sequence[_Draft], wanted: CaptionRequest) -> Iterator[Cue]:
    """Each cue from when its words begin, for as long as reading takes, up to the gap before the next.

    What begins when the shot is over is left out, and all behind it.
    """
    free = 0
    for number, draft in enumerate(drafts):
        start = max(draft.block.start_ms, free)
        if start >= wanted.length_ms:
            return
        following = drafts[number + 1].block.start_ms if number + 1 < len(drafts) else None
        free = _end(draft, start, following, wanted)
        yield draft.cue(start, free)


def _end(draft: _Draft, start: int, following: int | None, wanted: CaptionRequest) -> int:
    last = wanted.length_ms if following is None else min(following - wanted.gap_ms, wanted.length_ms)
    if last <= start:  # words so short that no gap has room behind them
        return min(wanted.length_ms, max(following or 0, start + 1))
    shown = draft.cue(start, start + 1).shown
    end = min(last, start + LONGEST_MS, max(draft.block.end_ms, start + reading_ms(shown, wanted.rules)))
    end = max(end, start + 1)
    return last if following is not None and 0 < last - end < CLOSED_MS and last - start <= LONGEST_MS else end


def _in_a_gap(beside: UnspokenWords, cues: Sequence[Cue], wanted: CaptionRequest) -> list[Cue]:
    """Cues of a title or a sound in the first stretch that is long enough to read it, else in the longest one."""
    rules, row = wanted.rules, pieces(beside.text)
    at = [Timed(piece, 0, 0) for piece in row]
    shown = [_aside(beside, block.lines, 0, 1) for block in blocks(at, rules, rules.characters - 2)]
    lengths = [max(_LONG_ENOUGH_MS, reading_ms(cue.shown, rules)) for cue in shown]
    needs = sum(lengths) + wanted.gap_ms * (len(lengths) - 1)
    free = _free(cues, wanted)
    span = next((each for each in free if each.end_ms - each.start_ms >= needs), None) or max(
        free, key=lambda each: each.end_ms - each.start_ms, default=Span(0, 0)
    )
    least = SHORTEST_MS * len(lengths) + wanted.gap_ms * (len(lengths) - 1)
    if not shown or span.end_ms - span.start_ms < least:
        return []
    spans = divided(lengths, Span(span.start_ms, min(span.end_ms, span.start_ms + needs)))
    last = len(spans) - 1
    return [
        _aside(beside, cue.lines, each.start_ms, each.end_ms - (wanted.gap_ms if number < last else 0))
        for number, (cue, each) in enumerate(zip(shown, spans, strict=True))
    ]


def _aside(beside: UnspokenWords, lines: tuple[str, ...], start_ms: int, end_ms: int) -> Cue:
    return Cue(start_ms, end_ms, lines, beside.kind, position="top" if beside.kind == "title" else "bottom")


def _free(cues: Sequence[Cue], wanted: CaptionRequest) -> list[Span]:
    """The stretches of the shot without a cue, less the gaps beside those that there are."""
    gap = wanted.gap_ms
    starts = [0, *(cue.end_ms + gap for cue in cues)]
    ends = [*(cue.start_ms - gap for cue in cues), wanted.length_ms]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _widest(cues: Sequence[Cue], wanted: CaptionRequest) -> int:
    return max((each.end_ms - each.start_ms for each in _free(cues, wanted)), default=0)
