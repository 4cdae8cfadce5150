"""Breaks a screenplay down into scenes and shots; the rule for where a shot starts is in `_shots`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from productions.domain.shot import Camera, Size
from productions.screenplay import characters, length, terms, wording
from productions.screenplay.elements import Element, Kind, Screenplay
from productions.screenplay.heading import Heading, heading
from productions.screenplay.passages import Passage, SpokenLine, passages

_CAPITALS = re.compile(r"[^\W\d_a-z][^\W\d_a-z'’.-]*[^\W\d_a-z](?:\s+[^\W\d_a-z][^\W\d_a-z'’.-]*[^\W\d_a-z])*")


@dataclass(frozen=True, slots=True)
class ShotDraft:
    """A shot as the script has it. `description` is what is seen, `action` the same with its camera terms.

    `speakers` are names without extensions in the order in which they first speak, `heard` those of them who are
    never seen; `named` are the names in capitals in action and parentheticals. `frames` and `milliseconds` are the
    estimate; lines count from 1.
    """

    text: str
    digest: str
    description: str
    action: str
    dialogue: tuple[SpokenLine, ...]
    size: Size
    camera: Camera
    frames: int
    milliseconds: int
    first: int
    last: int
    speakers: tuple[str, ...]
    heard: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SceneDraft:
    """A scene as the script has it; what stands before the first heading has an empty one."""

    heading: Heading
    first: int
    last: int
    shots: tuple[ShotDraft, ...]

    @property
    def number(self) -> str:
        return self.heading.number

    @property
    def places(self) -> tuple[str, ...]:
        """The place of the heading, if there is one."""
        return (self.heading.place,) if self.heading.place else ()


def breakdown(screenplay: Screenplay, rate: Fraction) -> tuple[SceneDraft, ...]:
    """Return the scenes with their shots in order; `rate` is in frames per second."""
    speakers = _speakers(screenplay.elements)
    known = _pattern(speakers)
    return tuple(
        SceneDraft(title, first, max(last, first), tuple(_draft(part, rate, known) for part in _shots(passages(body))))
        for title, first, last, body in _scenes(screenplay.elements)
    )


def _speakers(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(characters.name(part.text) for part in elements if part.kind is Kind.CHARACTER))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Match any of the names in capitals as whole words, the longest first."""
    capitals = sorted({name.upper() for name in names}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, capitals)) or '(?!)'})(?!\w)")


_Scene = tuple[Heading, int, int, list[Element]]


def _scenes(elements: Sequence[Element]) -> Iterator[_Scene]:
    title, first, last, body = Heading(), 1, 1, list[Element]()
    for element in elements:
        if element.kind is not Kind.HEADING:
            body.append(element)
            last = max(last, element.last)
            continue
        if title.text or any(passages(body)):
            yield title, first, last, body
        title, first, last, body = heading(element.text, element.number), element.first, element.last, []
    if title.text or any(passages(body)):
        yield title, first, last, body


def _shots(parts: Iterable[Passage]) -> Iterator[list[Passage]]:
    """A shot starts where action names one, where action and speech change, after a cut, and before 12 s are over."""
    shot: list[Passage] = []
    for part in parts:
        full = sum((other.seconds for other in shot), part.seconds) > length.LONGEST
        if shot and (part.cut or full or bool(part.cues) != bool(shot[-1].cues)):
            yield shot
            shot = []
        shot.append(part)
    if shot:
        yield shot


def _draft(parts: Sequence[Passage], rate: Fraction, known: re.Pattern[str]) -> ShotDraft:
    text = "\n\n".join(part.text for part in parts)
    dialogue = tuple(line for part in parts for line in part.lines)
    action = "" if dialogue or parts[0].cues else "\n\n".join(part.text.removeprefix("!") for part in parts)
    speakers = tuple(dict.fromkeys(line.character for line in dialogue))
    named = _named("\n".join([action, *(line.parenthetical for line in dialogue)]), known)
    frames = length.in_frames(sum((part.seconds for part in parts), Fraction(0)), rate)
    return ShotDraft(
        text=text,
        digest=wording.digest(text),
        description=terms.without_leading(action) if action else _talk(parts, speakers),
        action=action,
        dialogue=dialogue,
        size=terms.size_of(action) or _size(parts, speakers, known.search(action) is not None),
        camera=terms.camera_of(action) or "static",
        frames=frames,
        milliseconds=length.in_milliseconds(frames, rate),
        first=parts[0].first,
        last=max(part.last for part in parts),
        speakers=speakers,
        heard=tuple(name for name in speakers if name not in _seen(parts)),
        named=named,
    )


def _named(text: str, known: re.Pattern[str]) -> tuple[str, ...]:
    """Names of those who speak somewhere in the script, then other words in capitals that are no camera terms."""
    others = _CAPITALS.findall(known.sub(" . ", terms.without(text)))
    return tuple(dict.fromkeys([*known.findall(text), *(" ".join(name.split()) for name in others)]))


def _seen(parts: Iterable[Passage]) -> tuple[str, ...]:
    cues = (cue for part in parts for cue in part.cues)
    return tuple(dict.fromkeys(characters.name(cue) for cue in cues if not characters.is_off(cue)))


def _size(parts: Sequence[Passage], speakers: Sequence[str], people: bool) -> Size:
    """The framing where the script names none: from who speaks and who is seen."""
    if not speakers:
        return "full" if people else "wide"
    match len(_seen(parts)):
        case 0:
            return "wide"
        case 1:
            return "medium-close"
        case 2:
            return "two-shot"
    return "medium"


def _talk(parts: Sequence[Passage], speakers: Sequence[str]) -> str:
    """What is seen while people talk."""
    seen = _seen(parts)
    match seen:
        case ():
            return f"The voice of {' and '.join(speakers)}."
        case (alone,):
            return f"{alone} speaks."
    return f"{', '.join(seen[:-1])} and {seen[-1]} talk."
