"""What a search finds looks like in replies."""

from typing import Annotated
from uuid import UUID

import msgspec

from productions.finding import KINDS, Kind

FoundKind = Annotated[Kind, msgspec.Meta(extra_json_schema={"enum": [*KINDS]})]


class Mark(msgspec.Struct):
    """A stretch of text: its first character and the one behind its last, in code points of Unicode from zero."""

    start: int
    end: int


class SearchHit(msgspec.Struct):
    """A thing that was found, with the words that were looked for marked in its `title` and in the `text` that says
    them.

    `id` is its own; of a note that of its take, of a marker or an event that of the production. `exact` is false where
    it holds words like those that were looked for alone. `number` is that of the take or the note, `position` that of
    the event or what the marker names. `shot`, `take` and `frame` say where a take or a note stands. `picture` is the
    address of a picture of it: the poster of the take, or of the shot's take in use, or a picture of the reference.
    """

    kind: FoundKind
    id: UUID
    title: str
    marks: list[Mark]
    text: str
    text_marks: list[Mark]
    exact: bool
    number: int | None
    position: int | None
    shot: UUID | None
    take: UUID | None
    frame: int | None
    picture: str | None


class SearchResults(msgspec.Struct):
    """What was found, the surest first, of each kind a few; `more` names the kinds of which there are more."""

    results: list[SearchHit]
    more: list[FoundKind]
