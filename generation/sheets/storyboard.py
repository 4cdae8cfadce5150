"""The storyboard: frames of shots with their words, three or six to a page, as PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from productions.domain.notes import Drawing

WIDEST = 720
"""Pictures are made no wider than paper shows, in pixels."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands on every page: the production's name, and revision and date; `per_page` is 3 or 6.

    `empty` is what the only page says where there are no panels.
    """

    title: str
    beside: str
    per_page: int
    empty: str = "No shots yet."


@dataclass(frozen=True, slots=True)
class Panel:
    """A shot on the storyboard. `picture` are the bytes of a JPEG, PNG or WebP; None leaves a frame that
    says `missing`. `drawing` is drawn on it either way.
    """

    code: str
    heading: str
    framing: str
    length: str
    description: str
    dialogue: tuple[tuple[str, str], ...]
    picture: bytes | None
    drawing: Drawing = ()
    missing: str = "No picture yet"


def storyboard(board: PageText, panels: Iterable[Panel], total: int) -> bytes:
    """Return the storyboard of `total` panels as the bytes of a PDF. Panels are taken one page at a time."""
    from generation.sheets.drawing import drawn  # noqa: PLC0415 - the drawing library is loaded when one is asked for

    return drawn(board, panels, total)
