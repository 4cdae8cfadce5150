"""Lines in other languages: listed, translated, and taken along as files and back in."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from django.http import HttpResponse

from events.execution import Receipt
from productions import commands
from productions.api import rights
from productions.api.http import fields, filters
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, Body, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.api.script_files import name_of
from productions.api.shots import ShotBase
from productions.commands.translating import FileEffect, LeftOut
from productions.domain.parameters import language_tag
from productions.domain.translations import Standing
from productions.queries import moment
from productions.queries import translations as read
from productions.tables import translations as files
from productions.tables.writing import MEDIA_TYPES

SHOWN = 500
_LANGUAGE = filters.QueryParameter(
    "language",
    "The BCP 47 tag of the language into which lines are translated.",
    {"type": "string", "maxLength": 35, "pattern": r"^[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?$"},
    "a language, such as de or pt-BR",
    language_tag,
    required=True,
    default="",
)
_STANDING = filters.choice("standing", "Those that stand so.", ("missing", "out_of_date", "translated"))
_DRY_RUN = filters.switch("dry_run", "Only say what would change.")


class TranslateLine(Asked):
    """What a line, counted from 0, is in a language; empty takes its translation away. `version` is the shot's."""

    line: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    language: fields.LanguageTag
    text: fields.Text


class ImportTranslations(Body):
    """Translations into a language as CSV or XLIFF 1.2 text or, sent as multipart, as a file, also XLSX."""

    text: str
    language: fields.LanguageTag


class TranslatedLine(msgspec.Struct):
    """A line in a language. `line` counts from 0 in its shot; `version` is that of the shot.

    `id` names the line by its words, as files do. Out of date, `translation` is of the words in `translated_from`,
    which the script no longer has.
    """

    id: str
    shot: UUID
    scene: UUID
    code: str
    line: int
    language: str
    character: str
    parenthetical: str
    text: str
    translation: str
    translated_from: str
    standing: Standing
    version: int


class LanguageProgress(msgspec.Struct):
    """How many lines of the film are translated into a language, and how many shots were made in it."""

    language: str
    lines: int
    translated: int
    out_of_date: int
    missing: int
    shots: int


class TranslationChange(msgspec.Struct):
    """A line of which the file changes the translation; `before` is empty where there was none."""

    shot: UUID
    code: str
    line: int
    character: str
    text: str
    before: str
    after: str


class TranslationLeftOut(msgspec.Struct):
    """A line of the file that is not taken over, and why."""

    id: str
    code: str
    text: str
    translation: str
    why: LeftOut


class TranslationsImported(msgspec.Struct):
    """What a file did or, with `dry_run`, would do. At most 500 of each are listed; the counts are of all."""

    dry_run: bool
    language: str
    counts: dict[str, int]
    changes: list[TranslationChange]
    left_out: list[TranslationLeftOut]


class LanguagesView(ProductionView):
    needs: ClassVar = {"GET": "read"}

    @reads("languages_list", "The languages that lines are translated into", LanguageProgress, page=True)
    def get(self, production: UUID) -> msgspec.Struct:
        all_ = [
            LanguageProgress(each.language, each.lines, each.translated, each.out_of_date, each.missing, each.shots)
            for each in read.languages_of(production)
        ]
        ready, following = numbered(self.request, all_)
        return page_of(LanguageProgress)(ready, following, rights.can(self.role, {"translate": "edit_shots"}))


class TranslationsView(ProductionView):
    needs: ClassVar = {"GET": "read"}

    @reads(
        "translations_list",
        "The lines of the film in a language",
        TranslatedLine,
        page=True,
        query=[_LANGUAGE, _STANDING],
    )
    def get(self, production: UUID) -> msgspec.Struct:
        language, standing = _LANGUAGE.read(self.request), _STANDING.read(self.request)
        lines = read.lines_in(production, language)
        wanted = [_shown(each, language) for each in lines if standing in ("", each.told.standing)]
        ready, following = numbered(self.request, wanted)
        return page_of(TranslatedLine)(ready, following, rights.can(self.role, {"translate": "edit_shots"}))


class ShotTranslationsView(ShotBase):
    needs: ClassVar = {"PUT": "edit_shots"}

    @writes("translations_write", "Say what a line is in a language", TranslateLine, TranslatedLine)
    def put(self, asked: TranslateLine, id: UUID) -> tuple[Receipt[Any], TranslatedLine]:
        text = commands.LineText(id, asked.line, asked.text)
        receipt = commands.translate(self.context(), self.log, asked.language, [text], expected(self, asked))
        return receipt, _shown(receipt.value[0], language_tag(asked.language))


class TranslationsFileView(ProductionView):
    needs: ClassVar = {"POST": "edit_shots"}
    largest: ClassVar[int] = files.LARGEST + (64 << 10)
    file: bytes = b""

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """A file stands in place of the text."""
        given = data.get("file")
        if isinstance(given, list) and "text" not in data:
            if len(given) > 1:
                raise Invalid(f"Translations are one file; these are {len(given)}. Nothing was read.", field="file")
            self.file = bytes(given[0])
            told = hashlib.sha256(self.file).hexdigest()  # what tells a repeated request from another one
            return {**{name: value for name, value in data.items() if name != "file"}, "text": told}
        if isinstance(text := data.get("text"), str):
            self.file = text.encode(errors="replace")
        return data

    @writes(
        "translations_import",
        "Take over translations from a file; lines that are unknown or changed are told and left out",
        ImportTranslations,
        TranslationsImported,
        query=[_DRY_RUN],
        file=True,
    )
    def post(self, asked: ImportTranslations, production: UUID) -> tuple[Receipt[Any], TranslationsImported]:
        units, dry_run = files.units_of(self.file), _DRY_RUN.read(self.request)
        receipt = commands.import_translations(self.context(), production, asked.language, units, dry_run=dry_run)
        return receipt, _imported(receipt.value, language_tag(asked.language), dry_run=dry_run)


def _file(ending: str, media_type: str, called: str) -> Callable[..., HttpResponse]:
    @downloads(
        f"translations_{ending}",
        f"The lines of the film with their translations as {called}",
        media_type,
        ending,
        query=[_LANGUAGE],
    )
    def get(self: ProductionView, production: UUID) -> File:
        language, name = _LANGUAGE.read(self.request), name_of(production)
        units = [_unit(each) for each in read.lines_in(production, language)]
        if ending == "csv":
            return File(files.as_csv(units), f"{name} {language}")
        source = read.source_language(moment(production, takes=False))
        return File(files.as_xliff(units, name, source, language), f"{name} {language}")

    return get


class TranslationsCsvView(ProductionView):
    get = _file("csv", MEDIA_TYPES["csv"], "CSV")


class TranslationsXliffView(ProductionView):
    get = _file("xliff", files.MEDIA_TYPE, "XLIFF 1.2")


def _shown(line: read.LineOfFilm, language: str) -> TranslatedLine:
    told = line.told
    return TranslatedLine(
        id=line.id,
        shot=line.shot,
        scene=line.scene,
        code=line.code,
        line=line.number,
        language=language,
        character=told.line.character,
        parenthetical=told.line.parenthetical,
        text=told.line.text,
        translation=told.of.text if told.of else "",
        translated_from=told.of.source if told.of else "",
        standing=told.standing,
        version=line.version,
    )


def _unit(line: read.LineOfFilm) -> files.Unit:
    told = line.told
    text = told.of.text if told.of else ""
    return files.Unit(line.id, told.line.text, text, line.code, told.line.character, told.standing)


def _imported(effect: FileEffect, language: str, *, dry_run: bool) -> TranslationsImported:
    counts = {
        "changes": len(effect.changes),
        "left_out": len(effect.left_out),
        "unchanged": effect.unchanged,
        "empty": effect.empty,
    }
    changes = [
        TranslationChange(each.shot, each.code, each.line, each.character, each.source, each.before, each.after)
        for each in effect.changes[:SHOWN]
    ]
    left_out = [
        TranslationLeftOut(each.unit.id, each.unit.code, each.unit.source, each.unit.text, each.why)
        for each in effect.left_out[:SHOWN]
    ]
    return TranslationsImported(dry_run, language, counts, changes, left_out)
