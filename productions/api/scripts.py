"""The screenplay: read it, revise it, decide about its breakdown, or see what either would do."""

from typing import Any, ClassVar, Literal
from uuid import UUID

import msgspec

from events.execution import Receipt
from productions import commands
from productions.api import proposals, shapes, showing
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, expected, reads, writes
from productions.domain.decision import Decision
from productions.queries import listing
from productions.screenplay.source import decode

_DRY_RUN = filters.switch("dry_run", "Only say what would change.")


class ReviseScript(Asked):
    """A screenplay in Fountain, as text or, sent as multipart, as a file. `version` is the script's own.

    `decisions` about the breakdown are given beside those in force, `withdrawn` are so no longer.
    """

    text: str
    format: Literal["fountain"] = "fountain"
    decisions: list[Decision] = []
    withdrawn: list[Decision] = []


class ScriptView(ProductionView):
    needs: ClassVar = {"GET": "read", "PUT": "edit_script"}
    largest: ClassVar[int] = 8 << 20

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """A file's bytes become the text. What says both, or sends several, is refused: which would be the script?"""
        files = data.get("file")
        if not isinstance(files, list) or "text" in data:
            return data
        if len(files) > 1:
            raise Invalid(f"A screenplay is one file; these are {len(files)}. Nothing was read.", field="file")
        return {**{name: value for name, value in data.items() if name != "file"}, "text": decode(files[0])}

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
    def put(self, asked: ReviseScript, production: UUID) -> tuple[Receipt[Any], shapes.ScriptRevision]:
        dry_run = _DRY_RUN.read(self.request)
        receipt = commands.import_script(
            self.context(),
            production,
            asked.text,
            expected(self, asked),
            decisions=asked.decisions,
            withdrawn=asked.withdrawn,
            dry_run=dry_run,
        )
        return receipt, _revision(receipt, dry_run)


def _revision(receipt: Receipt[Any], dry_run: bool) -> shapes.ScriptRevision:
    made = receipt.value
    return shapes.ScriptRevision(
        revision=made.revision,
        version=made.version,
        title=made.title,
        dry_run=dry_run,
        scenes=msgspec.convert(made.summary["scenes"], shapes.Verdicts),
        shots=msgspec.convert(made.summary["shots"], shapes.Verdicts),
        remarks=list(made.remarks),
        proposal=proposals.of_revision(made),
        renames=proposals.renames(made),
        lost=list(made.lost),
    )
