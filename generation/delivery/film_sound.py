"""The sound of the film: what each shot sounds like by itself, under what is placed on scenes and on the film."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from uuid import UUID

import msgspec
import numpy as np

from events.codec import canonical
from generation.cut.cut_list import CutClip, CutList
from generation.ports import sound, tracks
from generation.ports.loudness import Mixed
from generation.ports.muxing import fitted
from generation.ports.tracks import SoundClip, Span
from generation.ports.types import timing
from generation.ports.work import Refusing
from productions.domain.sounds import ATTRIBUTE, Placed
from productions.domain.take import Take
from productions.queries import Moment

_HEARD = b"continuity/heard/1\n"
SOUND, TIMING = "sound", "timing"
"""The roles of what a take holds of these."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sounds that are placed on a stretch of the film, from its first sample to the one behind its last."""

    first: int
    last: int
    sounds: tuple[tuple[str, Placed], ...]


@dataclass(frozen=True, slots=True)
class FilmSound:
    """What the film sounds like: the cut, what its takes hold, and what is placed on scenes and on the film.

    `files` are lent by digest. What is placed is unpacked into `folder`, each file once however often it is heard.
    """

    cut: CutList
    takes: Mapping[UUID, Take]
    stretches: Sequence[Stretch]
    files: Mapping[str, Path]
    folder: Path

    @property
    def samples(self) -> int:
        """How long it is, exact to the nearest sample."""
        return sound.samples_of(self.cut.frames, self.cut.rate)

    def write(self, into: Mixed) -> Iterator[int]:
        """Write it into memory as long as it is, and say after each shot how many shots are done.

        Refusing names the shot whose sound cannot be read.
        """
        speech = self._speech()
        fading = np.zeros((0, 2))
        unpacked = self._unpacked()
        layers = [(each, [*_clips(each, unpacked)]) for each in self.stretches]
        for number, clip in enumerate(self.cut.clips, start=1):
            first, last = _span(clip, self.cut.rate)
            heard = self._of_shot(clip, last - first, self._under(number))
            total, following = heard[: last - first], heard[last - first :]
            _crossed(total, fading)
            fading = following
            for stretch, clips in layers:
                if stretch.first < last and first < stretch.last:
                    total += tracks.laid(clips, first, last, stretch.last, speech)
            into[first:last] = total
            yield number

    def _under(self, number: int) -> int:
        """For how many samples the clip of a number goes on under the next."""
        clips = self.cut.clips
        if number == len(clips) or not clips[number].dissolve:
            return 0
        first, rate = clips[number].record_in, self.cut.rate
        return sound.samples_of(first + clips[number].dissolve, rate) - sound.samples_of(first, rate)

    def _of_shot(self, clip: CutClip, length: int, under: int) -> tracks.Columns:
        """What a shot sounds like from where it is seen on, and behind its end as long as it goes on there."""
        path = self._file(clip, SOUND)
        if path is None:
            return np.zeros((length + under, 2))
        trimmed = sound.samples_of(clip.source_in, self.cut.rate)
        try:
            return fitted(tracks.both(sound.read_columns(path))[trimmed:], length + under) / 32768.0
        except sound.Unreadable as error:
            raise Refusing(f"{clip.name}: its sound cannot be read: {error}.") from error

    def _speech(self) -> list[Span]:
        """In which samples of the film somebody speaks."""
        spans: list[Span] = []
        for clip in self.cut.clips:
            path = self._file(clip, TIMING)
            first, last = _span(clip, self.cut.rate)
            trimmed = sound.samples_of(clip.source_in, self.cut.rate)
            for line in _lines(path, clip.name):
                start, end = (first - trimmed + sound.sample_at(each) for each in (line.start_ms, line.end_ms))
                if start < last and first < end:
                    spans.append((max(first, start), min(end, last)))
        return spans

    def _file(self, clip: CutClip, role: str) -> Path | None:
        take = self.takes.get(clip.take_id) if clip.take_id else None
        artifact = take.artifact(role) if take else None
        return self.files[artifact.digest] if artifact else None

    def _unpacked(self) -> dict[str, sound.Samples]:
        placed = {digest for stretch in self.stretches for digest, _ in stretch.sounds}
        try:
            return {
                digest: tracks.both(sound.unpacked(self.files[digest], self.folder / f"placed-{number}"))
                for number, digest in enumerate(sorted(placed))
            }
        except sound.Unreadable as error:
            raise Refusing(f"A placed sound cannot be read: {error}.") from error


def _crossed(heard: tracks.Columns, fading: tracks.Columns) -> None:
    """Fade the beginning of a shot in while what was heard before fades away under it."""
    length = min(len(fading), len(heard))
    if length:
        share = (np.arange(length) + 0.5)[:, None] / length
        heard[:length] = heard[:length] * share + fading[:length] * (1 - share)


def _lines(path: Path | None, shot: str) -> Sequence[timing.TimedLine]:
    try:
        return timing.read(path).lines if path else ()
    except timing.Unreadable as error:
        raise Refusing(f"{shot}: the times of its lines cannot be read: {error}.") from error


def _clips(stretch: Stretch, unpacked: Mapping[str, sound.Samples]) -> Iterator[SoundClip]:
    for digest, placed in stretch.sounds:
        yield SoundClip(
            unpacked[digest],
            stretch.first + sound.sample_at(placed.at_ms),
            None if placed.length_ms is None else sound.sample_at(placed.length_ms),
            Decimal(placed.gain),
            sound.sample_at(placed.fade_in_ms),
            sound.sample_at(placed.fade_out_ms),
            Decimal(placed.duck),
            placed.loop,
        )


def stretches(moment: Moment, cut: CutList) -> list[Stretch]:
    """Return what is placed on the film and its scenes, where they stand in a cut."""
    whole = Stretch(0, sound.samples_of(cut.frames, cut.rate), (*_heard(moment, moment.production.state.sounds),))
    made = [whole]
    for scene, folded in moment.scenes.items():
        heard = (*_heard(moment, folded.state.sounds),)
        for clips in _runs(moment, cut, scene) if heard else ():
            spans = [_span(clip, cut.rate) for clip in clips]
            made.append(Stretch(min(start for start, _ in spans), max(end for _, end in spans), heard))
    return [each for each in made if each.sounds]


def heard(cut: CutList, takes: Mapping[UUID, Take], placed: Sequence[Stretch]) -> str:
    """Return the digest of what a film sounds like before it is brought to a loudness: of contents and their places."""
    clips = [
        [clip.record_in, clip.record_out, clip.source_in, clip.dissolve, *_contents(takes, clip)] for clip in cut.clips
    ]
    over = [
        [each.first, each.last, digest, msgspec.to_builtins(sound)] for each in placed for digest, sound in each.sounds
    ]
    document = canonical({"rate": str(cut.rate), "clips": clips, "placed": over})
    return "sha256:" + hashlib.sha256(_HEARD + document).hexdigest()


def _contents(takes: Mapping[UUID, Take], clip: CutClip) -> list[str | None]:
    take = takes.get(clip.take_id) if clip.take_id else None
    held = [take.artifact(role) if take else None for role in (SOUND, TIMING)]
    return [each.content if each else None for each in held]


def _runs(moment: Moment, cut: CutList, scene: UUID) -> Iterator[list[CutClip]]:
    """Yield the clips of a scene that follow one another: one that was moved away is a run of its own."""
    filmed = [clip for clip in cut.clips if clip.shot in moment.shots]
    for own, clips in groupby(filmed, lambda clip: _scene_of(moment, clip) == scene):
        if own:
            yield list(clips)


def _scene_of(moment: Moment, clip: CutClip) -> UUID | None:
    return moment.shots[clip.shot].state.scene if clip.shot else None


def _heard(moment: Moment, placed: Mapping[UUID, Placed]) -> Iterator[tuple[str, Placed]]:
    """Those whose reference is there and has a file."""
    for _, each in sorted(placed.items()):
        folded = moment.references.get(each.reference)
        digest = folded.state.look().attributes.get(ATTRIBUTE) if folded and not folded.state.removed else None
        if digest:
            yield digest, each


def _span(clip: CutClip, rate: Fraction) -> Span:
    return sound.samples_of(clip.record_in, rate), sound.samples_of(clip.record_out, rate)
