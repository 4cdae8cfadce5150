"""What contact sheets look like."""

from typing import Annotated, Any
from uuid import UUID

import msgspec

from generation.api.shapes.progress import Progress
from generation.api.shapes.takes import TakeSetting
from generation.domain.order import PlacedState
from generation.jobs.contact_sheets import CellStanding
from productions.api.http.operations import Can, actions
from productions.domain.reading import PROMPTS
from productions.domain.take import Review
from productions.policy import Action

SHEET: dict[str, Action] = {"select": "select_take", "set": "edit_parameters"}


class SheetAxis(msgspec.Struct):
    """What the cells of a contact sheet vary: a parameter by name, what people call it, and the values in order."""

    parameter: str
    label: str
    values: Annotated[list[Any], PROMPTS]


class SheetTake(msgspec.Struct):
    """The take that came of a cell, with what it is shown by."""

    id: UUID
    number: int
    in_use: bool
    out_of_date: bool
    state: Review
    pinned: bool
    proxy: str | None
    poster: str | None
    settings: Annotated[dict[str, TakeSetting], PROMPTS]


class SheetCell(msgspec.Struct):
    """One take that was asked for: `values` by the axes, `reason` why it failed or waits. `take` null: not there yet.

    Cells that came out equal name the same take.
    """

    shot: UUID
    code: str
    variation: int
    values: Annotated[list[Any], PROMPTS]
    state: CellStanding
    reason: str
    progress: Progress | None
    take: SheetTake | None


class ContactSheet(msgspec.Struct):
    """The cells of a grid that was ordered: for each shot each combination of values, and of each every seed."""

    order: UUID
    state: PlacedState
    seeds: int
    axes: list[SheetAxis]
    cells: list[SheetCell]
    can: Annotated[Can, actions(SHEET)]
