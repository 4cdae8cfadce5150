"""Writes parts as a Fountain text that reads back as these parts.

A part is written as a writer would type it; where that is read as something else, with Fountain's sign that forces its
kind. What the text is read as decides, not a second copy of the rules.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from productions.screenplay.formats.parts import Part
from productions.screenplay.reading import emphasis
from productions.screenplay.reading.elements import Element, Kind
from productions.screenplay.reading.fountain import parse

_SPOKEN = frozenset({Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS})
_ONE_LINE = frozenset({Kind.HEADING, Kind.CHARACTER, Kind.PARENTHETICAL, Kind.SECTION, Kind.SYNOPSIS, Kind.TRANSITION})
_FORCED = {Kind.HEADING: ".", Kind.ACTION: "!", Kind.CHARACTER: "@", Kind.TRANSITION: "> "}
_ASIDES = re.compile(r"\[\[|\]\]|/\*|\*/")
_BLANKS = re.compile(r"\n(?:[^\S\n]*\n)+")
_SIGN = re.compile(r"[*_\\]")


@dataclass(frozen=True, slots=True)
class Written:
    """A Fountain text; `lines` are the first and last line of each part, counted from 1, (0, 0) of one left out."""

    text: str
    lines: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Form:
    """How a part is written: with the sign of its kind, and with its emphasis."""

    forced: bool = False
    styled: bool = True


def written(parts: Sequence[Part], title_page: Mapping[str, str]) -> Written:
    """Return the parts as Fountain. Readings that differ are written in the forced form, then without emphasis."""
    forms = [_Form() for _ in parts]
    for attempt in range(3):
        result = _write(parts, forms, title_page)
        wrong = _misread(parts, result) if attempt < 2 else []
        if not wrong:
            break
        for index in wrong:
            forms[index] = _Form(forced=True, styled=attempt == 0)
    return result


def _misread(parts: Sequence[Part], result: Written) -> list[int]:
    if not result.text.strip():
        return []
    read = _by_line(parse(result.text).elements)
    return [
        index
        for index, (part, (first, _)) in enumerate(zip(parts, result.lines, strict=True))
        if first and not _reads_as(part, read.get(first, []))
    ]


def _by_line(elements: Sequence[Element]) -> dict[int, list[Element]]:
    by_line: dict[int, list[Element]] = {}
    for element in elements:
        for line in range(element.first, element.last + 1):
            by_line.setdefault(line, []).append(element)
    return by_line


def _reads_as(part: Part, read: Sequence[Element]) -> bool:
    wanted = _letters(part.text)
    return any(
        (element.kind is part.kind or (element.kind is Kind.PAGE_MARK and part.kind is Kind.ACTION))
        and (element.number, element.dual) == (part.number, part.dual)
        and _letters(element.text).find(wanted) >= 0
        for element in read
    )


def _letters(text: str) -> str:
    return "".join(text.split())


def _write(parts: Sequence[Part], forms: Sequence[_Form], title_page: Mapping[str, str]) -> Written:
    out = list(_title_lines(title_page))
    spans: list[tuple[int, int]] = []
    before: Kind | None = None
    for part, form in zip(parts, forms, strict=True):
        lines = _lines(part, form, before)
        if not lines:
            spans.append((0, 0))
            continue
        if out and not (part.kind in _SPOKEN and not part.apart and before in (*_SPOKEN, Kind.CHARACTER)):
            out.append("")
        spans.append((len(out) + 1, len(out) + len(lines)))
        out += lines
        before = part.kind
    return Written("\n".join(out) + "\n" if out else "", tuple(spans))


def _title_lines(title_page: Mapping[str, str]) -> Iterator[str]:
    for key, value in title_page.items():
        first, *more = value.split("\n") or [""]
        if more:
            yield f"{key.capitalize()}:"
            yield from (f"    {line.strip()}" for line in (first, *more) if line.strip())
        else:
            yield f"{key.capitalize()}: {first.strip()}"


def _lines(part: Part, form: _Form, before: Kind | None) -> list[str]:
    if part.kind is Kind.PAGE_BREAK:
        return ["==="]
    text = _text(part, styled=form.styled)
    if not text.strip():
        return []
    if part.kind in _ONE_LINE:
        return [_line(part, " ".join(text.split()), forced=form.forced)]
    match part.kind:
        case Kind.DIALOGUE if before in (*_SPOKEN, Kind.CHARACTER):
            return [line if line.strip() else "  " for line in text.strip("\n").split("\n")]
        case Kind.LYRICS:
            return [f"~{line}" for line in text.split("\n")]
        case Kind.CENTRED:
            return [f"> {line.strip()} <" for line in text.split("\n") if line.strip()]
        case Kind.NOTE:
            inside = _BLANKS.sub("\n", text.strip())
            return f"[[{inside}]]".split("\n")
        case Kind.BONEYARD:
            return f"/* {text} */".split("\n")
    return _action(text, forced=form.forced)


def _line(part: Part, text: str, *, forced: bool) -> str:
    match part.kind:
        case Kind.HEADING if part.number:
            text = f"{text} #{part.number}#"
        case Kind.CHARACTER if part.dual:
            text = f"{text} ^"
        case Kind.PARENTHETICAL if not text.startswith(("(", "（")) or not text.endswith((")", "）")):
            text = f"({text})"
        case Kind.SECTION:
            text = f"{'#' * max(1, part.depth)} {text}"
        case Kind.SYNOPSIS:
            text = f"= {text}"
    return f"{_FORCED.get(part.kind, '') if forced else ''}{text}"


def _action(text: str, *, forced: bool) -> list[str]:
    lines = text.strip("\n").split("\n")
    return [f"!{lines[0]}", *lines[1:]] if forced else lines


def _text(part: Part, *, styled: bool) -> str:
    if part.kind in (Kind.NOTE, Kind.BONEYARD):
        return _ASIDES.sub(lambda sign: " ".join(sign[0]), part.text)
    text = part.marked if styled and part.marked else escaped(part.text)
    return _ASIDES.sub(lambda sign: " ".join(sign[0]), text)


def escaped(text: str) -> str:
    """Return a plain text with a backslash before each sign that would be taken for emphasis."""
    return text if emphasis.plain(text) == text else _SIGN.sub(r"\\\g<0>", text)


def marked(pieces: Sequence[emphasis.Run]) -> str:
    """Return pieces of text with Fountain's signs around those that are set in another way; empty if none is."""
    if not any(piece.styles for piece in pieces):
        return ""
    return "".join(_marked(piece) for piece in pieces)


def _marked(piece: emphasis.Run) -> str:
    text = _SIGN.sub(r"\\\g<0>", piece.text)
    bare = text.strip()
    if not piece.styles or not bare:
        return text
    stars = "*" * (2 * ("bold" in piece.styles) + ("italic" in piece.styles))
    line = "_" if "underline" in piece.styles else ""
    start = text.index(bare)
    return "\n".join(f"{stars}{line}{each}{line}{stars}" if each.strip() else each for each in bare.split("\n")).join(
        (text[:start], text[start + len(bare) :])
    )
