"""Final Draft's XML: parsed within bounds, without DTD, entities or anything that is fetched, and written again."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from productions.screenplay.reading.emphasis import Run
from productions.screenplay.reading.errors import ScreenplayUnreadable

MAX_BYTES = 16_000_000
MAX_ELEMENTS = 400_000
MAX_DEPTH = 40

PARAGRAPH, TEXT, NOTE, DUAL = "Paragraph", "Text", "ScriptNote", "DualDialogue"
STYLES = {"Bold": "bold", "Italic": "italic", "Underline": "underline"}
_HEADER = b'<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'


class _Bounded(ElementTree.TreeBuilder):
    """Builds a tree and gives up on one that no writing program makes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise ScreenplayUnreadable("not-fdx", "This XML is nested too deeply or is too long for a screenplay.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parsed(content: bytes) -> Element:
    """Return the root of a Final Draft document; ScreenplayUnreadable says what is wrong with another file."""
    if len(content) > MAX_BYTES:
        detail = f"The file has {len(content) / 1e6:.1f} MB; {MAX_BYTES / 1e6:g} MB is the most."
        raise ScreenplayUnreadable("too-large", detail)
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        detail = "This XML declares a document type or entities, which Final Draft never writes: it is not read."
        raise ScreenplayUnreadable("unsafe-xml", detail) from None
    except ElementTree.ParseError as error:
        line = error.position[0]
        detail = f"This is no whole Final Draft file: its XML breaks at line {line}. Save it again in Final Draft."
        raise ScreenplayUnreadable("not-fdx", detail, line) from None
    except (ValueError, LookupError):
        raise ScreenplayUnreadable("encoding", "This XML is in an encoding that nobody here reads.") from None
    if root.tag == "FinalDraft" and root.find("Content") is None:
        detail = "This Final Draft file has no script in it. Save it again in Final Draft."
        raise ScreenplayUnreadable("not-fdx", detail)
    if root.tag != "FinalDraft":
        raise ScreenplayUnreadable(
            "not-fdx", f"This is XML, but no Final Draft script (its root is {root.tag[:40]!r})."
        )
    return root


def serialised(root: Element) -> bytes:
    """Return a document as the bytes of a file in UTF-8."""
    return _HEADER + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def content(root: Element) -> Element:
    """Return the element that holds the script."""
    body = root.find("Content")
    assert body is not None, "parsed asks for it"
    return body


def texts(paragraph: Element) -> Iterator[Element]:
    """Yield the pieces of a paragraph's own text, without those of notes and omitted scenes in it."""
    yield from paragraph.findall(TEXT)


def text_of(paragraph: Element) -> str:
    """Return a paragraph's own text."""
    return "".join(piece.text or "" for piece in texts(paragraph))


def run_of(piece: Element) -> Run:
    """Return a piece of text with its emphasis."""
    names = (piece.get("Style") or "").split("+")
    text = piece.text or ""
    styles = frozenset(STYLES[name] for name in names if name in STYLES)
    return Run(text.upper() if "AllCaps" in names else text, styles)
