"""Takes the signs of emphasis (*, **, ***, _) and the backslashes before them out of a text."""

import re

_RUN = re.compile(r"\\.|\*+|_+")


def plain(text: str) -> str:
    """Return the text as it is spoken and seen. A sign without its partner on the same line stays."""
    if not any(sign in text for sign in "*_\\"):
        return text
    return "\n".join(_plain_line(line) for line in text.split("\n"))


def _plain_line(line: str) -> str:
    cuts: list[tuple[int, int]] = []
    openers: dict[str, tuple[int, int]] = {}
    for run in _RUN.finditer(line):
        sign, (start, end) = run[0], run.span()
        if sign[0] == "\\":
            if sign[1] in "*_\\":
                cuts.append((start, start + 1))
        elif sign in openers and _closes(line, start, end):
            cuts += [openers.pop(sign), (start, end)]
        elif _opens(line, start, end):
            openers[sign] = (start, end)
    return _without(line, sorted(cuts))


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
