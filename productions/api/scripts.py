"""The screenplay: read it, revise it, decide about its breakdown, or see what either would do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from productions import commands, queries
from productions.api import proposals, rights, shapes, showing
from productions.api.http import fields, filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.api.script_files import format_in, with_text
from productions.commands import deciding
from productions.commands.scripts import Revision
from productions.domain.decision import Decision
from productions.queries import listing
from productions.screenplay import formats
from productions.screenplay.formats import LARGEST, Format, Opened
from productions.screenplay.formats.packed import kept
from productions.screenplay.reading.elements import Remark

_DRY_RUN = filters.switch("dry_run", "Only say what would change.")


class ReviseScript(Asked):
    """A screenplay as text or, sent as multipart, as a file. `version` is the script's own.

    A file without a `format` says by its beginning and name which it is; a text without one is Fountain. `original` is
    the Final Draft document that a text in Fountain was read from: what Fountain has no place for is kept in it.

    `language` is the BCP 47 tag of the script's, which becomes the production's; without it what is set there holds,
    and where nothing is set it is found out.
    `decisions` about the breakdown are given beside those in force, `withdrawn` are so no longer; both only in JSON.
    """

    text: str
    format: Format | None = None
    original: str | None = None
    language: fields.LanguageTag | UnsetType = UNSET
    decisions: list[Decision] = []
    withdrawn: list[Decision] = []


class ScriptView(ProductionView):
    needs: ClassVar = {"GET": "read", "PUT": "edit_script"}
    largest: ClassVar[int] = LARGEST + (64 << 10)
    opened: Opened | None = None

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """What comes in another format becomes Fountain. What says both text and file, or sends several, is refused."""
        data, self.opened = with_text(data)
        if self.opened:
            return data
        match data:
            case {"text": str(text), "format": "fdx" | "markdown" | "pdf"}:
                self.opened = formats.read(text, format_in(data))
                return {**data, "text": self.opened.text}
            case {"text": str(text), "original": str(original)}:
                self.opened = replace(formats.read(original, "fdx"), text=text, remarks=())
        return data

    @reads("script_read", "The screenplay as it is now", shapes.Script)
    def get(self, production: UUID) -> shapes.Script:
        return showing.of_script(listing.script(production), self.role)

    @writes(
        "script_revise",
        "Save a revision: scenes, shots, references and cast follow it, what did not change keeps its id",
        ReviseScript,
        shapes.ScriptRevision,
        query=[_DRY_RUN],
        file=True,
    )
    def put(self, asked: ReviseScript, production: UUID) -> tuple[Receipt[Revision], shapes.ScriptRevision]:
        dry_run = _DRY_RUN.read(self.request)
        receipt = commands.import_script(
            self.context(),
            production,
            asked.text,
            expected(self, asked),
            language=asked.language or "",
            decisions=asked.decisions,
            withdrawn=asked.withdrawn,
            original=kept(self.opened),
            things=self.opened.things if self.opened else (),
            dry_run=dry_run,
        )
        return receipt, revision(receipt, dry_run=dry_run, remarks=self.opened.remarks if self.opened else ())


class DecideScript(Asked):
    """Decisions about the breakdown, given beside those in force or withdrawn. `version` is the script's own."""

    decisions: list[Decision] = []
    withdrawn: list[Decision] = []


class DecisionsView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "edit_script"}

    @reads("script_decisions", "The decisions about the breakdown that are in force", shapes.DecisionInForce, page=True)
    def get(self, production: UUID) -> msgspec.Struct:
        decided = [
            shapes.DecisionInForce(each.decision, each.lost, each.line, each.text)
            for each in deciding.in_force(queries.moment(production, takes=False))
        ]
        ready, following = numbered(self.request, decided)
        return page_of(shapes.DecisionInForce)(ready, following, rights.can(self.role, {"decide": "edit_script"}))

    @writes(
        "script_decide",
        "Decide how the script breaks down: its scenes, shots, references and cast follow",
        DecideScript,
        shapes.ScriptRevision,
        query=[_DRY_RUN],
    )
    def post(self, asked: DecideScript, production: UUID) -> tuple[Receipt[Revision], shapes.ScriptRevision]:
        dry_run = _DRY_RUN.read(self.request)
        receipt = commands.decide_breakdown(
            self.context(), production, asked.decisions, asked.withdrawn, expected(self, asked), dry_run=dry_run
        )
        return receipt, revision(receipt, dry_run=dry_run)


def revision(
    receipt: Receipt[Revision], *, dry_run: bool = False, remarks: Sequence[Remark] = ()
) -> shapes.ScriptRevision:
    """Return what a write did to the script, or would do; `remarks` are those on the file."""
    made = receipt.value
    return shapes.ScriptRevision(
        revision=made.revision,
        version=made.version,
        title=made.title,
        language=made.language,
        dry_run=dry_run,
        scenes=msgspec.convert(made.summary["scenes"], shapes.Verdicts),
        shots=msgspec.convert(made.summary["shots"], shapes.Verdicts),
        remarks=[*((each.line, each.text) for each in remarks), *made.remarks],
        proposal=proposals.of_revision(made),
        renames=proposals.renames(made),
        lost=list(made.lost),
    )
