"""Text on sheets: shaped and wrapped in any script, cut with an ellipsis where it would not fit.

Letters that the bundled font has not are taken from fonts of the machine, where it has one.
"""

import unicodedata
from functools import cache
from typing import Any

import skia

from generation.ports.grade import FONT

_FAMILY = "sheet"
_MOST = 4_000
"""No box on a sheet holds more letters."""


class Letters:
    """The fonts of one document, which grow by those that its letters need."""

    def __init__(self) -> None:
        self._provider = skia.textlayout.TypefaceFontProvider()
        self._face = skia.Typeface.MakeFromFile(str(FONT))
        self._provider.registerTypeface(self._face, _FAMILY)
        self._families = [_FAMILY]
        self._known: set[str] = set()
        self.missing: set[str] = set()
        """Letters that were wanted, and that no font here has."""
        self._renew()

    def _renew(self) -> None:
        self._collection = skia.textlayout.FontCollection()
        self._collection.setDefaultFontManager(self._provider)

    def centred(self, text: str, size: float, colour: int, width: float) -> Any:
        """Return a text whose lines stand in the middle of a width, in the direction in which it is read."""
        self._fetch(text)
        style = skia.textlayout.ParagraphStyle()
        style.setTextAlign(skia.textlayout.TextAlign.kCenter)
        strong = (each for each in map(unicodedata.bidirectional, text) if each in ("L", "R", "AL"))
        if next(strong, "L") != "L":
            # The library sets no direction of a paragraph; isolated, each line has its own.
            text = "\n".join(f"\u2067{line}\u2069" for line in text.split("\n"))
        return self._laid_out(text, size, colour, width, style)

    def paragraph(self, text: str, size: float, colour: int, width: float, height: float) -> Any:
        """Return a text laid out in a width, as much of it as a height takes, ready to be painted."""
        text = text[:_MOST]
        self._fetch(text)
        made = self._laid_out(text, size, colour, width)
        if made.Height <= height:
            return made
        fits, most = 0, len(text)
        while fits < most:
            middle = (fits + most + 1) // 2
            if self._laid_out(_cut(text, middle), size, colour, width).Height <= height:
                fits = middle
            else:
                most = middle - 1
        return self._laid_out(_cut(text, fits), size, colour, width)

    def _laid_out(self, text: str, size: float, colour: int, width: float, whole: Any = None) -> Any:
        style, paragraph = skia.textlayout.TextStyle(), whole or skia.textlayout.ParagraphStyle()
        style.setFontFamilies(self._families)
        style.setFontSize(size)
        style.setColor(colour)
        paragraph.setTextStyle(style)
        builder = skia.textlayout.ParagraphBuilder.make(paragraph, self._collection, _unicode())
        builder.addText(text)
        made = builder.Build()
        made.layout(width)
        return made

    def _fetch(self, text: str) -> None:
        """Find fonts for letters that no font so far has."""
        new = {letter for letter in set(text) - self._known if letter.isprintable() and not letter.isspace()}
        self._known |= new
        added = False
        for letter in sorted(new):
            if not self._face.unicharToGlyph(ord(letter)):
                added |= self._add(letter)
        if added:
            self._renew()

    def _add(self, letter: str) -> bool:
        face = skia.FontMgr().matchFamilyStyleCharacter("", skia.FontStyle(), ["en"], ord(letter))
        if face is None:
            self.missing.add(letter)
        name = f"{_FAMILY} {face.getFamilyName()}" if face else _FAMILY
        if name in self._families:
            return False
        self._provider.registerTypeface(face, name)
        self._families.append(name)
        return True


def _cut(text: str, length: int) -> str:
    return f"{text[:length].rstrip()}…"


@cache
def _unicode() -> Any:
    return skia.Unicodes.ICU.Make()
