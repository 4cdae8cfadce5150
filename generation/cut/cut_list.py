"""The cut as editing programs know it: clips in film order, each a part of a file at a place of the film."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from events.errors import Refusal

MOST_CLIPS = 20_000
"""Clips that an edit may have which somebody sends."""
_TAKE = re.compile(r"(?P<code>.+?)[ _-]take(?P<number>\d{1,6})\b", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class NothingToCut(Refusal):
    """No shot of the film has such a take, so that an edit list would hold nothing but black."""

    code = "nothing-to-cut"


class UnreadableEdit(Refusal):
    """A file is no edit that can be read; the detail says why and what would be."""

    code = "unreadable-edit"
    status = 400


@dataclass(frozen=True, slots=True)
class CutClip:
    """A part of a file in the film, or a gap where `media` is empty. Frames count at the rate of the cut, from zero.

    `name` is the code of the shot or, in an edit from elsewhere, what the clip is called; ends are not included.
    Source frames count from the first one of the media, which has `media_frames` at its own `media_rate`, of `width` ×
    `height` pixels; zeros where that is not known. `content` is the digest of what the take means, `digest` that of the
    file.
    """

    name: str
    record_in: int
    record_out: int
    source_in: int = 0
    source_out: int = 0
    scene: str = ""
    shot: UUID | None = None
    take: int | None = None
    take_id: UUID | None = None
    content: str = ""
    digest: str = ""
    media: str = ""
    media_frames: int = 0
    media_rate: Fraction = Fraction(0)
    width: int = 0
    height: int = 0

    @property
    def is_gap(self) -> bool:
        """Whether nothing is seen: no take was made of the shot."""
        return not self.media

    @property
    def frames(self) -> int:
        """How long it is seen."""
        return self.record_out - self.record_in

    @property
    def source_frames(self) -> int:
        """How much of its media is seen in that time: another number of frames where it is retimed."""
        return self.source_out - self.source_in


@dataclass(frozen=True, slots=True)
class CutList:
    """The cut at an exact rate. It starts at frame `start` of timecode, counted from 00:00:00:00.

    `drop_frame` says how timecode is written, `position` at which position of the log of a production it was read.
    """

    title: str
    rate: Fraction
    clips: tuple[CutClip, ...]
    start: int = 0
    drop_frame: bool = False
    position: int | None = None

    @property
    def frames(self) -> int:
        """The length of the film."""
        return max((clip.record_out for clip in self.clips), default=0)


def media_name(code: str, take: int, ending: str) -> str:
    """Return what the file of a take is called beside an edit list: its shot and its number, safe on every disk."""
    return f"{_UNFIT.sub('_', code)}_take{take}.{ending}"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of the shots of a film, as they may be written in names of clips and files."""

    by_name: Mapping[str, str]

    @classmethod
    def of(cls, codes: Iterable[str]) -> "Codes":
        """Return those of a film."""
        return cls({_UNFIT.sub("_", code).casefold(): code for code in codes})

    def shot_and_take(self, clip: CutClip) -> tuple[str, int | None]:
        """Return the code of the shot that a clip shows, empty for none of ours, and the number of its take.

        Whoever edits may rename clips: their names and those of their files are looked at.
        """
        told = [self._read(said) for said in (clip.name, clip.media)]
        code = next((code for code, _ in told if code), "")
        numbers = [clip.take, *(number for named, number in told if named == code)] if code else [clip.take]
        return code, next((number for number in numbers if number is not None), None)

    def _read(self, said: str) -> tuple[str, int | None]:
        bare = _ENDING.sub("", said.strip())
        named = _TAKE.match(bare)
        code = self.by_name.get(_UNFIT.sub("_", named["code"] if named else bare).casefold(), "")
        return code, int(named["number"]) if named else None
