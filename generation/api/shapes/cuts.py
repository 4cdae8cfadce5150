"""What the cut looks like, and what is found of its captions."""

from uuid import UUID

import msgspec

from generation.api.shapes.files import Sound
from generation.api.shapes.names import TakeName
from generation.planning.caption_checks import CaptionMatter
from productions.domain.take import Review


class Clip(msgspec.Struct):
    """A shot in the cut. `start` and `frames` count frames of the film, from zero; without a take, the wanted length.

    The file of the take has `count` frames at its own `rate`: more or fewer where that is not the rate of the film.
    `captions` is where those of the take lie, as a document of cues.
    """

    shot: UUID
    code: str
    scene: UUID
    start: int
    frames: int
    take: TakeName | None
    state: Review | None
    out_of_date: bool
    count: int
    rate: str | None
    proxy: str | None
    poster: str | None
    sound: Sound | None
    captions: str | None
    digest: str | None


class CaptionFinding(msgspec.Struct):
    """Something about a shot's captions that does not meet the rules, at a frame of the film, with its numbers."""

    shot: UUID
    code: str
    frame: int
    matter: CaptionMatter
    measured: int
    limit: int
    text: str


class CutChecks(msgspec.Struct):
    """What is found of the film's captions in a language; empty where nothing makes any. `captioned` counts shots."""

    as_of: int
    language: str
    languages: list[str]
    captioned: int
    shots: int
    findings: list[CaptionFinding]


class Cut(msgspec.Struct):
    """The takes in use in film order. `rate` is exact, such as 24000/1001; `frames` counts the whole film."""

    as_of: int
    rate: str
    frames: int
    clips: list[Clip]
