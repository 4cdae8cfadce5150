"""What guests of a share link are shown: one playlist, and what is said of it by those who came in by the link."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from generation.api.shapes.files import Sound
from productions.api.http import fields
from productions.api.http.operations import Body
from productions.domain.notes import MOST_SHAPES, NoteKind, Shape
from productions.domain.numbering import Numbering
from productions.domain.share_link import GuestRight


class SharedClip(msgspec.Struct):
    """An entry of the playlist, as a clip at `start` for `frames` frames; `take` and `number` are null without a take.

    The film of the take has `count` frames at its own `rate`, of `width` × `height` pixels, zeros where that is not
    known. All addresses are for guests of this link. `preparing`: a film with the guest's name in it is being made, and
    `proxy` is null until it is there.
    """

    code: str
    take: UUID | None
    number: int | None
    start: int
    frames: int
    count: int
    rate: str | None
    width: int
    height: int
    proxy: str | None
    preparing: bool
    poster: str | None
    sound: Sound | None
    captions: str | None


class SharedPlaylist(msgspec.Struct):
    """The playlist as a timeline of frames, and as whom one looks at it. `watermark`: that name is in the picture."""

    name: str
    guest: str
    may: GuestRight
    watermark: bool
    follows: bool
    expires_at: datetime
    rate: str
    numbering: Numbering
    frames: int
    clips: list[SharedClip]


class SharedAnswer(msgspec.Struct):
    """What somebody said under the name `by`: a guest, or else a member. `mine` says that it was the guest who asks."""

    number: int
    text: str
    text_erased: bool
    by: str
    guest: bool
    mine: bool
    at: datetime | None


class SharedNote(SharedAnswer):
    """A note of somebody who came in by the link, with its answers; its frames count from zero, in the take.

    It was left on `take`; `stands_with` are the takes of the playlist with the picture that it is about.
    """

    take: UUID
    stands_with: list[UUID]
    kind: NoteKind
    frame: int | None
    last: int | None
    drawing: list[Shape]
    answers: list[SharedAnswer]
    resolved: bool


class SharedNotes(msgspec.Struct):
    """The notes that guests of the link left on the takes of the playlist, by take and number."""

    results: list[SharedNote]


class GuestNote(Body):
    """A note on a take of the playlist, or with `answers` in the thread of the note of that number."""

    take: UUID
    text: fields.NoteText
    frame: fields.Frame | None = None
    last: fields.Frame | None = None
    question: bool = False
    answers: Annotated[int, msgspec.Meta(ge=1, le=2**31)] | None = None
    drawing: Annotated[list[Shape], msgspec.Meta(max_length=MOST_SHAPES)] = []
