"""Elements that a Final Draft document tags: which of them are things to be seen, and what its text calls them."""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from productions.domain.names import LONGEST
from productions.screenplay.formats.fdx.document import TEXT, content
from productions.screenplay.formats.parts import Thing

_SEEN = re.compile(r"props?|wardrobe|costumes?|vehicles?|weapons?|set dressing|greenery|picture cars?", re.IGNORECASE)
"""Categories of things; people and animals are read by what they do, and crews are seen by nobody."""
_NAME = re.compile(r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,5}")
_LEAST = 3


def things(root: Element) -> tuple[Thing, ...]:
    """Return the things that a document tags, each once, with the words that it tags for them."""
    categories = {each.get("Id"): each.get("Name") or "" for each in root.findall("TagData/TagCategories/TagCategory")}
    definitions = {each.get("Id"): each for each in root.findall("TagData/TagDefinitions/TagDefinition")}
    said = _said(root)
    called: dict[str, dict[str, str]] = {}
    for tag in root.findall("TagData/Tags/Tag"):
        words = said.get(tag.get("Number") or "", {})
        for id_ in tag.findall("DefId"):
            definition = definitions.get((id_.text or "").strip())
            if definition is not None and _SEEN.search(categories.get(definition.get("CatId"), "")):
                name = _name(definition.get("Label") or "") or next(iter(words.values()), "")
                if name:
                    called.setdefault(name, {}).update(words)
    return tuple(
        Thing(name, tuple(word for key, word in words.items() if key != name.casefold()))
        for name, words in called.items()
    )


def _said(root: Element) -> dict[str, dict[str, str]]:
    """The tagged words that can name something, by the number of their tag."""
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for piece in content(root).iter(TEXT):
        if (number := piece.get("TagNumber")) and (words := _name(piece.text or "")):
            spellings[number].setdefault(words.casefold(), words)
    return spellings


def _name(text: str) -> str:
    """A text as a name; empty where it is none."""
    plain = " ".join(text.split()).strip('.,;:!?()"“”')
    fits = len(plain) <= LONGEST and _NAME.fullmatch(plain)
    return plain if fits and (len(plain) >= _LEAST or not plain.isascii()) else ""
