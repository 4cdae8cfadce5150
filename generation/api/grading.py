"""Files that people grade by: tables of colours are kept, colour decisions read; a parameter is set to either."""

from typing import Any, ClassVar
from uuid import UUID

import msgspec

from events.errors import ContinuityError
from events.execution import Receipt
from events.registry import Json
from generation.artifacts import luts
from generation.ports import cdl_files, cubes
from productions.api.http.base import ProductionView
from productions.api.http.operations import Body, writes
from productions.api.http.parsing import only_file
from productions.domain.names import LONGEST, readable

_ROOM = 64 << 10


class DecisionsUnreadable(ContinuityError):
    """The file is no .cc, .ccc or .cdl; says what is wrong with it."""

    code = "decisions-unreadable"
    status = 422


class HandInTable(Body):
    """A .cube file as multipart file or in base64."""

    file: bytes


class HandInDecisions(Body):
    """A .cc, .ccc or .cdl file as multipart file or in base64."""

    file: bytes


class ColourTable(msgspec.Struct):
    """A table of colours as it is kept. A parameter is set to its `file`, its `name`, and who has the rights."""

    file: str
    name: str
    dimensions: int
    points: int


class ColourDecision(msgspec.Struct):
    """A decision of a file: what it is called there, and what a parameter is set to; null changes nothing."""

    name: str
    value: Json


class ColourDecisions(msgspec.Struct):
    """The decisions of a file, in its order."""

    decisions: list[ColourDecision]


class _HandingIn(ProductionView):
    needs: ClassVar = {"POST": "edit_parameters"}
    what: ClassVar[str]
    _name = ""

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """Remember what the sender calls the file."""
        upload = only_file(data, self.what)
        if upload is None:
            return data
        self._name = upload.name
        return {**data, "file": bytes(upload)}


class TablesView(_HandingIn):
    largest: ClassVar[int] = cubes.LARGEST * 4 // 3 + _ROOM
    what: ClassVar[str] = "A table of colours"

    @writes("colour_tables_add", "Keep a table of colours (.cube)", HandInTable, ColourTable, status=201, file=True)
    def post(self, asked: HandInTable, /, **_: UUID) -> tuple[Receipt[None], ColourTable]:
        kept = luts.keep(asked.file)
        name = readable(self._name)[:LONGEST] or "LUT"
        return _without_events(), ColourTable(kept.digest, name, kept.dimensions, kept.points)


class DecisionsView(_HandingIn):
    largest: ClassVar[int] = cdl_files.LARGEST * 4 // 3 + _ROOM
    what: ClassVar[str] = "A file of colour decisions"

    @writes("colour_decisions_read", "Read colour decisions (ASC CDL)", HandInDecisions, ColourDecisions, file=True)
    def post(self, asked: HandInDecisions, /, **_: UUID) -> tuple[Receipt[None], ColourDecisions]:
        try:
            found = cdl_files.read(asked.file)
        except cdl_files.Unreadable as error:
            raise DecisionsUnreadable(str(error)) from error
        return _without_events(), ColourDecisions([ColourDecision(each.name, each.value) for each in found])


def _without_events() -> Receipt[None]:
    """Nothing happened to the production: what was handed in counts once a parameter is set to it."""
    return Receipt((), {}, None)
