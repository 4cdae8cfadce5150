"""Makes cuts up: of any rate, start and length, with gaps, offsets and takes at another rate."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

from hypothesis import strategies as st

from generation.cut import timecode
from generation.cut.cut_list import CutClip, CutList, CutNote, media_name
from productions.domain.parameters import RATES

EVERY_RATE = tuple(map(Fraction, RATES))


def clip(number: int, at: int, frames: int, **told: object) -> CutClip:
    """A shot of so many frames at a place of the film, of take 3."""
    code = f"SC{number // 10 + 1:03d}_{number % 10 * 10 + 10:04d}"
    made = CutClip(
        code,
        at,
        at + frames,
        0,
        frames,
        scene=code[:5],
        shot=UUID(int=number + 1),
        take=3,
        take_id=UUID(int=1000 + number),
        content=f"sha256:{number:064x}",
        digest=f"sha256:{number + 7:064x}",
        media=media_name(code, 3, "mkv"),
        media_frames=frames,
        media_rate=Fraction(24),
        width=1280,
        height=720,
    )
    return replace(made, **told)  # type: ignore[arg-type]  # names of its own fields


def gap(number: int, at: int, frames: int) -> CutClip:
    """A shot without a take."""
    full = clip(number, at, frames)
    return CutClip(full.name, at, at + frames, scene=full.scene, shot=full.shot)


def film(*frames: int, rate: Fraction = Fraction(24), start: int | None = None, drop_frame: bool = False) -> CutList:
    """A cut of shots of so many frames; a negative number is a gap."""
    clips, at = list[CutClip](), 0
    for number, length in enumerate(frames):
        clips.append(clip(number, at, length) if length > 0 else gap(number, at, -length))
        at += abs(length)
    first = round(rate) * 3600 if start is None else start
    return CutList("The Ferry", rate, tuple(clips), first, drop_frame, 42)


@st.composite
def cuts(draw: Callable[..., object]) -> CutList:
    """Any cut: the drawn parts are its rate, its lengths, where each clip begins in its media, and its start."""
    rate = draw(st.sampled_from(EVERY_RATE))
    assert isinstance(rate, Fraction)
    drops = rate in timecode.DROPPING and draw(st.booleans()) is True
    frames = draw(st.lists(st.integers(-3000, 3000).filter(bool), min_size=1, max_size=12))
    assert isinstance(frames, list)
    made = film(*frames, rate=rate, start=draw(st.integers(0, 60 * 60 * 60)), drop_frame=drops)  # type: ignore[arg-type]  # drawn
    offset = draw(st.integers(0, 5000))
    assert isinstance(offset, int)
    moved = (
        one if one.is_gap else replace(one, source_in=offset, source_out=offset + one.frames, media_frames=9000)
        for one in made.clips
    )
    dissolves = draw(st.lists(st.integers(0, 30), min_size=len(frames), max_size=len(frames)))
    assert isinstance(dissolves, list)
    return replace(made, clips=tuple(_joined(list(moved), dissolves)))


def _joined(clips: list[CutClip], dissolves: list[int]) -> list[CutClip]:
    """Clips that are dissolved into for so many frames, as far as there is room, with a marker on each that is seen."""
    made = [clips[0]]
    for clip, frames in zip(clips[1:], dissolves[1:], strict=True):
        made.append(replace(clip, dissolve=min(frames, clip.frames, made[-1].frames)))
    return [one if one.is_gap else replace(one, marks=(CutNote(one.source_in, 1, "marker", "Bell"),)) for one in made]
