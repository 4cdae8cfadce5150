"""The cut for editing programs: as OpenTimelineIO, EDL and FCPXML, and compared with what an editor made of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, ClassVar, cast
from uuid import UUID

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generation import queries
from generation.cut import edl, fcpxml, reading, timecode, timelines
from generation.cut.applying import edits_of
from generation.cut.comparing import Difference, Pair, compared
from generation.cut.cut_list import CutClip, CutList, CutNote
from generation.cut.film import CHOSEN, Chosen, cut_list, timed
from generation.cut.reading import Form
from productions.api.history import AT, position_of
from productions.api.http import filters, parsing
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.http.errors import Invalid
from productions.api.http.openapi import form, ref
from productions.api.http.operations import Body
from productions.domain.cut_edits import Edit
from productions.domain.notes import stand_with
from productions.people.sealing import opener
from productions.queries import listing

_TAKE = filters.choice(
    "take", "Which take of each shot: the one in use unless said, or the approved one and else a gap.", CHOSEN
)
_START = filters.matching(
    "start",
    "The timecode of the first frame; unless said the first one of the production, else 01:00:00:00. In drop frame a "
    "semicolon may stand before the frames.",
    {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][:;][0-5][0-9]$", "maxLength": 11},
    "a timecode such as 01:00:00:00",
)
_NOTES = filters.switch("notes", "Open notes as markers; OTIO and EDL have such.")
_DROP = filters.choice(
    "drop_frame", "Whether timecode drops names of frames: where the rate is 29.97 unless said.", ("yes", "no")
)


def _text_of_otio(cut: CutList) -> bytes:
    return timelines.write(cut).encode()


def _text_of_edl(cut: CutList) -> bytes:
    return edl.write(cut).encode()


def _cut_as(
    ending: Form, title: str, media_type: str, write: Callable[[CutList], bytes]
) -> Callable[..., HttpResponse]:
    @downloads(f"cut_{ending}", f"The cut as {title}", media_type, ending, query=[_TAKE, _START, _DROP, AT, _NOTES])
    def get(self: ProductionView, production: UUID) -> File:
        cut = _cut(self)
        return File(write(_noted(self, cut) if _NOTES.read(self.request) else cut), cut.title)

    return get


def _cut(view: ProductionView) -> CutList:
    """The cut as the address asks for it, all of it within a day of timecode."""
    at, drops = AT.read(view.request), _DROP.read(view.request)
    position = position_of(view.log, view.position or 0, at) if at else None
    start, chosen = _START.read(view.request), cast("Chosen", _TAKE.read(view.request) or "in-use")
    try:
        return timed(cut_list(view.log, chosen, position, start, drop_frame={"yes": True, "no": False}.get(drops)))
    except timecode.NoTimecode as error:
        raise Invalid(f"The cut has no such timecode: {error}.", field="start") from error
    except timecode.NothingDropped as error:
        raise Invalid(f"The cut has no such timecode: {error}.", field="drop_frame") from error


def _noted(view: ProductionView, cut: CutList) -> CutList:
    """The cut with what is said of the pictures of its takes and nobody has resolved."""
    of = queries.notes_of_film(view.log)
    read = opener(thread.note.text for thread in of.threads)
    standing = stand_with(of.threads, of.takes)
    marks: dict[UUID, list[CutNote]] = defaultdict(list)
    for thread in of.threads:
        if not thread.resolved:
            first = thread.note.frame or 0
            length = (thread.note.last or first) - first + 1
            text = read(thread.note.text).text or "(erased)"
            for take in standing[thread.take, thread.number]:
                marks[take].append(CutNote(first, length, thread.note.kind, text))
    clips = (
        replace(clip, marks=(*clip.marks, *_at_rate(cut, clip, marks[clip.take_id]))) if clip.take_id else clip
        for clip in cut.clips
    )
    return replace(cut, clips=tuple(clips))


def _at_rate(cut: CutList, clip: CutClip, marks: Iterable[CutNote]) -> Iterator[CutNote]:
    """Marks on frames of a take, at the rate of the cut."""
    scale = cut.rate / clip.media_rate if clip.media_rate else Fraction(1)
    for mark in marks:
        yield replace(mark, frame=int(mark.frame * scale), frames=max(1, int(mark.frames * scale)))


class CutOtioView(ProductionView):
    get = _cut_as(
        "otio",
        "OpenTimelineIO, with what we hold of each clip in its metadata",
        "application/x-opentimelineio",
        _text_of_otio,
    )


class CutEdlView(ProductionView):
    get = _cut_as("edl", "an EDL in the form of CMX 3600", "text/plain; charset=utf-8", _text_of_edl)


class CutFcpxmlView(ProductionView):
    get = _cut_as("fcpxml", f"FCPXML {fcpxml.VERSION}", "application/xml", fcpxml.write)


class CompareEdit(Body):
    """An edit as the text of an .otio, .edl or .fcpxml file or, sent as multipart, as that file."""

    text: str


class EditClip(msgspec.Struct):
    """A clip of the edit or of the film. Frames count from zero, ends are not included.

    `name` is the code of the shot or, of an unknown clip, what it is called; `take` the number of the take, if it is
    told.
    """

    name: str
    shot: UUID | None
    take: int | None
    media: str
    record_in: int
    record_out: int
    source_in: int
    source_out: int


class EditPair(msgspec.Struct):
    """A shot as the film has it, and as the edit does."""

    film: EditClip
    edit: EditClip


class EditDifference(msgspec.Struct):
    """What an edit does otherwise than the film; `same` where nothing is listed and no edit offered. `rate` is exact.

    `retimed` play at another speed, `trimmed` begin or end at other frames, `replaced` show another take, `reordered`
    stand elsewhere among the shots, `repeated` show a shot once more. `missing` are shots that have a take and are not
    in the edit, `unknown` clips that show no shot of the film.

    `edits` make the cut, which is at `version`, show what the edit does; speeds, other takes, repeated shots and
    unknown clips are none of it.
    """

    format: Form
    title: str
    rate: str
    film_frames: int
    edit_frames: int
    clips: int
    same: bool
    retimed: list[EditPair]
    trimmed: list[EditPair]
    replaced: list[EditPair]
    reordered: list[EditPair]
    repeated: list[EditPair]
    missing: list[EditClip]
    unknown: list[EditClip]
    edits: list[Edit]
    version: int


class CutCompareView(ProductionView):
    needs: ClassVar = {"POST": "read"}
    largest: ClassVar[int] = reading.LARGEST + (64 << 10)

    @extend_schema(
        operation_id="cut_compare",
        summary="What an edit made elsewhere does otherwise than the film; nothing is kept",
        parameters=[_TAKE.described()],
        request={"application/json": ref(CompareEdit), "multipart/form-data": form(CompareEdit)},
        responses={200: ref(EditDifference)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, production: UUID) -> HttpResponse:
        filters.check(request, [_TAKE])
        document = _document(parsing.content(request, self.largest))
        version = listing.cut(production).version
        ours = cut_list(production, cast("Chosen", _TAKE.read(request) or "in-use"))
        said, theirs = reading.read(document, ours.rate)
        return self.show(_shown(said, ours, theirs, compared(ours, theirs), version))


def _document(data: dict[str, Any]) -> bytes:
    """The bytes of the edit; Invalid where there are several files."""
    upload = parsing.only_file(data, "An edit")
    if upload is None:
        return parsing.convert(data, CompareEdit).text.encode(errors="replace")
    parsing.convert({**{name: value for name, value in data.items() if name != "file"}, "text": ""}, CompareEdit)
    return bytes(upload)


def _shown(said: Form, ours: CutList, theirs: CutList, difference: Difference, version: int) -> EditDifference:
    edits = edits_of(ours, theirs, difference)
    return EditDifference(
        format=said,
        title=theirs.title,
        rate=str(ours.rate),
        film_frames=ours.frames,
        edit_frames=theirs.frames,
        clips=sum(not clip.is_gap for clip in theirs.clips),
        same=difference.is_empty and not edits,
        retimed=_pairs(difference.retimed),
        trimmed=_pairs(difference.trimmed),
        replaced=_pairs(difference.replaced),
        reordered=_pairs(difference.reordered),
        repeated=_pairs(difference.repeated),
        missing=[_clip(clip) for clip in difference.missing],
        unknown=[_clip(clip) for clip in difference.unknown],
        edits=edits,
        version=version,
    )


def _pairs(pairs: Iterable[Pair]) -> list[EditPair]:
    return [EditPair(_clip(ours), _clip(theirs)) for ours, theirs in pairs]


def _clip(clip: CutClip) -> EditClip:
    return EditClip(
        name=clip.name,
        shot=clip.shot,
        take=clip.take,
        media=clip.media,
        record_in=clip.record_in,
        record_out=clip.record_out,
        source_in=clip.source_in,
        source_out=clip.source_out,
    )
