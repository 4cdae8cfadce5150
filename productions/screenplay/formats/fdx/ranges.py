"""Places in the text of a Final Draft document, which notes behind the script and bookmarks name in characters."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from xml.etree.ElementTree import Element

from productions.screenplay.formats.fdx.document import NOTE, text_of
from productions.screenplay.formats.fdx.reading import Document


def follow(document: Document, now: Sequence[Element], kept: Mapping[int, Element], notes: Collection[int]) -> None:
    """Let places follow the paragraphs that they are in.

    `now` are the paragraphs of the new text in order, `kept` those that go on, by the identity of the old one, and
    `notes` the identities of the notes that the new text still has; the others behind the script are dropped.
    """
    for behind in document.root.findall("ScriptNotes"):
        for note in behind.findall(NOTE):
            if note.get("Range") and id(note) not in notes:
                behind.remove(note)
    starts, at = dict[int, int](), 0
    for element in now:
        starts[id(element)] = at
        at += len(text_of(element)) + 1
    for child in document.root:
        if child.tag != "Content":
            for element in child.iter():
                _move(element, document, starts, kept)


def _move(element: Element, document: Document, starts: Mapping[int, int], kept: Mapping[int, Element]) -> None:
    ends = (element.get("Range") or "").split(",")
    if len(ends) == 2 and all(end.isdecimal() and len(end) < 12 for end in ends):
        element.set("Range", ",".join(str(_moved(int(end), document, starts, kept)) for end in ends))


def _moved(place: int, document: Document, starts: Mapping[int, int], kept: Mapping[int, Element]) -> int:
    """Where a place is now; one in a paragraph that is gone moves to the end of the one before it."""
    index = bisect_right(document.leaves, place, key=lambda leaf: leaf.start) - 1
    for back, leaf in enumerate(reversed(document.leaves[: index + 1])):
        element = kept.get(id(leaf.element))
        if element is None or id(element) not in starts:
            continue
        inside = place - leaf.start if back == 0 else len(text_of(element))
        limit = len(text_of(element)) if element is not leaf.element else inside
        return starts[id(element)] + min(inside, limit)
    return 0
