"""Captions that are burnt into the picture of the film: which of them stand on which stretch, as what pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from generation.cut.cut_list import CutClip
from generation.domain.captioning.document import Position
from generation.ports.caption_files import FilmCue
from generation.ports.films import Laid, Raster
from generation.ports.work import Refusing
from generation.sheets import captions


@dataclass(frozen=True, slots=True)
class Burnt:
    """A caption on a stretch of picture, from one of its frames up to another, which is not one of them."""

    first: int
    last: int
    lines: tuple[str, ...]
    position: Position

    def said(self) -> list[int | str | list[str]]:
        """What of it the bytes of a stretch depend on."""
        return [self.first, self.last, list(self.lines), self.position]


def burnt(clip: CutClip, cues: Sequence[FilmCue], rate: Fraction) -> list[Burnt]:
    """Return the captions that stand on a clip: on each frame of it that begins while one is shown."""
    found = (
        (max(_frame(cue.start_ms, rate), clip.record_in), min(_frame(cue.end_ms, rate), clip.record_out), cue.cue)
        for cue in cues
    )
    return [
        Burnt(first - clip.record_in, last - clip.record_in, cue.shown, cue.position)
        for first, last, cue in found
        if first < last and any(cue.shown)
    ]


def _frame(milliseconds: int, rate: Fraction) -> int:
    """The first frame that begins at a time or behind it; times were rounded to milliseconds, so within half of one."""
    return ceil((milliseconds - Fraction(1, 2)) * rate / 1000)


def laid(each: Burnt, raster: Raster) -> Laid:
    """Draw a caption for pictures of the film; Refusing names letters that no font here has."""
    try:
        drawn = captions.drawn(each.lines, each.position, raster.width, raster.height)
    except captions.Unwritable as error:
        raise Refusing(f"The captions cannot be burnt in: {error}.") from error
    return Laid(each.first, each.last, drawn.picture, drawn.left, drawn.top)
