"""The passages of a scene, smaller than shots: a paragraph of action, or a speech; long ones are taken apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from productions.screenplay import characters, cues, length
from productions.screenplay.drafts import SpokenLine
from productions.screenplay.elements import Element, Kind
from productions.screenplay.terms import names_a_shot

SPEECH = frozenset({Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS})
_SEEN = frozenset({Kind.ACTION, Kind.CENTRED, Kind.LYRICS})
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """`cues` are the speakers as written, empty for action; `cut` says that a shot starts here in any case."""

    text: str
    seconds: Fraction
    first: int
    last: int
    cut: bool = False
    cues: tuple[str, ...] = ()
    lines: tuple[SpokenLine, ...] = ()


def passages(elements: Sequence[Element]) -> Iterator[Passage]:
    """Yield the passages of a scene's elements in order. After a transition the next passage starts a shot."""
    cut, waiting = False, None
    for group in _groups(elements):
        if group[0].kind is Kind.TRANSITION:
            cut = True
            continue
        is_speech = group[0].kind is Kind.CHARACTER
        if waiting and not (is_speech and group[0].dual):
            yield from waiting
            waiting = None
        found = _speech(group) if is_speech else _action(group[0])
        found, cut = _with_cut(found, cut), False
        waiting = _side_by_side([*(waiting or ()), *found]) if is_speech and group[0].dual else found
    yield from waiting or ()


def _groups(elements: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield each speech with its cue together, and each other part that is seen or ends a shot alone."""
    speech: list[Element] = []
    for element in elements:
        if speech and element.kind in SPEECH and element.kind is not Kind.CHARACTER and _follows(speech[-1], element):
            speech.append(element)
            continue
        if speech:
            yield speech
            speech = []
        if element.kind is Kind.CHARACTER:
            speech = [element]
        elif element.kind in _SEEN or element.kind is Kind.TRANSITION:
            yield [element]
    if speech:
        yield speech


def _follows(before: Element, element: Element) -> bool:
    """Lyrics behind an empty line belong to nobody's speech."""
    return element.kind is not Kind.LYRICS or element.first - before.last == 1


def _with_cut(found: list[Passage], cut: bool) -> list[Passage]:
    return [replace(found[0], cut=True), *found[1:]] if cut and found else found


def _side_by_side(parts: Sequence[Passage]) -> list[Passage]:
    """Dual dialogue plays at the same time and is never taken apart."""
    return [
        Passage(
            text="\n\n".join(part.text for part in parts),
            seconds=max(part.seconds for part in parts),
            first=parts[0].first,
            last=parts[-1].last,
            cut=parts[0].cut,
            cues=tuple(cue for part in parts for cue in part.cues),
            lines=tuple(line for part in parts for line in part.lines),
        )
    ]


def _action(element: Element) -> list[Passage]:
    parts = _pieces(element.text, length.of_action)
    out, line = [], element.first
    for number, part in enumerate(parts):
        last = min(line + part.count("\n"), element.last)
        end = element.last if number == len(parts) - 1 else last
        cut = number > 0 or names_a_shot(part)
        text = f"!{part}" if cues.is_cue(part.split("\n")[0]) and "\n" in part else part
        out.append(Passage(text, length.of_action(part), line, end, cut))
        line = min(last + ("\n" in element.text), element.last)
    return out


def _speech(group: Sequence[Element]) -> list[Passage]:
    cue, *rest = group
    if cue.dual:
        return [_spoken(cue, _lines(cue, rest), rest)]
    parts: list[list[SpokenLine]] = [[]]
    seconds = Fraction(0)
    for line in _lines(cue, rest):
        for piece in _pieces(line.text, length.of_speech):
            more = length.of_speech(piece)
            if parts[-1] and seconds + more > length.LONGEST:
                parts.append([])
                seconds = Fraction(0)
            parts[-1].append(replace(line, text=piece))
            seconds += more
    return [_spoken(cue, part, rest) for part in parts]


def _spoken(cue: Element, lines: Sequence[SpokenLine], rest: Sequence[Element]) -> Passage:
    title = cue.text if cues.is_cue(cue.text) else f"@{cue.text}"
    said = [f"({line.parenthetical})\n{line.text}" if line.parenthetical else line.text for line in lines]
    return Passage(
        text="\n".join([f"{title} ^" if cue.dual else title, *filter(None, said)]),
        seconds=sum((length.of_speech(line.text) for line in lines), Fraction(0)),
        first=cue.first,
        last=max(element.last for element in (cue, *rest)),
        cues=(cue.text,),
        lines=tuple(lines),
    )


def _lines(cue: Element, rest: Sequence[Element]) -> list[SpokenLine]:
    """Put a speech's parts together: a parenthetical opens a new line, what follows it is said that way."""
    lines = [SpokenLine(characters.name(cue.text), "", dual=cue.dual)]
    for element in rest:
        if element.kind is Kind.PARENTHETICAL:
            direction = element.text.strip("() ")
            if lines[-1].text or lines[-1].parenthetical:
                lines.append(lines[-1])
            lines[-1] = replace(lines[-1], text="", parenthetical=direction)
        else:
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {element.text}".strip())
    return lines


def _pieces(text: str, measure: Callable[[str], Fraction]) -> list[str]:
    """Take a text of more than the longest shot apart, at ends of sentences where it can."""
    if measure(text) <= length.LONGEST:
        return [text]
    pieces = [""]
    for sentence in _sentences(text, measure):
        longer = f"{pieces[-1]}{sentence}"
        if pieces[-1].strip() and measure(longer.strip()) > length.LONGEST:
            pieces.append(sentence)
        else:
            pieces[-1] = longer
    return [piece.strip() for piece in pieces if piece.strip()]


def _sentences(text: str, measure: Callable[[str], Fraction]) -> Iterator[str]:
    """Yield sentences with the space behind them, and single words of a sentence that is itself too long."""
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end]
        yield from [sentence] if measure(sentence.strip()) <= length.LONGEST else re.findall(r"\S+\s*", sentence)
        start = end
