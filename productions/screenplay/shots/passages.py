"""The passages of a scene, smaller than shots: some sentences of one paragraph of action, or of one speech."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from productions.screenplay.drafts import SpokenLine
from productions.screenplay.people import characters
from productions.screenplay.reading import cues, furniture
from productions.screenplay.reading.elements import Element, Kind, Remark
from productions.screenplay.shots import length
from productions.screenplay.words import terms
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.sentences import Sentence, sentences

SPEECH = frozenset({Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS})
_ENDS_A_SHOT = frozenset({Kind.TRANSITION, Kind.SECTION, Kind.PAGE_BREAK})
_ASIDE = frozenset({Kind.NOTE, Kind.BONEYARD, Kind.SYNOPSIS})
_SEEN = frozenset({Kind.ACTION, Kind.CENTRED, Kind.LYRICS, Kind.PAGE_MARK})


class Cut(Enum):
    """Whether a shot starts with a passage: as the rules find, always, or never because people said so."""

    FREE = auto()
    HERE = auto()
    NOT_HERE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a passage, or so much of one as plays in a shot; `gap` is the space in front of it.

    `said` is the line of a speech that it belongs to, with the words of that line left out. `softened` is the text of
    action that is all in capitals as others write it.
    """

    text: str
    gap: str
    first: int
    last: int
    number: int = 0
    said: SpokenLine | None = None
    softened: str = ""

    @property
    def told(self) -> str:
        """The text in which people are looked for: as it would be written where capitals alone tell of names."""
        return self.softened or self.text

    def is_beside(self, other: "Part") -> bool:
        """Whether another sentence begins in the line of the script in which this one does."""
        return other.first == self.first


@dataclass(frozen=True)
class Passage:
    """`cues` are the speakers as written, none for action; `sound` is heard over the picture and not seen.

    `sides` holds the two speeches of dual dialogue, which play at once and are never taken apart.
    """

    parts: tuple[Part, ...]
    first: int
    last: int
    cut: Cut = Cut.FREE
    cues: tuple[str, ...] = ()
    forced: bool = False
    sound: bool = False
    sides: tuple["Passage", ...] = ()

    @cached_property
    def plain(self) -> str:
        """The action's words, or all that is said."""
        return "".join(f"{part.gap}{part.text}" for part in self.parts).strip()

    @cached_property
    def text(self) -> str:
        """The passage as a screenplay has it."""
        if self.sides:
            return "\n\n".join(side.text for side in self.sides)
        if not self.cues:
            return f"!{self.plain}" if self.forced else self.plain
        dual = any(line.dual for line in self.lines)
        title = self.cues[0] if cues.is_cue(self.cues[0]) else f"@{self.cues[0]}"
        said = [f"({line.parenthetical})\n{line.text}" if line.parenthetical else line.text for line in self.lines]
        return "\n".join([f"{title} ^" if dual else title, *filter(None, said)])

    @cached_property
    def lines(self) -> tuple[SpokenLine, ...]:
        """What is said, a line for each way of saying it."""
        if self.sides:
            return tuple(line for side in self.sides for line in side.lines)
        groups = groupby((part for part in self.parts if part.said), key=lambda part: part.number)
        return tuple(_line(list(group)) for _, group in groups)

    @cached_property
    def seconds(self) -> Fraction:
        if self.sides:
            return max(side.seconds for side in self.sides)
        if self.sound:
            return Fraction(0)
        if not self.cues:
            return length.of_action(self.plain)
        return sum((length.of_speech(part.text) for part in self.parts), Fraction(0))

    def split(self, index: int) -> tuple["Passage", "Passage"]:
        """Return what stands before the part of that index, and the rest, with which a shot starts."""
        before, after = self.parts[:index], self.parts[index:]
        return (
            replace(self, parts=before, last=before[-1].last),
            replace(self, parts=after, first=after[0].first, cut=Cut.HERE, forced=False),
        )


def passages(elements: Sequence[Element], lexicon: Lexicon, unseen: list[Remark]) -> Iterator[Passage]:
    """Yield the passages of a scene's elements in order; what makes no picture is added to `unseen`.

    After a transition, a section, a page break or a title the next passage starts a shot.
    """
    cut, waiting = False, None
    for group in _groups(elements):
        first = group[0]
        if first.kind in _ENDS_A_SHOT:
            cut = True
            continue
        if reason := _makes_no_picture(first):
            unseen += (Remark(line, reason) for line in range(first.first, first.last + 1))
            # Over a page of paper the shot goes on; a row of signs parts two.
            cut = cut or first.kind is not Kind.PAGE_MARK or not any(map(str.isalnum, first.text))
            continue
        is_speech = first.kind is Kind.CHARACTER
        if waiting and not (is_speech and first.dual):
            yield waiting
            waiting = None
        passage = _speech(group, lexicon) if is_speech else _action(first, lexicon)
        if not passage.parts:
            continue
        if cut:
            passage, cut = replace(passage, cut=Cut.HERE), False
        waiting = _side_by_side([waiting, passage]) if is_speech and first.dual and waiting else passage
    if waiting:
        yield waiting


def fitting(passage: Passage) -> Iterator[Passage]:
    """Yield a passage in pieces of at most the longest shot, taken apart where its sentences name shots as well."""
    starts = [n for n, part in enumerate(passage.parts) if n and not passage.cues and terms.opens_a_shot(part.text)]
    if passage.sides or not (starts or passage.seconds > length.LONGEST):
        yield passage
        return
    start = 0
    for index in range(1, len(passage.parts) + 1):
        whole = replace(passage, parts=passage.parts[start:index])
        if index < len(passage.parts):
            longer = replace(passage, parts=passage.parts[start : index + 1])
            if index not in starts and longer.seconds <= length.LONGEST:
                continue
        parts = whole.parts
        yield replace(
            whole,
            first=passage.first if start == 0 else parts[0].first,
            last=passage.last if index == len(passage.parts) else parts[-1].last,
            cut=passage.cut if start == 0 else Cut.HERE,
            forced=passage.forced and start == 0,
        )
        start = index


def _makes_no_picture(element: Element) -> str:
    if element.kind is Kind.CENTRED:
        return "A title makes no picture."
    if element.kind is Kind.PAGE_MARK:
        return furniture.reason(element.text) or "A mark of the page makes no picture."
    return furniture.reason(element.text) if element.kind is Kind.ACTION else ""


def _groups(elements: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield each speech with its cue together, and each other part that is seen or ends a shot alone.

    Asides and marks of the page, which may stand within a speech, end none.
    """
    speech: list[Element] = []
    for element in elements:
        if element.kind in _ASIDE:
            continue
        if element.kind is Kind.PAGE_MARK:
            yield [element]
            continue
        if speech and element.kind in SPEECH and element.kind is not Kind.CHARACTER and _follows(speech[-1], element):
            speech.append(element)
            continue
        if speech:
            yield speech
            speech = []
        if element.kind is Kind.CHARACTER:
            speech = [element]
        elif element.kind in _SEEN or element.kind in _ENDS_A_SHOT:
            yield [element]
    if speech:
        yield speech


def _follows(before: Element, element: Element) -> bool:
    """Lyrics behind an empty line belong to nobody's speech."""
    return element.kind is not Kind.LYRICS or element.first - before.last == 1


def _side_by_side(sides: Sequence[Passage]) -> Passage:
    return replace(
        sides[0],
        parts=tuple(part for side in sides for part in side.parts),
        last=sides[-1].last,
        cues=tuple(cue for side in sides for cue in side.cues),
        sides=tuple(sides),
    )


def _action(element: Element, lexicon: Lexicon) -> Passage:
    text = element.text
    parts, end, line = [], 0, element.first
    for sentence in _pieces(text, lexicon, length.of_action):
        gap = text[end : sentence.start]
        line = min(line + gap.count("\n"), element.last)
        last = min(line + sentence.text.count("\n"), element.last)
        parts.append(Part(sentence.text, gap, line, last))
        end, line = sentence.end, last
    head, _, more = text.partition("\n")
    return Passage(
        parts=tuple(parts),
        first=element.first,
        last=element.last,
        cut=Cut.HERE if terms.names_a_shot(text) or terms.is_listed(text) else Cut.FREE,
        forced=bool(more) and cues.is_cue(head),
        sound=furniture.is_sound(text),
    )


def _speech(group: Sequence[Element], lexicon: Lexicon) -> Passage:
    cue, *rest = group
    parts: list[Part] = []
    for number, (said, above, text, lines) in enumerate(_spoken(cue, rest)):
        end = 0
        pieces = list(_pieces(text, lexicon, length.of_speech)) or [Sentence("", 0, 0)]
        for sentence in pieces:
            first = max((line for offset, line in lines if offset <= sentence.start), default=cue.first)
            last = max((line for offset, line in lines if offset < sentence.end), default=first)
            parts.append(Part(sentence.text, text[end : sentence.start], first if end else above, last, number, said))
            end = sentence.end
    last_line = max(element.last for element in group)
    return Passage(tuple(parts), cue.first, last_line, cues=(cue.text,))


def _spoken(cue: Element, rest: Sequence[Element]) -> Iterator[tuple[SpokenLine, int, str, list[tuple[int, int]]]]:
    """Put a speech's parts together: a parenthetical opens a new line, what follows it is said that way.

    Yield each line without its words, the line of the file with the cue or parenthetical above it, its words, and the
    offsets in them at which lines of the file begin.
    """
    said, above = SpokenLine(characters.name(cue.text), "", dual=cue.dual), cue.first
    text, lines = "", list[tuple[int, int]]()
    for element in rest:
        if element.kind is Kind.PARENTHETICAL:
            if text or said.parenthetical:
                yield said, above, text, lines
                above = element.first
            said, text, lines = replace(said, parenthetical=element.text.strip("()（） ")), "", []
            continue
        for number, row in enumerate(element.text.split("\n")):
            lines.append((len(text) + bool(text), min(element.first + number, element.last)))
            text = f"{text} {row.strip()}".strip()
    yield said, above, text, lines


def _line(parts: Sequence[Part]) -> SpokenLine:
    assert parts[0].said is not None, "parts of a speech belong to a line"
    return replace(parts[0].said, text="".join(f"{part.gap}{part.text}" for part in parts).strip())


def _pieces(text: str, lexicon: Lexicon, measure: Callable[[str], Fraction]) -> Iterator[Sentence]:
    """Yield the sentences of a text, and of one that is longer than any shot so many words as fit."""
    for sentence in sentences(text, lexicon.abbreviations):
        if measure(sentence.text) <= length.LONGEST:
            yield sentence
        else:
            yield from _runs(sentence, measure)


_SPACE = re.compile(r"\s*")
# About as many signs as the longest shot has.
_AHEAD = 800


def _runs(sentence: Sentence, measure: Callable[[str], Fraction]) -> Iterator[Sentence]:
    text, start, end = sentence.text, 0, 0
    while start < len(text):
        end = _furthest(text, start, measure)
        run = text[start:end].rstrip()
        yield Sentence(run, sentence.start + start, sentence.start + start + len(run))
        space = _SPACE.match(text, end)
        start = space.end() if space else end


def _furthest(text: str, start: int, measure: Callable[[str], Fraction]) -> int:
    """Return how far a run of whole words from `start` may go; one word is never taken apart."""
    low, high = start + 1, min(start + _AHEAD, len(text))
    while high < len(text) and measure(text[start:high].strip()) <= length.LONGEST:
        low, high = high, min(start + 2 * (high - start), len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[start:middle].strip()) <= length.LONGEST else (low, middle - 1)
    if low == len(text):
        return low
    space = text.rfind(" ", start + 1, low + 1)
    if space < 0:
        space = text.find(" ", low)
    return space if space > 0 else len(text)
