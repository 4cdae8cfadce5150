"""Contact sheets in replies."""

from generation.api import shapes
from generation.api.showing.asker import can, seen
from generation.api.showing.files import address
from generation.api.showing.orders import of_progress, of_settings
from generation.jobs.contact_sheets import SheetCell
from generation.queries import ContactSheet, TakeShown
from productions.api.http.base import ProductionView


def of_sheet(view: ProductionView, sheet: ContactSheet) -> shapes.ContactSheet:
    """Return the cells of a grid with their takes."""
    return seen(
        view,
        shapes.ContactSheet(
            order=sheet.order.id,
            state=sheet.order.state,
            seeds=sheet.grid.seeds,
            axes=[
                shapes.SheetAxis(axis.parameter, sheet.labels.get(axis.parameter, axis.parameter), list(axis.values))
                for axis in sheet.grid.axes
            ],
            cells=[_cell(sheet, cell) for cell in sheet.cells],
            can=can(view, shapes.SHEET),
        ),
    )


def _cell(sheet: ContactSheet, cell: SheetCell) -> shapes.SheetCell:
    take = sheet.takes.get(cell.take) if cell.take else None
    return shapes.SheetCell(
        shot=cell.shot,
        code=sheet.codes.get(cell.shot, ""),
        variation=cell.variation,
        values=list(cell.values),
        state=cell.state,
        reason=cell.reason,
        progress=of_progress(cell.progress),
        take=_take(take) if take else None,
    )


def _take(shown: TakeShown) -> shapes.SheetTake:
    state = shown.folded.state
    files = {artifact.role: address(artifact.digest) for artifact in state.artifacts}
    return shapes.SheetTake(
        id=shown.id,
        number=state.number,
        in_use=shown.in_use,
        out_of_date=shown.out_of_date,
        state=state.review,
        pinned=state.pinned,
        proxy=files.get("proxy"),
        poster=files.get("poster"),
        settings=of_settings(state.settings),
    )
