"""The cut as editing programs know it: clips in film order, each a part of a file at a place of the film."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from typing import Literal, get_args
from unicodedata import category, normalize
from uuid import UUID

from events.errors import Refusal
from productions.domain.notes import NoteKind

MOST_CLIPS = 20_000
"""Clips that an edit may have which somebody sends."""
_TAKE = re.compile(r"[ _-]take(\d{1,6})\b", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


class NothingToCut(Refusal):
    """No shot of the film has such a take, so that an edit list would hold nothing but black."""

    code = "nothing-to-cut"


class UnreadableEdit(Refusal):
    """A file is no edit that can be read; the detail says why and what would be."""

    code = "unreadable-edit"
    status = 400


MarkKind = NoteKind | Literal["marker"]
MARK_KINDS: tuple[str, ...] = (*get_args(NoteKind), "marker")


@dataclass(frozen=True, slots=True)
class CutNote:
    """A note, or a marker of the cut, on `frames` frames of a take from `frame` on, at the rate of the cut."""

    frame: int
    frames: int
    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class CutClip:
    """A part of a file in the film, or a gap where `media` is empty. Frames count at the rate of the cut, from zero.

    `name` is the code of the shot or, in an edit from elsewhere, what the clip is called; ends are not included.
    Source frames count from the first one of the media, which has `media_frames` at its own `media_rate`, of `width` ×
    `height` pixels; zeros where that is not known. `content` is the digest of what the take means, `digest` that of the
    file. During its first `dissolve` frames the clip before goes on under it, behind its own end, and fades away.
    `gap` is the id of a gap that somebody put there.
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
    marks: tuple[CutNote, ...] = ()
    dissolve: int = 0
    gap: UUID | None = None

    @property
    def is_gap(self) -> bool:
        """Whether nothing is seen: no take was made of the shot, or somebody put black there."""
        return not self.media

    @property
    def frames(self) -> int:
        """How long it is seen."""
        return self.record_out - self.record_in

    @property
    def seen_marks(self) -> tuple[CutNote, ...]:
        """The marks on frames that are seen, as long as they are seen."""
        ends = ((mark, min(mark.frame + mark.frames, self.source_out)) for mark in self.marks)
        return tuple(
            replace(mark, frame=first, frames=end - first)
            for mark, end in ends
            if (first := max(mark.frame, self.source_in)) < end
        )

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

    @property
    def under(self) -> dict[int, int]:
        """How long clips go on under the next, by the frame at which they end."""
        return {clip.record_in: clip.dissolve for clip in self.clips if clip.dissolve}


def dissolved(clips: Sequence[CutClip], transitions: Mapping[int, tuple[int, int]]) -> list[CutClip]:
    """Return clips, of which those at the given indices are dissolved into for so many frames before and behind their
    first one. The cut is put where the dissolve begins: there the clip before ends, and goes on under this one.
    """
    made = list(clips)
    for index, (before, behind) in transitions.items():
        clip, last = made[index], made[index - 1] if index else None
        joined = last is not None and last.record_out == clip.record_in and last.frames > before
        shift = before if joined and (clip.is_gap or _passed(clip, before) <= clip.source_in) else 0
        first = clip.source_in - _passed(clip, shift)
        made[index] = replace(clip, record_in=clip.record_in - shift, source_in=first, dissolve=before + behind)
        if last is not None and shift:
            ends = last.source_out - _passed(last, shift)
            made[index - 1] = replace(last, record_out=last.record_out - shift, source_out=ends)
    return made


def _passed(clip: CutClip, frames: int) -> int:
    """How much of its media a clip shows in so many frames of the film."""
    return round(Fraction(frames * clip.source_frames, clip.frames))


def media_name(shot: str, take: int, ending: str) -> str:
    """Return what the file of a take is called beside an edit list, of a shot as `file_names` calls it."""
    return f"{shot}_take{take}.{ending}"


def file_names(codes: Iterable[str]) -> dict[str, str]:
    """Return what shots are called in names of files, safe on every disk and each another, by their codes.

    Letters and digits of any script stay; of codes that would be alike then, or for a disk that knows no capitals, all
    but one are numbered.
    """
    plain = {code: _safe(code) for code in codes}
    reserved, taken = {name.casefold() for name in plain.values()}, set[str]()
    names = dict[str, str]()
    for code, name in sorted(plain.items(), key=lambda each: each[0] != each[1]):  # who is called so keeps the name
        names[code] = name if name.casefold() not in taken else _numbered(name, reserved | taken)
        taken.add(names[code].casefold())
    return names


def _numbered(name: str, taken: Collection[str]) -> str:
    return next(each for number in count(2) if (each := f"{name}_{number}").casefold() not in taken)


def _safe(text: str) -> str:
    signs = (sign if sign.isalnum() or sign in "._-" or category(sign)[0] == "M" else " " for sign in _composed(text))
    return re.sub(" +", "_", "".join(signs))


def _composed(text: str) -> str:
    """A text with each letter in one piece, however a disk or an editor takes it apart."""
    return normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of the shots of a film, as they may be written in names of clips and files."""

    by_code: Mapping[str, str]
    by_name: Mapping[str, str]

    @classmethod
    def of(cls, codes: Sequence[str]) -> "Codes":
        """Return those of a film, in its order."""
        by_name = {name.casefold(): code for code, name in file_names(codes).items()}
        return cls({_composed(code): code for code in codes}, by_name)

    def shot_and_take(self, clip: CutClip) -> tuple[str, int | None]:
        """Return the code of the shot that a clip shows, empty for none of ours, and the number of its take.

        Whoever edits may rename clips: their names and those of their files are looked at.
        """
        told = [self._read(said) for said in (clip.name, clip.media)]
        code = next((code for code, _ in told if code), "")
        numbers = [clip.take, *(number for named, number in told if named == code)] if code else [clip.take]
        return code, next((number for number in numbers if number is not None), None)

    def _read(self, said: str) -> tuple[str, int | None]:
        whole = _composed(said.strip())
        if code := self._code(whole):
            return code, None
        for named in _TAKE.finditer(whole):
            if code := self._code(whole[: named.start()]):
                return code, int(named[1])
        return self._code(_ENDING.sub("", whole)), None

    def _code(self, said: str) -> str:
        return self.by_code.get(said) or self.by_name.get(_safe(said).casefold(), "")
