"""Captioning: what is said in a shot, and when, is read from its inputs and its timing, and written as captions."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec

from generation.backends import request
from generation.domain.captioning.captioning import CaptionRequest, Labels, captions
from generation.domain.captioning.script import beside
from generation.domain.captioning.spoken import Span, TimedWord, Utterance, estimated
from generation.ports.types import captions as documents
from generation.ports.types import timing as timings
from generation.ports.work import Done, OutputFile, Refusing, Work
from productions.domain.graph import Schema
from productions.domain.translations import in_language

TIMING = "timing"
"""The port at which it comes in when each line is spoken, and its role there."""


class _Settings(msgspec.Struct, frozen=True):
    characters: int
    speed: int
    speakers: Labels
    sounds: bool


class _Line(msgspec.Struct, frozen=True):
    """A line of dialogue as inputs have it."""

    character: str
    text: str
    parenthetical: str = ""


def caption(work: Work, parameters: Schema) -> Done:
    """Write the captions of a shot; refuses a length, a rate or a timing that means nothing."""
    settings = msgspec.convert(work.settings(parameters), _Settings, strict=False)
    timing, rate = _timing(work), request.rate(work.inputs)
    frames = timing.frames if timing and timing.frames else request.frames(work.inputs)
    length = _milliseconds(max(1, frames), rate)
    lines = msgspec.convert(work.inputs.get("dialogue") or [], tuple[_Line, ...])
    said = list(_timed(lines, timing) if timing else _estimated(lines, work.inputs, length))
    language = str(work.inputs.get("parameter:language") or "en")
    wanted = CaptionRequest(language, length, rate, settings.characters, settings.speed, settings.speakers)
    aside = list(beside(str(work.inputs.get("description") or ""))) if settings.sounds else []
    made = captions(said, aside, wanted)
    path = work.out / "captions.json"
    path.write_bytes(documents.document(made))
    work.progress(1, 1)
    facts: dict[str, Any] = msgspec.to_builtins(made)
    return Done((OutputFile("captions", path, "application/json", documents.content_of(made), facts),))


def _timing(work: Work) -> timings.Timing | None:
    path = work.upstream.get(TIMING, {}).get(TIMING)
    try:
        return timings.read(path) if path else None
    except timings.Unreadable as error:
        raise Refusing(str(error)) from error


def _milliseconds(frames: int, rate: Fraction) -> int:
    """The last whole millisecond of a shot, so that no cue reaches over its end."""
    return max(1, int(frames * 1000 / rate))


def _timed(lines: Sequence[_Line], timing: timings.Timing) -> Iterator[Utterance]:
    """The lines as they are spoken, in the words of the timing: what was spoken is what is read.

    Of a line that takes no time ("...") nothing is heard, and nothing is shown.
    """
    for each in timing.lines:
        if each.end_ms <= each.start_ms:
            continue
        parenthetical = lines[each.line].parenthetical if each.line < len(lines) else ""
        words = tuple(TimedWord(word.text, word.start_ms, word.end_ms) for word in each.words)
        span = Span(each.start_ms, each.end_ms)
        yield Utterance(each.line, each.character, each.text, parenthetical, span, each.by, words)


def _estimated(lines: Sequence[_Line], inputs: Mapping[str, object], length: int) -> Iterator[Utterance]:
    texts = [in_language(inputs, number, line.text) for number, line in enumerate(lines)]
    for number, (line, text, span) in enumerate(zip(lines, texts, estimated(texts, length), strict=True)):
        yield Utterance(number, line.character, text, line.parenthetical, span)
