"""Reads an edit from a file of any form: which it is, its beginning says."""

import json
from fractions import Fraction
from typing import Literal

from generation.cut import edl, fcpxml
from generation.cut.apart import read_otio
from generation.cut.cut_list import CutList, UnreadableEdit

LARGEST = 16 << 20
"""The most bytes of a file."""
Form = Literal["otio", "edl", "fcpxml"]


def read(document: bytes, rate: Fraction) -> tuple[Form, CutList]:
    """Return in which form a file is, and the edit that it holds, in frames at a rate; UnreadableEdit for any other."""
    beginning = document.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not beginning:
        raise UnreadableEdit("This file is empty.")
    if beginning == b"<" or document[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "fcpxml", fcpxml.read(document, rate)
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = document.decode("latin-1")  # as EDLs were before there was UTF-8
    if beginning == b"{":
        _check(text)
        return "otio", read_otio(text, rate)
    if "\x00" in text:
        raise UnreadableEdit("This file is no text. OpenTimelineIO (.otio), EDL and FCPXML are read.")
    return "edl", edl.read(text, rate)


def _check(text: str) -> None:
    """Refuse what is no JSON object of OpenTimelineIO, or nested too deeply for any reader."""
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise UnreadableEdit("This .otio file is nested too deeply.") from error
    except ValueError as error:
        raise UnreadableEdit(f"This .otio file is no JSON: {str(error)[:200]}.") from error
    if not isinstance(whole, dict) or "OTIO_SCHEMA" not in whole:
        raise UnreadableEdit("This JSON is no OpenTimelineIO: nothing in it says its OTIO_SCHEMA.")
