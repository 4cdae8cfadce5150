"""Cells that a spreadsheet would take for formulas get an apostrophe, which is taken away when they are read."""

import re

_FORMULA = re.compile(r"[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]")
_GUARDED = re.compile(rf"'(?={_FORMULA.pattern})")


def guarded(text: str) -> str:
    """Return a text so that no spreadsheet carries it out."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return a text as it was before it was guarded."""
    return _GUARDED.sub("", text, count=1) if _GUARDED.match(text) else text
