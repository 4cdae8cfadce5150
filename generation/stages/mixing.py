"""Mixing: the dialogue of a shot and what is placed on it become one sound in two channels, as long as the shot."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

import msgspec
import numpy as np
import rfc8785

from generation.backends import request
from generation.ports import loudness, sound, tracks
from generation.ports.tracks import SoundClip, Span
from generation.ports.types import report, timing
from generation.ports.work import JSON, Done, OutputFile, Refusing, Stopping, Work
from generation.stages.mix import DIALOGUE, LOUDNESS, SOUND, TIMING
from productions.domain.fields.values import SOUND as PLACED
from productions.domain.graph import Schema
from productions.domain.sounds import Track


class PlacedSound(msgspec.Struct, frozen=True):
    """A placed sound as inputs have it."""

    digest: str
    track: Track
    at_ms: int
    length_ms: int | None
    gain: str
    fade_in_ms: int
    fade_out_ms: int
    duck: str
    loop: bool

    def clip(self, samples: Any, start: int = 0, more: Decimal = Decimal(0)) -> SoundClip:
        """Return it as a clip whose level begins at a sample."""
        return SoundClip(
            samples,
            start + sound.sample_at(self.at_ms),
            None if self.length_ms is None else sound.sample_at(self.length_ms),
            Decimal(self.gain) + more,
            sound.sample_at(self.fade_in_ms),
            sound.sample_at(self.fade_out_ms),
            Decimal(self.duck),
            self.loop,
        )


def mix(work: Work, parameters: Schema) -> Done:
    """Mix a shot; refuses what is no sound."""
    gains = {name: Decimal(str(value)) for name, value in work.settings(parameters).items()}
    frames, rate = request.frames(work.inputs), request.rate(work.inputs)
    count = sound.samples_of(frames, rate)
    times = _timing(work)
    clips = chain(_dialogue(work, gains["dialogue"]), _placed(work, gains))  # read one at a time: each may be long
    try:
        total = tracks.laid(clips, 0, count, count, spans(times) if times else [])
    except sound.Unreadable as error:
        raise Refusing(str(error)) from error
    made, over = tracks.whole(total)
    if work.cancelled():
        raise Stopping
    work.progress(1, 2)
    measured = loudness.measure(loudness.mixed(made))
    work.progress(2, 2)
    needs = max(frames, _frames_for(times, rate)) if times else frames
    facts: dict[str, JSON] = {
        "rate": sound.RATE,
        "channels": 2,
        "samples": len(made),
        "peaks": sound.peaks(np.abs(made.astype(np.int32)).max(axis=1)) if len(made) else "",
        "frames": frames,
        "needs": needs,
        **measured.facts(),
    }
    notes: list[JSON] = [f"{over} samples are too loud: turn a track down"] if over else []
    return Done((*_written(work, made, facts, over),), {"snapped": notes})


def spans(times: timing.Timing) -> list[Span]:
    """Return in which samples of its shot somebody speaks."""
    return [(sound.sample_at(line.start_ms), sound.sample_at(line.end_ms)) for line in times.lines]


def _timing(work: Work) -> timing.Timing | None:
    path = work.upstream.get(TIMING, {}).get(TIMING)
    try:
        return timing.read(path) if path else None
    except timing.Unreadable as error:
        raise Refusing(str(error)) from error


def _frames_for(times: timing.Timing, rate: Any) -> int:
    end = max((line.end_ms for line in times.lines), default=0)
    return int(-(-end * rate // 1000))


def _dialogue(work: Work, gain: Decimal) -> Iterator[SoundClip]:
    path = work.upstream.get(DIALOGUE, {}).get(SOUND)
    if path:
        yield SoundClip(tracks.both(sound.read_columns(path)), 0, gain=gain)


def _placed(work: Work, gains: dict[str, Decimal]) -> Iterator[SoundClip]:
    for key, value in sorted(work.inputs.items()):
        if not key.startswith(PLACED):
            continue
        placed = msgspec.convert(value, PlacedSound)
        path = work.references.get(placed.digest)
        if path is None:
            raise Refusing("the file of a placed sound is not on this machine")
        yield placed.clip(tracks.both(sound.read_columns(path)), more=gains[placed.track])


def _written(work: Work, made: Any, facts: dict[str, JSON], over: int) -> Iterator[OutputFile]:
    heard, told = work.out / f"{SOUND}.flac", work.out / f"{LOUDNESS}.json"
    sound.write(heard, made, 2)
    yield OutputFile(SOUND, heard, sound.MEDIA_TYPE, sound.content_of(made, 2), facts)
    names = ("integrated", "range", "true_peak", "samples")
    document: dict[str, Any] = {"measures": {**{name: facts[name] for name in names}, "clipped": over}}
    told.write_bytes(rfc8785.dumps(document))
    yield OutputFile(LOUDNESS, told, "application/json", report.content_of(document), document)
