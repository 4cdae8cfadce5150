"""The title page of a Final Draft document, as Fountain's keys and back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from productions.domain.xml import writable
from productions.screenplay.formats.fdx.document import PARAGRAPH, STYLES, TEXT, run_of, texts
from productions.screenplay.formats.writing import escaped, marked
from productions.screenplay.reading import emphasis

_CREDIT = re.compile(
    r"(?:(?:screenplay|teleplay|script|story|created|adapted|directed|a film|book)\s+)?(?:(?:and\s+)?written\s+)?by"
    r"|screenplay|teleplay|story|(?:drehbuch|buch)(?:\s+von)?|von|sc[ée]nario(?:\s+de)?|de|par|gui[oó]n de|scritto da",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:based (?:up)?on|adapted from|from (?:the|a) |nach |d'apr[èe]s |basado en )", re.IGNORECASE)
_DATE = re.compile(r"(?:draft|revis|version|fassung)|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(?:19|20)\d\d\b", re.IGNORECASE)
_KEYED = re.compile(r"([^\W\d][\w ]{0,30}): (\S.*)")
_CENTRED = ("title", "credit", "author", "source")


def read(root: Element) -> dict[str, str]:
    """Return the title page as Fountain's keys in lower case; every line of it stands under one of them.

    Its emphasis stands in Fountain's signs.
    """
    content = root.find("TitlePage/Content")
    if content is None:
        return {}
    lines = list(_lines(content))
    signs = {plain: marked for plain, marked, _ in lines}
    keys = of_lines([(plain, centred) for plain, _, centred in lines])
    return {key: "\n".join(signs.get(line, line) for line in value.split("\n")) for key, value in keys.items()}


def _lines(page: Element) -> Iterator[tuple[str, str, bool]]:
    """Each line plain, with signs of emphasis, and whether it is centred."""
    for paragraph in page.iter(PARAGRAPH):
        pieces = [run_of(piece) for piece in texts(paragraph)]
        signed = marked(pieces) or escaped("".join(piece.text for piece in pieces))
        for line in signed.split("\n"):
            text = " ".join(line.split())
            yield emphasis.plain(text), text, paragraph.get("Alignment") == "Center"


def of_lines(lines: Iterator[tuple[str, bool]] | Sequence[tuple[str, bool]]) -> dict[str, str]:
    """Return the keys of a title page given as (text, whether it is centred); an empty text parts what stands above."""
    keys: dict[str, list[str]] = {}
    at = "title"
    for text, centred in lines:
        if not text:
            at = "author" if at in ("credit", "author") else at if at == "title" and not keys else "contact"
            continue
        keyed = _KEYED.fullmatch(text)
        if keyed and not centred:
            keys.setdefault(keyed[1].lower(), []).append(keyed[2])
            continue
        at = _place(text, centred, at, keys)
        keys.setdefault(at, []).append(text)
        at = "author" if at == "credit" else at
    return {key: "\n".join(values) for key, values in keys.items()}


def _place(text: str, centred: bool, at: str, keys: Mapping[str, list[str]]) -> str:
    if not keys:
        return "title"
    if _CREDIT.fullmatch(text.rstrip(":")) and "credit" not in keys:
        return "credit"
    if _SOURCE.match(text):
        return "source"
    if centred and at in ("title", "author"):
        return at
    if _DATE.search(text) and "draft date" not in keys:
        return "draft date"
    return "notes" if centred else "contact"


def write(root: Element, title_page: Mapping[str, str]) -> None:
    """Put a title page, with its signs of emphasis, in place of the one that the document has.

    It is laid out as title pages are; what would not be known again that way is named by its key.
    """
    said = {key: value for key, value in title_page.items() if value.strip()}
    _put(root, said, frozenset(_CENTRED))
    if _plain(read(root)) != _plain(said):
        _put(root, said, frozenset({"title"}))


def _plain(title_page: Mapping[str, str]) -> dict[str, str]:
    return {key: emphasis.plain(value) for key, value in title_page.items()}


def _put(root: Element, title_page: Mapping[str, str], laid_out: frozenset[str]) -> None:
    page = root.find("TitlePage")
    if page is None:
        page = SubElement(root, "TitlePage")
    for old in page.findall("Content"):
        page.remove(old)
    content = SubElement(page, "Content")
    for key in (each for each in _CENTRED if each in laid_out and each in title_page):
        _centred(content, title_page[key])
    for key in (each for each in title_page if each not in (*laid_out, "contact")):
        for line in title_page[key].split("\n"):
            _paragraph(content, f"{key.capitalize()}: {line}", "Left")
    _paragraph(content, "", "Left")
    for line in filter(None, title_page.get("contact", "").split("\n")):
        _paragraph(content, line, "Left")


def _centred(page: Element, text: str) -> None:
    for line in text.split("\n"):
        _paragraph(page, line, "Center")
    _paragraph(page, "", "Center")


def _paragraph(page: Element, text: str, alignment: str) -> None:
    paragraph = SubElement(page, PARAGRAPH, {"Alignment": alignment})
    for run in emphasis.runs(text) or (emphasis.Run(""),):
        names = [name for name, style in STYLES.items() if style in run.styles]
        SubElement(paragraph, TEXT, {"Style": "+".join(names)} if names else {}).text = writable(run.text)
