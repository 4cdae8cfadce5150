"""The storyboard: frames of shots with their words, three or six to a page, as PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from productions.domain.notes import Drawing


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on every page: the production's name, and revision and date; `per_page` is 3 or 6."""

    title: str
    beside: str
    per_page: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A shot on the storyboard. `picture` are the bytes of a JPEG, PNG or WebP; None leaves an empty frame.

    `drawing` is drawn on it.
    """

    code: str
    heading: str
    framing: str
    length: str
    description: str
    dialogue: tuple[tuple[str, str], ...]
    picture: bytes | None
    drawing: Drawing = ()


def storyboard(board: Board, panels: Iterable[Panel], total: int) -> bytes:
    """Return the storyboard of `total` panels as the bytes of a PDF. Panels are taken one page at a time."""
    from generation.sheets.drawing import drawn  # noqa: PLC0415 - the drawing library is loaded when one is asked for

    return drawn(board, panels, total)
