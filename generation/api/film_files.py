"""The film as one file: asked for, followed while it is written, and fetched."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
import uuid6
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from generation import commands, queries
from generation.api.showing.files import address
from generation.cut.film import cut_list
from generation.delivery.exports import (
    Credentials,
    ExportedFile,
    ExportRequest,
    FilmExport,
    Kind,
    Package,
    Step,
    Target,
)
from generation.planning.film_captions import film_captions
from productions import policy
from productions.api import rights
from productions.api.http import fields
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.operations import Body, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.domain.parameters import language_tag


class WriteFilm(Body):
    """The film of the takes in use: as MP4 (H.264, AAC), ProRes 422 HQ or DNxHR HQ (QuickTime, PCM), or without any
    loss as FFV1 and FLAC (Matroska).

    `captions` puts them into an MP4 as a track of text. `loudness` is in LUFS: -23 as EBU R 128 has it, -16, or -14;
    true peaks are limited to -1 dBTP, to -1.5 before AAC, which raises them. null leaves the mix as loud as it is.
    In a `language` it is heard in that wherever shots were made in it; otherwise as the takes in use are.
    `burnt` is the language of the captions that are burnt into the picture, which may be another one.
    """

    form: Kind = "mp4"
    captions: bool = False
    loudness: Target | None = None
    language: fields.LanguageTag | UnsetType = UNSET
    burnt: fields.LanguageTag | UnsetType = UNSET

    def check(self) -> None:
        """Raise Invalid for captions in a form that holds none."""
        if self.captions and self.form != "mp4":
            raise Invalid("Only an MP4 holds captions; take them along as a file of their own.", field="captions")

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Captions go into an MP4 alone."""
        return {"anyOf": [{"properties": {"form": {"const": "mp4"}}}, {"properties": {"captions": {"const": False}}}]}


class DeliverFilm(Body):
    """A package to hand on, one zip with a manifest of the digest of each file in it.

    `web`: MP4 at -16 LUFS, WebVTT, a poster. `broadcast`: ProRes 422 HQ, or DNxHR HQ where ProRes cannot be encoded, at
    -23 LUFS, SRT and TTML, an EDL. `archive`: FFV1 and FLAC as it is mixed, WebVTT and TTML, OpenTimelineIO, and the
    script. Captions are those of every language that the film has. In a `language` it is heard in that. `burnt` is the
    language of the captions that are burnt into the picture as well. `dossiers` puts one of each shot into it, which
    says of what and by whom it was made: who may export the log may ask for that, and may fetch the package.
    """

    package: Package
    language: fields.LanguageTag | UnsetType = UNSET
    burnt: fields.LanguageTag | UnsetType = UNSET
    dossiers: bool = False


class FilmFile(msgspec.Struct):
    """A file to fetch. `size` in bytes; `digest` is SHA-256 of its bytes."""

    name: str
    address: str
    digest: str
    media_type: str
    size: int


Measured = Annotated[str | None, msgspec.Meta(description="A decimal; null where there is nothing to measure.")]


class FilmResult(msgspec.Struct):
    """What came of it, as it is in the file. `rate` is exact, `samples` of sound are at 48,000 a second.

    `encoded` of its `segments` were encoded anew; the others were as before. `integrated` in LUFS, `range` in LU,
    `true_peak` in dBTP, all measured of the file. `clipped` samples were too loud for it. `manifest` lists by
    digests what it was made of. `film` is the package where one was asked for, unless the film's own loudness, measured
    last, stood in its way: it is the film by itself then. It is null where it holds dossiers and the asker may not have
    them. `credentials` says whether the content credentials (C2PA) in the film are signed by a chain of this
    installation's `own` or by one that was `given`; null where its form has no place for any.
    """

    film: FilmFile | None
    manifest: FilmFile
    frames: int
    rate: str
    width: int
    height: int
    samples: int
    segments: int
    encoded: int
    integrated: Measured
    range: Measured
    true_peak: Measured
    clipped: int
    credentials: Credentials | None


class FilmWriting(msgspec.Struct):
    """How far a film is that is written as a file: `done` of `whole` shots of the step; `reason` says why it failed.

    `language` is that in which it is heard, empty where it is as the takes in use are. `burnt` is the language of the
    captions in the picture, empty for none. `package` is what it goes into, null where the film is a file by itself;
    `dossiers` says whether there is one of each shot in it.
    """

    id: UUID
    form: Kind
    package: Package | None
    dossiers: bool
    captions: bool
    loudness: Target | None
    language: str
    burnt: str
    step: Step
    done: int
    whole: int
    reason: str
    result: FilmResult | None
    asked_by: UUID
    asked_at: datetime


class FilmFilesView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "generate"}

    @reads("film_files_list", "The films that were written as files, the newest first", FilmWriting, page=True)
    def get(self, production: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, [_shown(self, each) for each in queries.film_exports(production)])
        return page_of(FilmWriting)(ready, following, rights.can(self.role, {"write": "generate"}))

    @writes("film_files_write", "Write the film as a file, in the background", WriteFilm, FilmWriting, status=202)
    def post(self, asked: WriteFilm, production: UUID) -> tuple[Receipt[UUID], FilmWriting]:
        language = "" if asked.language is UNSET else language_tag(asked.language)
        cut_list(production, language=language)  # refuses a film without a take before anything is begun
        if asked.captions:
            film_captions(production, language)  # or one without captions
        burnt = _burnt(production, asked.burnt)
        id_ = uuid6.uuid7()
        wanted = ExportRequest(asked.form, asked.captions, asked.loudness, language, burnt=burnt)
        commands.begin_film_export(id_, production, self.person.person, wanted)
        return Receipt((), {}, id_), _shown(self, queries.film_export(production, id_))


class FilmPackagesView(ProductionView):
    needs: ClassVar = {"POST": "generate"}

    @writes(
        "film_packages_write",
        "Make a package of the film to hand on, unless checks refuse",
        DeliverFilm,
        FilmWriting,
        status=202,
    )
    def post(self, asked: DeliverFilm, production: UUID) -> tuple[Receipt[UUID], FilmWriting]:
        if asked.dossiers:
            self.require("export")
        language = "" if asked.language is UNSET else language_tag(asked.language)
        burnt = _burnt(production, asked.burnt)
        id_ = uuid6.uuid7()
        who = self.person.person
        commands.begin_film_package(id_, production, who, asked.package, language, burnt, dossiers=asked.dossiers)
        return Receipt((), {}, id_), _shown(self, queries.film_export(production, id_))


class FilmFileView(ProductionView):
    @reads("film_files_read", "How far a film is that is written as a file", FilmWriting)
    def get(self, production: UUID, id: UUID) -> FilmWriting:
        return _shown(self, queries.film_export(production, id))


def _burnt(production: UUID, asked: str | UnsetType) -> str:
    """The language of captions to burn in, empty for none; refuses a film that has none in it."""
    language = "" if asked is UNSET else language_tag(asked)
    if language:
        film_captions(production, language)
    return language


def _shown(view: ProductionView, export: FilmExport) -> FilmWriting:
    result = export.result
    may = view.role is not None and policy.can(view.role, "export")
    sealed = export.asked.dossiers and result is not None and not result.withheld and not may
    return FilmWriting(
        id=export.id,
        form=export.asked.form,
        package=export.asked.package,
        dossiers=export.asked.dossiers,
        captions=export.asked.captions,
        loudness=export.asked.loudness,
        language=export.asked.language,
        burnt=export.asked.burnt,
        step=export.step,
        done=export.done,
        whole=export.whole,
        reason=export.reason,
        result=None
        if result is None
        else FilmResult(
            film=None if sealed else _file(result.film),
            manifest=_file(result.manifest),
            frames=result.frames,
            rate=result.rate,
            width=result.width,
            height=result.height,
            samples=result.samples,
            segments=result.segments,
            encoded=result.encoded,
            integrated=result.loudness.get("integrated"),
            range=result.loudness.get("range"),
            true_peak=result.loudness.get("true_peak"),
            clipped=result.clipped,
            credentials=result.credentials,
        ),
        asked_by=export.person,
        asked_at=export.began_at,
    )


def _file(file: ExportedFile) -> FilmFile:
    return FilmFile(file.name, address(file.digest), file.digest, file.media_type, file.size)
