"""Takes the signs of emphasis (*, **, ***, _) and the backslashes before them out of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

_RUN = re.compile(r"\\.|\*+|_+")


def plain(text: str) -> str:
    """Return the text as it is spoken and seen. A sign without its partner on the same line stays."""
    if not any(sign in text for sign in "*_\\"):
        return text
    return "\n".join(_plain_line(line) for line in text.split("\n"))


def _plain_line(line: str) -> str:
    return _without(line, sorted(_signs(line)[0]))


def _signs(line: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]]:
    """Return where the signs stand that are not read, and from where to where each pair of them reaches."""
    cuts: list[tuple[int, int]] = []
    spans: list[tuple[int, int, str]] = []
    openers: dict[str, tuple[int, int]] = {}
    for run in _RUN.finditer(line):
        sign, (start, end) = run[0], run.span()
        if sign[0] == "\\":
            if sign[1] in "*_\\":
                cuts.append((start, start + 1))
        elif sign in openers and _closes(line, start, end):
            opener = openers.pop(sign)
            cuts += [opener, (start, end)]
            spans.append((opener[1], start, sign))
        elif _opens(line, start, end):
            openers[sign] = (start, end)
    return cuts, spans


def _opens(line: str, start: int, end: int) -> bool:
    inside_word = line[start] == "_" and start > 0 and line[start - 1].isalnum()
    return end < len(line) and not line[end].isspace() and not inside_word


def _closes(line: str, start: int, end: int) -> bool:
    inside_word = line[start] == "_" and end < len(line) and line[end].isalnum()
    return not line[start - 1].isspace() and not inside_word


def _without(line: str, cuts: list[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in cuts:
        kept.append(line[position:start])
        position = end
    return "".join(kept) + line[position:]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text whose letters are all set the same way; `styles` are of bold, italic and underline."""

    text: str
    styles: frozenset[str] = frozenset()


_STYLES = {"*": ("italic",), "**": ("bold",), "***": ("bold", "italic"), "_": ("underline",)}


def runs(text: str) -> tuple[Run, ...]:
    """Return the text in pieces, each with how it is set; put together they read as `plain` does."""
    row: list[Run] = []
    for number, line in enumerate(text.split("\n")):
        row += [Run("\n")] if number else []
        row += _runs_of_line(line)
    return tuple(_joined(row))


def _runs_of_line(line: str) -> list[Run]:
    cuts, spans = _signs(line)
    edges = sorted(
        {0, len(line), *(edge for cut in cuts for edge in cut), *(edge for span in spans for edge in span[:2])}
    )
    hidden = sorted(cuts)
    out: list[Run] = []
    for start, end in pairwise(edges):
        if start == end or any(cut[0] <= start and end <= cut[1] for cut in hidden):
            continue
        styles = frozenset(
            style for first, last, sign in spans if first <= start < last for style in _STYLES.get(sign, ())
        )
        out.append(Run(line[start:end], styles))
    return out


def _joined(pieces: list[Run]) -> Iterator[Run]:
    for styles, group in groupby(pieces, key=lambda run: run.styles):
        yield Run("".join(run.text for run in group), styles)
