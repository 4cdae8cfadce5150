"""The title page: lines of `Key: value` in front of everything, however they are indented or left empty."""

import re
from collections.abc import Sequence
from functools import cache

from productions.screenplay.headings.lines import Likeness, likeness
from productions.screenplay.languages import LANGUAGES
from productions.screenplay.reading import emphasis

_KEY = re.compile(r"([^\W\d_][\w /'’-]{0,39}?)\s*[:：]\s*(.*)")


def read(lines: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return (key in lower case, value) in the order of the page, and how many lines it takes; none if there is none.

    It ends with the first empty line. A line without a key goes on with the value above it.
    """
    pairs, end = _pairs(lines)
    return tuple((name, emphasis.plain(value)) for name, value in pairs), end


def marked(lines: Sequence[str]) -> dict[str, str]:
    """Return the values by key in lower case, with their signs of emphasis."""
    return dict(_pairs(lines)[0])


def _pairs(lines: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], int]:
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = next((index for index in range(start, len(lines)) if not lines[index].strip()), len(lines))
    if not any((key := _KEY.fullmatch(line.strip())) and key[1].lower() in _known() for line in lines[start:end]):
        return (), 0
    pairs: list[tuple[str, list[str]]] = []
    for index in range(start, end):
        key = _KEY.fullmatch(lines[index].strip())
        if likeness(lines[index].strip()) >= Likeness.LIKELY or not (key or pairs):
            end = index
            break
        if key and _is_key(lines[index], key):
            pairs.append((key[1].lower(), [key[2]]))
        elif pairs:
            pairs[-1][1].append(lines[index].strip())
    return tuple((name, "\n".join(filter(None, value))) for name, value in pairs), end if pairs else 0


def _is_key(line: str, key: re.Match[str]) -> bool:
    """Any key will do that does not stand far in, but for a transition and the beginning of an address."""
    outside = not line[:1].isspace() and key[1] != key[1].upper() and not key[2].startswith("//")
    return outside or key[1].lower() in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(key for language in LANGUAGES.values() for key in language.title_keys)
