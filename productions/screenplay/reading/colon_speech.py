"""Speech on one line with its name, as scripts in Chinese and Japanese write it: 林晚：今天不卖了。 遥「待って」"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from productions.screenplay.languages import LANGUAGES
from productions.screenplay.reading.elements import Element, Kind

_LINE = re.compile(
    r"(?P<name>[^\W\d_][^\s。，、！？：:「」“”（()）]{0,7})(?P<said>[（(][^（()）]{1,20}[)）])?"
    r"(?:\s*[：:]\s*(?P<text>\S.*)|「(?P<quoted>[^「」]+)」)"
)
_CASELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def told_apart(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the elements, those of action that are speech as cue and dialogue.

    A name must speak more than once, or have a cue of its own. What is forced to be action (!灯：亮) stays so.
    """
    names = Counter(line["name"] for element in elements for line in _lines(element) if line)
    known = {element.text for element in elements if element.kind is Kind.CHARACTER}
    speakers = {name for name, count in names.items() if (count > 1 or name in known) and name not in _labels()}
    for element in elements:
        lines = _lines(element)
        if lines and all(line and line["name"] in speakers for line in lines):
            for offset, line in enumerate(filter(None, lines)):
                yield from _speech(line, min(element.first + offset, element.last))
        else:
            yield element


@cache
def _labels() -> frozenset[str]:
    """Words of a script's own furniture, which look the same: 时间：夜."""
    return frozenset(label for language in LANGUAGES.values() for label in language.furniture.labels)


def _lines(element: Element) -> list[re.Match[str] | None]:
    if element.kind is not Kind.ACTION or element.forced or not _CASELESS.search(element.text):
        return []
    return [_LINE.fullmatch(line.strip()) for line in element.text.split("\n")]


def _speech(line: re.Match[str], number: int) -> Iterator[Element]:
    yield Element(Kind.CHARACTER, line["name"], number, number)
    if line["said"]:
        yield Element(Kind.PARENTHETICAL, line["said"], number, number)
    yield Element(Kind.DIALOGUE, line["text"] or line["quoted"], number, number)
