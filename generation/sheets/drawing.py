"""Draws a storyboard: pages of A4 with frames and words, a head with the production and a foot with page numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import skia
from PIL import Image, UnidentifiedImageError

from generation.sheets.shapes import draw
from generation.sheets.storyboard import WIDEST, PageText, Panel
from generation.sheets.text import Letters

_SHORT, _LONG = 595.0, 842.0
_MARGIN, _HEAD, _GAP = 34.0, 26.0, 16.0
_RATIO = 16 / 9
_SMALL, _BODY, _CODE, _TITLE = 7.0, 8.5, 10.0, 12.0
_BLACK, _GREY, _LINE = (skia.Color(*colour) for colour in ((20, 22, 26), (104, 110, 120), (188, 193, 200)))


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float


def drawn(board: PageText, panels: Iterable[Panel], total: int) -> bytes:
    """Return the storyboard as the bytes of a PDF."""
    stream = skia.DynamicMemoryWStream()
    document = skia.PDF.MakeDocument(stream, _facts(board))
    letters, waiting = Letters(), iter(panels)
    wide, tall = (_SHORT, _LONG) if board.per_page == 3 else (_LONG, _SHORT)
    pages = max(1, -(-total // board.per_page))
    for number in range(1, pages + 1):
        sheet = _Sheet(document.beginPage(wide, tall), letters, wide, tall)
        sheet.around(board, number, pages)
        for panel, box in zip(islice(waiting, board.per_page), _boxes(board.per_page, wide, tall), strict=False):
            sheet.panel(panel, box, beside=board.per_page == 3)
        if not total:
            sheet.words(board.empty, _Box(_MARGIN, tall / 2, wide - 2 * _MARGIN, 40), _TITLE, _GREY)
        document.endPage()
    document.close()
    return bytes(stream.detachAsData())


def _facts(board: PageText) -> Any:
    facts = skia.PDF.Metadata()
    facts.fTitle, facts.fCreator = board.title, "Continuity"
    return facts


def _boxes(per_page: int, wide: float, tall: float) -> Iterator[_Box]:
    columns, rows = (1, 3) if per_page == 3 else (3, 2)
    top, bottom = _MARGIN + _HEAD, _MARGIN + _HEAD / 2
    width = (wide - 2 * _MARGIN - _GAP * (columns - 1)) / columns
    height = (tall - top - bottom - _GAP * (rows - 1)) / rows
    for row in range(rows):
        for column in range(columns):
            yield _Box(_MARGIN + column * (width + _GAP), top + row * (height + _GAP), width, height)


@dataclass(frozen=True, slots=True)
class _Sheet:
    canvas: Any
    letters: Letters
    wide: float
    tall: float

    def around(self, board: PageText, number: int, pages: int) -> None:
        """Draw the head and the foot."""
        room = self.wide - 2 * _MARGIN
        self.words(board.title, _Box(_MARGIN, _MARGIN - 8, room * 0.6, 16), _TITLE, _BLACK)
        self._right(board.beside, _MARGIN - 5, _SMALL + 1)
        self.canvas.drawLine(_MARGIN, _MARGIN + 12, self.wide - _MARGIN, _MARGIN + 12, _pen(_LINE))
        self._right(f"{number} / {pages}", self.tall - _MARGIN, _SMALL + 1)

    def _right(self, text: str, y: float, size: float) -> None:
        made = self.letters.paragraph(text, size, _GREY, self.wide, 2 * size)
        made.paint(self.canvas, self.wide - _MARGIN - made.MaxIntrinsicWidth, y)

    def panel(self, panel: Panel, box: _Box, *, beside: bool) -> None:
        """Draw a frame with its words to the right of it or below it."""
        width = box.width * 0.6 if beside else box.width
        frame = _Box(box.x, box.y, width, width / _RATIO)
        self._frame(panel, frame)
        if beside:
            left = frame.x + frame.width + _GAP
            self._texts(panel, _Box(left, box.y, box.x + box.width - left, box.height))
        else:
            top = frame.y + frame.height + 5
            self._texts(panel, _Box(box.x, top, box.width, box.y + box.height - top))

    def _frame(self, panel: Panel, box: _Box) -> None:
        picture = _picture(panel.picture)
        if picture is None:
            place = skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)
            self.words(panel.missing, _Box(box.x + 8, box.y + 7, box.width - 16, 12), _SMALL, _GREY)
        else:
            scale = min(box.width / picture.width(), box.height / picture.height())
            width, height = picture.width() * scale, picture.height() * scale
            left, top = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
            place = skia.Rect.MakeXYWH(left, top, width, height)
            self.canvas.drawImageRect(picture, place, skia.SamplingOptions(skia.FilterMode.kLinear))
        draw(self.canvas, panel.drawing, place, self.letters)
        self.canvas.drawRect(skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height), _pen(_LINE))

    def _texts(self, panel: Panel, box: _Box) -> None:
        """The words of a shot from top to bottom, as far as the box reaches; description and speech share the rest."""
        y, end = box.y, box.y + box.height
        for text, size, colour in (
            (panel.code, _CODE, _BLACK),
            (panel.heading, _SMALL, _GREY),
            (" · ".join(filter(None, (panel.framing, panel.length))), _SMALL, _GREY),
        ):
            y = self.words(text, _Box(box.x, y, box.width, min(2.6 * size, end - y)), size, colour)
        room = (end - y) * (0.55 if panel.dialogue else 1)
        y = self.words(panel.description, _Box(box.x, y + 3, box.width, room - 3), _BODY, _BLACK)
        for name, said in panel.dialogue:
            y = self.words(f"{name}: {said}", _Box(box.x, y + 2, box.width, end - y - 2), _BODY, _GREY)

    def words(self, text: str, box: _Box, size: float, colour: int) -> float:
        """Write a text into a box and return where it ends; nothing, where not one line fits."""
        if not text.strip() or box.height < size * 1.2:
            return box.y
        made = self.letters.paragraph(text, size, colour, box.width, box.height)
        made.paint(self.canvas, box.x, box.y)
        return box.y + float(made.Height)


def _pen(colour: int) -> Any:
    return skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=0.7, Color=colour)


def _picture(encoded: bytes | None) -> Any:
    """The picture no larger than it is printed; None where there is none that can be read."""
    if encoded is None:
        return None
    try:
        with Image.open(BytesIO(encoded)) as opened:
            opened.draft("RGB", (WIDEST, WIDEST))
            image = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    image.thumbnail((WIDEST, WIDEST))
    out = BytesIO()
    image.save(out, "JPEG", quality=84)
    return skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(out.getvalue()))
