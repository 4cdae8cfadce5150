"""Narrating: lines are spoken, laid over the length of their shot, and written as one sound with its timing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from generation.backends import request
from generation.ports import media, sound
from generation.ports.sound import RATE, Samples
from generation.ports.speech import LineSound
from generation.ports.types import timing
from generation.ports.work import JSON, Done, OutputFile, Refusing, Stopping, Work
from generation.stages.narration import REFUSE, SOUND, TIMING
from generation.stages.using import Using
from productions.domain.graph import Schema

_FADE = RATE // 50
"""Samples over which a line fades that the end of its shot cuts off."""


@dataclass(frozen=True, slots=True)
class ShotLength:
    """How long a shot is; `samples` is exact to the nearest sample."""

    frames: int
    rate: Fraction

    @property
    def samples(self) -> int:
        return sound.samples_of(self.frames, self.rate)

    def frames_for(self, samples: int) -> int:
        """Return in how many frames so many samples have room."""
        return ceil(samples * self.rate / RATE)


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines with the sample of the shot at which each begins; `end` is where the last ends."""

    lines: Sequence[tuple[int, LineSound]]
    end: int


def narrate(work: Work, parameters: Schema) -> Done:
    """Speak the lines of a shot; refuses a shot that is too short for them where it was told to."""
    using, settings = Using(work, "speech"), work.settings(parameters)
    length = ShotLength(request.frames(using.asked.inputs), request.rate(using.asked.inputs))
    lead, pause = (sound.sample_at(int(str(settings[name]))) for name in ("lead", "pause"))
    laid = lay(tuple(_spoken(work, using)), length.samples, lead, pause)
    told = _conflict(laid, length)
    if told and settings["when_longer"] == REFUSE:
        raise Refusing(told)
    notes = using.facts()["snapped"]
    assert isinstance(notes, list), "notes are sentences"
    outputs = _written(work, laid, length, using.inner())
    return Done(outputs, {**using.facts(), "snapped": [*notes, *([told] if told else [])]})


def lay(lines: Sequence[LineSound], room: int, lead: int, pause: int) -> Laid:
    """Lay lines one after another. Where they leave too little room, lead and pauses shrink alike, to nothing."""
    spoken = [line for line in lines if len(line.samples)]
    speech = sum(len(line.samples) for line in spoken)
    silence = lead + pause * max(0, len(spoken) - 1)
    left = min(silence, max(0, room - speech))
    at = lead * left // silence if silence else 0
    laid: list[tuple[int, LineSound]] = []
    for line in lines:
        laid.append((at, line))
        at += len(line.samples) + (pause * left // silence if len(line.samples) and silence else 0)
    return Laid(laid, max((start + len(line.samples) for start, line in laid), default=0))


def mixed(laid: Laid, room: int) -> Samples:
    """Return the sound of a shot, exactly as long as it is; a line that its end cuts off fades there."""
    whole = sound.silence(max(room, laid.end))
    for at, line in laid.lines:
        whole[at : at + len(line.samples)] = line.samples
    if laid.end <= room:
        return whole
    kept = whole[:room]
    fade = min(_FADE, room)
    kept[room - fade :] = kept[room - fade :].astype(np.int32) * np.arange(fade, 0, -1) // (fade + 1)
    return kept


def timed(laid: Laid, length: ShotLength) -> timing.Timing:
    """Return when lines and words are heard, also those beyond the end of the shot."""
    return timing.Timing(
        length.frames,
        media.rate_text(length.rate),
        tuple(
            timing.TimedLine(
                line.line,
                line.character,
                line.text,
                sound.time_of(at),
                sound.time_of(at + len(line.samples)),
                line.by,
                tuple(
                    timing.TimedWord(word.text, sound.time_of(at + word.start), sound.time_of(at + word.end))
                    for word in line.words
                ),
            )
            for at, line in laid.lines
        ),
    )


def _spoken(work: Work, using: Using) -> Iterator[LineSound]:
    """The lines as the backend speaks them, each a step."""
    dialogue = work.inputs.get("dialogue")
    steps = len(dialogue) + 1 if isinstance(dialogue, list) else 1
    step = 0
    for step, line in enumerate(using.run()["audio"], 1):
        yield line
        work.progress(step, steps)
    if work.cancelled():
        raise Stopping
    work.progress(step + 1, steps)


def _conflict(laid: Laid, length: ShotLength) -> str:
    """What people are told of speech that its shot has no room for; empty where it has."""
    needed = length.frames_for(laid.end)
    if needed <= length.frames:
        return ""
    return f"speech needs {needed} frames, the shot has {length.frames}: lengthen it, or shorten the lines"


def _written(work: Work, laid: Laid, length: ShotLength, inner: dict[str, JSON]) -> tuple[OutputFile, OutputFile]:
    samples, times = mixed(laid, length.samples), timed(laid, length)
    heard, told = work.out / f"{SOUND}.flac", work.out / f"{TIMING}.json"
    sound.write(heard, samples)
    told.write_bytes(timing.document(times))
    facts: dict[str, JSON] = {
        "rate": RATE,
        "channels": 1,
        "samples": len(samples),
        "peaks": sound.peaks(samples),
    }
    lengths: dict[str, JSON] = {"frames": length.frames, "needs": length.frames_for(laid.end)}
    return (
        OutputFile(SOUND, heard, sound.MEDIA_TYPE, sound.content_of(samples), {**facts, **lengths, **inner}),
        OutputFile(TIMING, told, "application/json", timing.content_of(times), {"lines": len(times.lines), **lengths}),
    )
