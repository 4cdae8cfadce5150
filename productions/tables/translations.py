"""Files of translations: CSV for spreadsheets, XLIFF 1.2 for the tools of translators. Both name lines by their ids."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from productions.domain.xml import writable
from productions.tables.errors import TableUnreadable
from productions.tables.reading import read
from productions.tables.writing import table

COLUMNS = ("Id", "Shot", "Character", "Source", "Translation", "State")
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
MEDIA_TYPE = "application/x-xliff+xml"
MOST_UNITS = 50_000
LARGEST = 32_000_000
"""Bytes of a file: as many as XLIFF takes for so many lines of speech."""
_UNBEGUN = ("new", "needs-translation", "needs-adaptation", "needs-l10n")
"""States of XLIFF of what nobody translated, whatever a tool has put there."""
_STATES = {"translated": "translated", "out_of_date": "needs-review-translation", "missing": "new"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A line in a file. `id` names shot, language and line; `text` is the translation, empty while there is none.

    `code` is that of the shot, `state` how the translation stood when the file was written; files that come in need not
    say these.
    """

    id: str
    source: str
    text: str
    code: str = ""
    character: str = ""
    state: str = "translated"


def as_csv(units: Iterable[Unit]) -> bytes:
    """Return units as CSV."""
    rows = ((each.id, each.code, each.character, each.source, each.text, each.state) for each in units)
    return table("csv", "Translations", COLUMNS, rows)


def as_xliff(units: Iterable[Unit], name: str, source: str, target: str) -> bytes:
    """Return units as XLIFF 1.2 from one language into another; a translation that is out of date asks for review."""
    root = Element("xliff", version="1.2", xmlns=XLIFF)
    file = SubElement(
        root,
        "file",
        {
            "original": writable(name),
            "datatype": "plaintext",
            "source-language": source,
            "target-language": target,
        },
    )
    body = SubElement(file, "body")
    for each in units:
        unit = SubElement(body, "trans-unit", {"id": each.id, "resname": writable(f"{each.code} {each.character}")})
        SubElement(unit, "source").text = writable(each.source)
        if each.text:
            SubElement(unit, "target", state=_STATES[each.state]).text = writable(each.text)
    out = io.BytesIO()
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()


def units_of(file: bytes) -> list[Unit]:
    """Return the units of a CSV, XLSX or XLIFF 1.2 file; TableUnreadable says why there are none."""
    if len(file) > LARGEST:
        raise TableUnreadable("too-large", f"The file has {len(file) / 1e6:.1f} MB; {LARGEST / 1e6:g} MB is the most.")
    start = file.removeprefix(b"\xef\xbb\xbf").lstrip()
    return list(_of_xliff(file) if start.startswith(b"<") else _of_table(file))


def _of_table(file: bytes) -> Iterator[Unit]:
    sheet = read(file, MOST_UNITS, LARGEST)
    place = {name.casefold(): number for number, name in enumerate(sheet.columns)}
    missing = [name for name in ("Id", "Translation") if name.casefold() not in place]
    if missing:
        raise TableUnreadable("no-table", f"A table of translations has the column {missing[0]}.")
    for row in sheet.rows:
        said = {name: row.cells[number] for name, number in place.items()}
        yield Unit(
            said["id"],
            said.get("source", ""),
            said["translation"],
            said.get("shot", ""),
            said.get("character", ""),
            "out_of_date" if said.get("state") == "out_of_date" else "translated",
        )


def _of_xliff(file: bytes) -> Iterator[Unit]:
    seen, found = False, 0
    try:
        for _, element in iterparse(io.BytesIO(file), forbid_dtd=True):
            seen = seen or element.tag == f"{{{XLIFF}}}file"
            if element.tag != f"{{{XLIFF}}}trans-unit":
                continue
            found += 1
            if found > MOST_UNITS:
                raise TableUnreadable("too-large", f"The file has more than {MOST_UNITS:,} lines.")
            yield _unit(element)
            element.clear()
    except (ElementTree.ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise TableUnreadable("damaged", "This is XML that cannot be read. Save it again as XLIFF 1.2.") from error
    if not seen:
        raise TableUnreadable("no-table", "This XML is no XLIFF 1.2.")


def _unit(element: Element) -> Unit:
    source, target = (element.find(f"{{{XLIFF}}}{name}") for name in ("source", "target"))
    stands = "" if target is None else target.get("state", "")
    return Unit(
        id=element.get("id", ""),
        source="" if source is None else "".join(source.itertext()),
        text="" if target is None or stands in _UNBEGUN else "".join(target.itertext()),
        code=element.get("resname", ""),
        state="out_of_date" if stands == _STATES["out_of_date"] else "translated",
    )
