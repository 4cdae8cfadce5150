"""The cut as a timeline, and the edits that people make to it."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from generation.api import shapes
from generation.api.shapes.cuts import CUT_RIGHTS
from generation.api.showing.asker import can
from generation.api.showing.files import address, of_sound
from generation.planning import cut
from generation.planning.film_captions import files_of
from productions import commands, queries
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, reads, writes
from productions.domain import cut as domain
from productions.domain.cut_edits import MOST_EDITS, Edit
from productions.domain.parameters import language_tag

_LANGUAGE = filters.QueryParameter(
    "language",
    "A BCP 47 tag: shots that were made in that over the same picture come with the takes that speak it.",
    {"type": "string", "maxLength": 35, "pattern": r"^[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?$"},
    "a language, such as de or pt-BR",
    language_tag,
    default="",
)


class EditCut(Asked):
    """Edits to the cut, one after the other: all of them are done, or none. They make no shot anew."""

    edits: Annotated[list[Edit], msgspec.Meta(min_length=1, max_length=MOST_EDITS)]


class CutView(ProductionView):
    @reads("cut_read", "The takes in use as they are cut, as a timeline of frames", shapes.Cut, query=[_LANGUAGE])
    def get(self, production: UUID) -> shapes.Cut:
        return _now(self, _LANGUAGE.read(self.request))


class CutEditsView(ProductionView):
    needs: ClassVar = {"POST": "edit_shots"}

    @writes("cut_edit", "Trim, move or leave out shots, put in gaps, dissolves and markers", EditCut, shapes.Cut)
    def post(self, asked: EditCut, production: UUID) -> tuple[Receipt[domain.Cut], shapes.Cut]:
        receipt = commands.edit_cut(self.context(), production, asked.edits, expected(self, asked))
        return receipt, _now(self)


def _now(view: ProductionView, language: str = "") -> shapes.Cut:
    """The cut of the view's production as it is, in a language if one is asked for."""
    film = cut.cut(view.log, language)
    codes = queries.codes_of_shots(remark.about for remark in film.remarks)
    return shapes.Cut(
        as_of=film.as_of,
        rate=film.rate,
        frames=film.frames,
        clips=[of_clip(clip) for clip in film.clips],
        version=film.version,
        gaps=[msgspec.convert(gap, shapes.CutGap, from_attributes=True) for gap in film.gaps],
        left_out=[shapes.CutLeftOut(place.shot, place.code) for place in film.left_out],
        markers=[_mark(each) for each in film.markers],
        remarks=[
            shapes.CutRemark(each.matter, each.about, codes.get(each.about, ""), each.measured, each.wanted)
            for each in film.remarks
        ],
        can=can(view, CUT_RIGHTS),
    )


def _mark(each: cut.Marked) -> shapes.CutMark:
    return shapes.CutMark(each.id, each.marker.shot, each.marker.frame, each.marker.name, each.at)


def of_clip(clip: cut.Clip) -> shapes.Clip:
    """Return a clip as replies show it."""
    take = clip.take
    files = {artifact.role: artifact.digest for artifact in take.artifacts} if take else {}
    captions = next(files_of(take), None) if take else None
    return shapes.Clip(
        shot=clip.place.shot,
        code=clip.place.code,
        scene=clip.place.scene,
        start=clip.start,
        frames=clip.frames,
        take=shapes.TakeName(clip.take_id, take.number) if take and clip.take_id else None,
        state=clip.review,
        out_of_date=clip.out_of_date,
        count=clip.count,
        rate=clip.rate,
        proxy=address(files["proxy"]) if "proxy" in files else None,
        poster=address(files["poster"]) if "poster" in files else None,
        sound=of_sound(take),
        captions=address(captions.digest) if captions else None,
        digest=files.get("master"),
        whole=clip.whole,
        first=clip.first,
        dissolve=clip.dissolve,
        moved=clip.moved,
    )
