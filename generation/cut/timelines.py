"""The cut as OpenTimelineIO: all that we hold of it, under the name `continuity` in the metadata of each part."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast
from urllib.parse import quote, unquote
from uuid import UUID

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from generation.cut import timecode
from generation.cut.cut_list import MARK_KINDS, MOST_CLIPS, CutClip, CutList, CutNote, UnreadableEdit, dissolved

OURS = "continuity"
MARKER_COLOURS = {"must_fix": "RED", "question": "CYAN", "note": "YELLOW", "marker": "GREEN"}
_MOST_MARKS = 1000
_LARGEST = 2.0**53
_ALIKE = 0.01
"""Rates that differ by less are one, which some programs round (23.976, 29.97)."""
_ENTIRE = 1001
"""The largest divisor of a rate of film or television."""


def write(cut: CutList) -> str:
    """Return the cut as the text of an .otio file."""
    rate = float(cut.rate)
    timeline = otio.schema.Timeline(cut.title, global_start_time=RationalTime(cut.start, rate))
    timeline.metadata[OURS] = {
        "rate": str(cut.rate),
        "drop_frame": cut.drop_frame,
        **({} if cut.position is None else {"position": cut.position}),
    }
    track = otio.schema.Track("V1", kind=otio.schema.TrackKind.Video)
    for clip in cut.clips:
        if clip.dissolve:
            track.append(_transition(clip.dissolve, rate))
        track.append(_gap(clip, rate) if clip.is_gap else _clip(clip, rate))
    timeline.tracks.append(track)
    return str(timeline.to_json_string(indent=2))


def _range(first: int, frames: int, rate: float) -> TimeRange:
    return TimeRange(RationalTime(first, rate), RationalTime(frames, rate))


def _transition(frames: int, rate: float) -> otio.schema.Transition:
    """A dissolve that begins at the cut."""
    times = (RationalTime(0, rate), RationalTime(frames, rate))
    return otio.schema.Transition("Dissolve", otio.schema.TransitionTypes.SMPTE_Dissolve, *times)


def _gap(clip: CutClip, rate: float) -> otio.schema.Gap:
    return otio.schema.Gap(clip.name, source_range=_range(0, clip.frames, rate), metadata={OURS: _told(clip)})


def _clip(clip: CutClip, rate: float) -> otio.schema.Clip:
    media_rate = float(clip.media_rate) if clip.media_rate else rate
    made = otio.schema.Clip(
        clip.name,
        media_reference=otio.schema.ExternalReference(
            target_url=quote(clip.media),
            available_range=_range(0, clip.media_frames, media_rate) if clip.media_frames else None,
        ),
        source_range=_range(clip.source_in, clip.frames, rate),
        metadata={OURS: _told(clip)},
    )
    made.media_reference.name = clip.media
    for mark in clip.seen_marks:
        made.markers.append(
            otio.schema.Marker(
                mark.text,
                _range(mark.frame, mark.frames, rate),
                MARKER_COLOURS[mark.kind],
                metadata={OURS: {"kind": mark.kind}},
            )
        )
    if clip.source_frames != clip.frames:
        made.effects.append(otio.schema.LinearTimeWarp(time_scalar=clip.source_frames / clip.frames))
    return made


def _told(clip: CutClip) -> dict[str, Any]:
    """What names a clip for good, whatever an editor calls it; only what is known."""
    told = {
        "shot": str(clip.shot or ""),
        "scene": clip.scene,
        "gap": str(clip.gap or ""),
        "take": clip.take,
        "take_id": str(clip.take_id or ""),
        "content": clip.content,
        "digest": clip.digest,
        "width": clip.width,
        "height": clip.height,
        "media_rate": str(clip.media_rate) if clip.media_rate else "",
    }
    return {name: value for name, value in told.items() if value}


def read(text: str, rate: Fraction) -> CutList:
    """Return the video of the first timeline in an .otio file, in frames at a rate; UnreadableEdit where there is none.

    Files that it names are never looked at. What comes from elsewhere is read by `apart`.
    """
    timeline = _timeline(text)
    start = timeline.global_start_time
    clips = sorted(_Reader(timeline, rate).clips(), key=lambda clip: (clip.record_in, clip.record_out))
    if not clips:
        raise UnreadableEdit("The timeline of this .otio file has no clip in a video track.")
    told = _plain(timeline.metadata)
    position, drops = told.get("position"), told.get("drop_frame")
    return CutList(
        str(timeline.name)[:200],
        rate,
        tuple(clips),
        _frames(start, rate) if start is not None else 0,
        drops is True and rate in timecode.DROPPING,
        position if isinstance(position, int) and not isinstance(position, bool) else None,
    )


def _timeline(text: str) -> otio.schema.Timeline:
    with _asking("read this file"):
        whole = otio.core.deserialize_json_from_string(text)
        collected = list(whole) if isinstance(whole, otio.schema.SerializableCollection) else [whole]
    timeline = next((one for one in collected if isinstance(one, otio.schema.Timeline)), None)
    if timeline is None:
        raise UnreadableEdit("This .otio file holds no timeline.")
    return timeline


@contextmanager
def _asking(what: str) -> Iterator[None]:
    """Around calls of the library: senseless values make it raise whatever comes to it."""
    try:
        yield
    except Exception as error:  # it raises whatever comes to it
        raise UnreadableEdit(f"OpenTimelineIO cannot {what}: {str(error)[:200]}.") from error


@dataclass(slots=True)
class _Reader:
    timeline: otio.schema.Timeline
    rate: Fraction

    def clips(self) -> Iterator[CutClip]:
        """Yield the clips and gaps of all video tracks, in the frames of the whole film."""
        with _asking("list the clips of this file"):
            tracks = [track.find_children() for track in self.timeline.video_tracks()]
        for children in tracks:
            made, transitions = list[CutClip](), dict[int, tuple[int, int]]()
            for found in self._within(children):
                if isinstance(found, CutClip):
                    made.append(found)
                else:
                    transitions[len(made)] = found
            yield from dissolved(made, {at: lasts for at, lasts in transitions.items() if at < len(made)})

    def _within(self, children: Sequence[Any]) -> Iterator[CutClip | tuple[int, int]]:
        """Yield the clips and gaps, and in front of one that is dissolved into, how long before and behind its cut."""
        kinds = (otio.schema.Clip, otio.schema.Gap, otio.schema.Transition)
        items = [one for one in children if isinstance(one, kinds)]
        if len(items) > MOST_CLIPS:
            raise UnreadableEdit(f"This edit has more than {MOST_CLIPS} clips.")
        for item in items:
            if isinstance(item, otio.schema.Transition):
                yield _frames(item.in_offset, self.rate), _frames(item.out_offset, self.rate)
            elif item.enabled and (clip := self._made(item)).frames > 0:
                yield clip

    def _made(self, item: otio.schema.Clip | otio.schema.Gap) -> CutClip:
        with _asking("place a clip of this file"):  # ranges that no time is in, media that nothing is known of
            trimmed = item.trimmed_range()
            placed = item.transformed_time_range(trimmed, self.timeline.tracks)
            begins, ends = placed.start_time, placed.end_time_exclusive()
        record_in, record_out = _frames(begins, self.rate), _frames(ends, self.rate)
        told = _plain(item.metadata)
        ours: dict[str, Any] = {
            "scene": _text(told.get("scene")),
            "shot": _id(told.get("shot")),
            "gap": _id(told.get("gap")),
            "width": _count(told.get("width")),
            "height": _count(told.get("height")),
        }
        name = str(item.name or "")[:200]
        if isinstance(item, otio.schema.Gap):
            return CutClip(name, record_in, record_out, **ours)
        first, length = self._source(item, trimmed)
        media = item.media_reference
        available = getattr(media, "available_range", None)
        if available is None or not _text(told.get("media_rate")):
            available = None
        return CutClip(
            name,
            record_in,
            record_out,
            first,
            first + length,
            take=_count(told.get("take")) or None,
            take_id=_id(told.get("take_id")),
            content=_text(told.get("content")),
            digest=_text(told.get("digest")),
            media=_file(media) or name or "?",
            media_frames=round(_told_time(available.duration)[0]) if available else 0,
            media_rate=_rate(_told_time(available.duration)[1]) if available else Fraction(0),
            marks=tuple(self._marks(item)),
            **ours,
        )

    def _marks(self, clip: otio.schema.Clip) -> Iterator[CutNote]:
        """The markers that we wrote; others are of whoever edits."""
        for mark in list(clip.markers)[:_MOST_MARKS]:
            if (kind := _plain(mark.metadata).get("kind")) in MARK_KINDS:
                first, frames = mark.marked_range.start_time, mark.marked_range.duration
                yield CutNote(_frames(first, self.rate), _frames(frames, self.rate), kind, str(mark.name)[:5000])

    def _source(self, clip: otio.schema.Clip, trimmed: TimeRange) -> tuple[int, int]:
        """The first frame that is seen of a clip's media, and how many pass; a warp of time says how fast they do."""
        speed = math.prod(one.time_scalar for one in clip.effects if isinstance(one, otio.schema.LinearTimeWarp))
        passed = _frames(trimmed.duration, self.rate) * abs(speed)
        if not math.isfinite(passed):
            raise UnreadableEdit("A clip of this file plays at no speed that can be told.")
        begins = _frames(trimmed.start_time, self.rate)
        if (media := getattr(clip.media_reference, "available_range", None)) is not None:
            begins -= _frames(media.start_time, self.rate)
        return begins, round(passed)


def _frames(time: RationalTime, rate: Fraction) -> int:
    """A time in frames; at about the same rate its frames are those of the film."""
    value, own = _told_time(time)
    return round(value) if abs(own - float(rate)) < _ALIKE else round(Fraction(value) / _rate(own) * rate)


def _told_time(time: RationalTime) -> tuple[float, float]:
    """The frames of a time and their rate; UnreadableEdit where these are no numbers of a film."""
    value, own = float(time.value), float(time.rate)
    if not (math.isfinite(value) and math.isfinite(own) and own > 0 and abs(value) < _LARGEST):
        raise UnreadableEdit("A time of this file is no number of frames.")
    return value, own


def _rate(rate: float) -> Fraction:
    near = Fraction(rate).limit_denominator(_ENTIRE)
    return near or Fraction(1, _ENTIRE)


def _plain(metadata: Any) -> Mapping[str, Any]:
    """What metadata say under our name; nothing where something else stands there."""
    ours = metadata.get(OURS)
    return cast("Mapping[str, Any]", ours) if hasattr(ours, "get") else {}


def _text(said: Any) -> str:
    return said[:200] if isinstance(said, str) else ""


def _count(said: Any) -> int:
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 <= said < 1_000_000 else 0


def _id(said: Any) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) and len(said) == 36 else None
    except ValueError:
        return None


def _file(media: Any) -> str:
    url = getattr(media, "target_url", None)
    return unquote(url).replace("\\", "/").rpartition("/")[2][:200] if isinstance(url, str) else ""
