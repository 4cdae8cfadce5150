"""What the cut looks like, what people did to it, and what is found of its captions."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from generation.api.shapes.files import Sound
from generation.api.shapes.names import TakeName
from generation.domain.findings import Matter as PictureMatter
from generation.planning.caption_checks import CaptionMatter
from productions.api.http.operations import Can, actions
from productions.domain.laid_cut import Matter
from productions.domain.take import Review
from productions.domain.waiver import Check
from productions.history.feed import Actor
from productions.policy import Action

CUT_RIGHTS: dict[str, Action] = {"edit": "edit_shots"}
CHECK_RIGHTS: dict[str, Action] = {"waive": "waive", "deliver": "generate"}


class Clip(msgspec.Struct):
    """A shot in the cut. `start` and `frames` count frames of the film, from zero; without a take, the wanted length.

    It is `whole` frames long, of which it is seen from `first` on; the rest is trimmed. During its first `dissolve`
    frames the clip before goes on under it, behind its own end, and fades away. `moved`: a person put it there.
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
    whole: int
    first: int = 0
    dissolve: int = 0
    moved: bool = False


class CaptionFinding(msgspec.Struct):
    """Something about a shot's captions that does not meet the rules, at a frame of the film, with its numbers."""

    shot: UUID
    code: str
    frame: int
    matter: CaptionMatter
    measured: int
    limit: int
    text: str


FoundMatter = CaptionMatter | Matter | PictureMatter | Review | Literal["integrated", "true-peak", "clipped", ""]
"""What of a check it is: of captions, the cut, the picture, how a take stands, or the loudness; empty where the check
says all."""


class Waiver(msgspec.Struct):
    """Who let something pass that a check found, when, and why; the reason of somebody who was erased is empty."""

    id: UUID
    version: int
    by: Actor
    at: datetime | None
    reason: str
    reason_erased: bool


class CutFinding(msgspec.Struct):
    """What a check found of a shot, at a frame of the film; of the film, where it names no shot.

    `matter` says it more closely, `measured` stands against `limit`. `about` is the digest of what was found and of the
    contents it was found of: a `waiver` holds for nothing else. Without one it stands in the way of a delivery.
    """

    check: Check
    about: str
    shot: UUID | None
    code: str
    frame: int | None
    matter: FoundMatter
    measured: str
    limit: str
    text: str
    waiver: Waiver | None


class CutChecks(msgspec.Struct):
    """What is found of the film in a language, which is empty where nothing makes captions. `captioned` counts shots.

    `findings` are those of its captions. `found` is all that checks find, what is not waived first, of many the first
    of it; `blocking` counts what stands in the way of a delivery, `waived` what somebody lets pass.
    """

    as_of: int
    language: str
    languages: list[str]
    captioned: int
    shots: int
    findings: list[CaptionFinding]
    found: list[CutFinding]
    blocking: int
    waived: int
    can: Annotated[Can, actions(CHECK_RIGHTS)]


class CutGap(msgspec.Struct):
    """Black that a person put behind a shot, or to the front, where it names none; `whole` frames were asked for."""

    id: UUID
    behind: UUID | None
    start: int
    frames: int
    whole: int
    dissolve: int


class CutLeftOut(msgspec.Struct):
    """A shot of the film that the cut does not show."""

    shot: UUID
    code: str


class CutMark(msgspec.Struct):
    """A marker on a frame of a shot, counted from its first; `at` is that of the film, null where it is not seen."""

    id: UUID
    shot: UUID
    frame: int
    name: str
    at: int | None


class CutRemark(msgspec.Struct):
    """What of the cut does not hold as it was said, of a shot, gap or marker: `measured` frames stand for `wanted`.

    `gone`: something was done to a shot that is not in the film, or a gap is dissolved into that is not in the cut.
    `gap-lost` and `marker-lost`: the shot that it stands behind or on is not in the film. `place-lost`: neither is the
    one that the shot was put behind, or shots stand behind each other in a ring. `too-short`: more is trimmed than
    there is. `dissolve-short`: there are fewer frames for it, none at the front. `code` is that of the shot that it is
    about, empty where it is about a gap or a marker.
    """

    matter: Matter
    about: UUID
    code: str
    measured: int
    wanted: int


class Cut(msgspec.Struct):
    """The takes in use as they are cut. `rate` is exact, such as 24000/1001; `frames` counts the whole film.

    `version` counts what people did to it: 0 while it follows the script. Between clips there may be gaps.
    """

    as_of: int
    rate: str
    frames: int
    clips: list[Clip]
    version: int
    gaps: list[CutGap]
    left_out: list[CutLeftOut]
    markers: list[CutMark]
    remarks: list[CutRemark]
    can: Annotated[Can, actions(CUT_RIGHTS)]
