"""Films that are being written as files: a process of its own for each, and how far it is, so that a page can tell."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, cast, get_args
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from events.errors import Refusal
from events.registry import Json
from generation.models import FilmExportRow
from productions.refusals import NotFound

Kind = Literal["mp4", "prores", "dnxhr", "ffv1"]
Package = Literal["web", "broadcast", "archive"]
Target = Literal["-23", "-16", "-14"]
Step = Literal["waiting", "checking", "picture", "sound", "joining", "signing", "packing", "done", "failed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DELIVERIES: tuple[Package, ...] = get_args(Package)
Credentials = Literal["own", "given"]
"""Content credentials are signed by a chain of this installation's own, or by one that the studio gave."""
TARGETS: tuple[Target, ...] = get_args(Target)
OVER: tuple[Step, ...] = ("done", "failed")
SILENCE = timedelta(seconds=30)
"""An export whose process gave no sign of life for so long has broken off."""
BROKE_OFF = "The process that did this ended before it was done. Ask again: what it encoded is kept."
MOST_SHOWN = 20

_started: list["subprocess.Popen[bytes]"] = []
"""The processes that this one began; each ends when this one does, since its input closes then."""


class ExportRunning(Refusal):
    """The film is being written as a file just now: one at a time."""

    code = "film-export-running"


class ExportRequest(msgspec.Struct, frozen=True):
    """What is asked for: a form, captions as a track of the file, and a loudness in LUFS or None for as it is.

    `language` is that in which it is heard; empty as the takes in use are. In a `package` other files go with it, and
    checks of the film stand before it; `dossiers` puts one of each shot into it. `burnt` is the language of the
    captions that are burnt into the picture; empty for none.
    """

    form: Kind
    captions: bool = False
    loudness: Target | None = None
    language: str = ""
    package: Package | None = None
    burnt: str = ""
    dossiers: bool = False


class ExportedFile(msgspec.Struct, frozen=True):
    """A file that came of it. `size` in bytes."""

    name: str
    digest: str
    media_type: str
    size: int


class Exported(msgspec.Struct, frozen=True):
    """What came of it: the film, its manifest, and what was measured. `encoded` of all `segments` were encoded anew.

    `film` is the package where one was asked for. `clipped` samples of sound were too loud for the file. `heard` is the
    digest of what it was mixed of. `withheld` says why no package was made of the film; it is there by itself then.
    `credentials` says by what those in the film are signed, None where its form cannot hold any.
    """

    film: ExportedFile
    manifest: ExportedFile
    frames: int
    rate: str
    width: int
    height: int
    samples: int
    segments: int
    encoded: int
    loudness: Mapping[str, str | None]
    clipped: int = 0
    heard: str = ""
    withheld: str = ""
    credentials: Credentials | None = None


class FilmExport(msgspec.Struct, frozen=True):
    """How far a film is that is being written; one that broke off has failed."""

    id: UUID
    production: UUID
    person: UUID
    asked: ExportRequest
    step: Step
    done: int
    whole: int
    reason: str
    result: Exported | None
    began_at: datetime


def begin(id_: UUID, production: UUID, person: UUID, asked: ExportRequest) -> None:
    """Begin to write a film, in a process that goes on by itself; ExportRunning while one of it goes on."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(production)])
        if _open().filter(production=production).exists():
            raise ExportRunning("This film is being written as a file just now. Wait until that is done.")
        said = msgspec.to_builtins(asked)
        FilmExportRow.objects.create(id=id_, production=production, person=person, asked=said)
        transaction.on_commit(lambda: _start(id_))


def _open() -> "QuerySet[FilmExportRow]":
    return FilmExportRow.objects.exclude(step__in=OVER).filter(seen_at__gte=Now() - SILENCE)


def going_on() -> set[UUID]:
    """Return the exports that are neither over nor silent."""
    return set(_open().values_list("id", flat=True))


def _start(id_: UUID) -> None:
    _started[:] = [each for each in _started if each.poll() is None]
    program = [sys.executable, str(settings.BASE_DIR / "manage.py"), "export_film", "--export", str(id_)]
    _started.append(subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True))


def finished(id_: UUID, result: Exported) -> None:
    """Keep what came of an export; its files may be read from now on."""
    digests: Sequence[str] = (result.film.digest, result.manifest.digest)
    FilmExportRow.objects.filter(id=id_).update(result=msgspec.to_builtins(result), digests=list(digests))


def latest(production: UUID) -> list[FilmExport]:
    """Return the exports of a film, the newest first."""
    rows = list(FilmExportRow.objects.filter(production=production).order_by("-began_at")[:MOST_SHOWN])
    alive = set(_open().filter(production=production).values_list("id", flat=True))
    return [_of(row, row.step not in OVER and row.id not in alive) for row in rows]


def one(production: UUID | None, id_: UUID) -> FilmExport:
    """Return an export of a film, or of any; NotFound where there is none."""
    rows = FilmExportRow.objects.filter(id=id_)
    row = (rows.filter(production=production) if production else rows).first()
    if row is None:
        raise NotFound("There is no such export.")
    return _of(row, row.step not in OVER and not _open().filter(id=id_).exists())


def _of(row: FilmExportRow, silent: bool) -> FilmExport:
    step, reason = ("failed", BROKE_OFF) if silent else (row.step, row.reason)
    result = msgspec.convert(row.result, Exported) if row.result else None
    asked = msgspec.convert(cast("Json", row.asked), ExportRequest)
    return FilmExport(
        row.id, row.production, row.person, asked, cast(Step, step), row.done, row.whole, reason, result, row.began_at
    )
