"""Reads the rows of a shot list as what they ask of shots; what cannot be read is an error of its row and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from productions.domain.names import LONGEST, readable
from productions.domain.shot import CAMERAS, LONGEST_FRAMES, LONGEST_TEXT, SIZES, Camera, Size
from productions.tables.columns import ListField
from productions.tables.reading import Row, Sheet

LONGEST_CODE = 40

_SIZES: Mapping[str, Size] = {
    "ews": "extreme-wide", "els": "extreme-wide", "xls": "extreme-wide", "extreme long shot": "extreme-wide",
    "ws": "wide", "ls": "wide", "long": "wide", "long shot": "wide", "establishing": "wide", "totale": "wide",
    "plan général": "wide", "pg": "wide",
    "fs": "full", "full shot": "full", "plan moyen": "full",
    "ms": "medium", "medium shot": "medium", "mid": "medium", "mid shot": "medium", "mls": "medium", "cowboy": "medium",
    "american": "medium", "halbtotale": "full", "amerikanisch": "medium", "halbnah": "medium",
    "mcu": "medium-close", "medium close up": "medium-close", "nah": "medium-close",
    "cu": "close-up", "close": "close-up", "close up": "close-up", "closeup": "close-up", "gross": "close-up",
    "groß": "close-up", "gros plan": "close-up",
    "ecu": "extreme-close-up", "xcu": "extreme-close-up", "bcu": "extreme-close-up", "detail": "extreme-close-up",
    "macro": "extreme-close-up", "très gros plan": "extreme-close-up",
    "ins": "insert", "cutaway": "insert",
    "ots": "over-shoulder", "os": "over-shoulder", "over the shoulder": "over-shoulder",
    "2s": "two-shot", "2 shot": "two-shot", "two": "two-shot",
    "p.o.v.": "pov", "point of view": "pov",
}  # fmt: skip
_CAMERAS: Mapping[str, Camera] = {
    "still": "static", "locked": "static", "locked off": "static", "lock off": "static", "fixed": "static",
    "tripod": "static", "none": "static", "statisch": "static", "stativ": "static", "fixe": "static",
    "push": "push-in", "dolly in": "push-in", "zoom in": "push-in", "track in": "push-in", "in": "push-in",
    "pull": "pull-out", "pull back": "pull-out", "dolly out": "pull-out", "zoom out": "pull-out", "dolly": "push-in",
    "pan": "pan-right", "tilt": "tilt-up", "crane": "crane-up", "jib up": "crane-up", "jib down": "crane-down",
    "track": "truck-right", "tracking": "truck-right", "track left": "truck-left", "track right": "truck-right",
    "dolly left": "truck-left", "dolly right": "truck-right", "slider": "truck-right", "steadicam": "handheld",
    "hand held": "handheld", "gimbal": "handheld", "handkamera": "handheld", "épaule": "handheld",
}  # fmt: skip
_NUMBER = re.compile(r"(\d{1,7}(?:[.,]\d{1,4})?)\s*(?:s|sec|secs|seconds?|sek|”|\"|'')?\.?", re.IGNORECASE)
_FRAMES = re.compile(r"(\d{1,7})\s*(?:f|fr|frames?|bilder)?\.?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,2})[:'’])?(\d{1,3})[:'’](\d{2})(?:[.,](\d{1,3}))?[\"”]?")
_TIMECODE = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})[:;.](\d{2,3})")
_NAMES = re.compile(r"\s*[,;/\n+]\s*|\s+&\s+")

T = TypeVar("T", Size, Camera)


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a cell; an empty `column` means the row as a whole."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class ShotListRow:
    """What a row asks for; None is an empty cell, which leaves things as they are."""

    number: int
    code: str = ""
    scene: str = ""
    heading: str = ""
    place: str = ""
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    cast: tuple[str, ...] | None = None


@dataclass(slots=True)
class Rows:
    """The rows that can be read, and the errors of those that cannot."""

    rows: list[ShotListRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def shot_rows(sheet: Sheet, mapping: Mapping[str, ListField], rate: Fraction) -> Rows:
    """Return what the rows of a list ask for; `rate` is in frames per second."""
    asked = Rows()
    for row in sheet.rows:
        reading = _Reading(row, {}, rate)
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            if cell and column in mapping:
                reading.cells[mapping[column]] = (column, cell)
        made = reading.shot()
        asked.errors += reading.errors
        if not reading.errors and reading.cells:
            asked.rows.append(made)
    return asked


@dataclass(slots=True)
class _Reading:
    row: Row
    cells: dict[ListField, tuple[str, str]]
    rate: Fraction
    errors: list[RowError] = field(default_factory=list)

    def shot(self) -> ShotListRow:
        return ShotListRow(
            number=self.row.number,
            code=self._name("code", LONGEST_CODE),
            scene=self._name("scene", LONGEST),
            heading=self._name("heading", LONGEST),
            place=self._name("place", LONGEST),
            description=self._description(),
            size=self._word("size", SIZES, _SIZES),
            camera=self._word("camera", CAMERAS, _CAMERAS),
            frames=self._frames(),
            cast=self._cast(),
        )

    def _cell(self, name: ListField) -> str:
        return self.cells[name][1] if name in self.cells else ""

    def _wrong(self, name: ListField, text: str) -> None:
        self.errors.append(RowError(self.row.number, self.cells[name][0], text))

    def _name(self, name: ListField, longest: int) -> str:
        given = self._cell(name)
        text = readable(" ".join(given.split()))
        if len(text) > longest:
            self._wrong(name, f"{len(text)} characters; {longest} is the most.")
        if given and not text:
            self._wrong(name, "Nothing of this can be seen.")
        return text[:longest]

    def _description(self) -> str | None:
        text = self._cell("description").replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_TEXT:
            self._wrong("description", f"{len(text)} characters; {LONGEST_TEXT} is the most.")
        return text or None

    def _word(self, name: ListField, known: tuple[T, ...], others: Mapping[str, T]) -> T | None:
        text = " ".join(self._cell(name).casefold().replace("-", " ").replace("_", " ").split()).rstrip(".")
        if not text:
            return None
        spelled: Mapping[str, T] = {each.replace("-", " "): each for each in known}
        spelled_so = spelled.get(text) or others.get(text) or others.get(f"{text}.")
        if spelled_so is None:
            listed = ", ".join(known)
            self._wrong(name, f"“{self._cell(name)[:40]}” is no {name} that is known here: {listed}.")
        return spelled_so

    def _frames(self) -> int | None:
        """The length by the most exact of its columns."""
        readers = {"frames": self._of_frames, "timecode": self._of_timecode, "seconds": self._of_seconds}
        names: tuple[ListField, ...] = ("frames", "timecode", "seconds")
        name = next((each for each in names if each in self.cells), None)
        if name is None:
            return None
        frames = readers[name](self._cell(name))
        if frames is None:
            self._wrong(name, f"“{self._cell(name)[:40]}” is no length; write 96 frames, 4.5 seconds or 00:00:04:12.")
        elif not 1 <= frames <= LONGEST_FRAMES:
            self._wrong(name, f"A shot has 1 to {LONGEST_FRAMES} frames; this would be {frames}.")
        return frames

    def _of_frames(self, text: str) -> int | None:
        written = _FRAMES.fullmatch(text)
        return int(written[1]) if written else None

    def _of_timecode(self, text: str) -> int | None:
        written = _TIMECODE.fullmatch(text)
        if written is None:
            return self._of_seconds(text)
        hours, minutes, seconds, frames = (int(part) for part in written.groups())
        return ((hours * 60 + minutes) * 60 + seconds) * round(self.rate) + frames

    def _of_seconds(self, text: str) -> int | None:
        if _TIMECODE.fullmatch(text):
            return self._of_timecode(text)
        if clock := _CLOCK.fullmatch(text):
            parts = [int(part or 0) for part in clock.groups()[:3]]
            seconds = Fraction((parts[0] * 60 + parts[1]) * 60 + parts[2]) + Fraction(f"0.{clock[4] or 0}")
            return round(seconds * self.rate)
        written = _NUMBER.fullmatch(text)
        return round(Fraction(written[1].replace(",", ".")) * self.rate) if written else None

    def _cast(self) -> tuple[str, ...] | None:
        names = [readable(" ".join(name.split())) for name in _NAMES.split(self._cell("cast"))]
        for name in names:
            if len(name) > LONGEST:
                self._wrong("cast", f"“{name[:40]}…” has more than {LONGEST} characters.")
        return tuple(dict.fromkeys(filter(None, names))) or None
