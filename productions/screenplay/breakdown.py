"""Breaks a screenplay down into scenes and shots; the rule for where a shot starts is in `_shots`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from productions.domain.shot import Size
from productions.screenplay import characters, length, terms, wording
from productions.screenplay.decisions import Anchor, Decision
from productions.screenplay.drafts import (
    NOTHING,
    Breakdown,
    CastDraft,
    CastKind,
    Known,
    PersonDraft,
    PlaceDraft,
    SceneDraft,
    ShotDraft,
    Why,
)
from productions.screenplay.elements import Element, Kind, Screenplay
from productions.screenplay.heading import Heading, heading
from productions.screenplay.passages import Passage, passages


def breakdown(
    screenplay: Screenplay, rate: Fraction, known: Known = NOTHING, decisions: Sequence[Decision] = ()
) -> Breakdown:
    """Return the scenes with their shots in order; `rate` is in frames per second.

    `known` is what the production has already, `decisions` are what people decided about earlier breakdowns.
    """
    people = _people(screenplay.elements)
    names: dict[str, CastKind] = {person.name: "character" for person in people}
    names |= {entry.name: entry.kind for entry in known.names if entry.kind != "location"}
    pattern = _pattern(names)
    kinds = {characters.key(name): (name, kind) for name, kind in names.items()}
    scenes = tuple(
        SceneDraft(
            title,
            first,
            max(last, first),
            tuple(_draft(part, rate, title, first, pattern, kinds) for part in _shots(passages(body))),
        )
        for title, first, last, body in _scenes(screenplay.elements)
    )
    return Breakdown(_anchored(scenes), people, _places(scenes), lost=tuple(decisions))


def _anchored(scenes: Iterable[SceneDraft]) -> tuple[SceneDraft, ...]:
    """Count which of equal anchors each is."""
    times: Counter[str] = Counter()
    out = []
    for scene in scenes:
        shots = []
        for shot in scene.shots:
            times[shot.anchor.digest] += 1
            shots.append(replace(shot, anchor=Anchor(shot.anchor.digest, times[shot.anchor.digest])))
        out.append(replace(scene, shots=tuple(shots)))
    return tuple(out)


def _people(elements: Iterable[Element]) -> tuple[PersonDraft, ...]:
    lines: dict[str, int] = {}
    for part in elements:
        if part.kind is Kind.CHARACTER:
            lines.setdefault(characters.name(part.text), part.first)
    return tuple(PersonDraft(name, "character", (), line) for name, line in lines.items() if name)


def _places(scenes: Iterable[SceneDraft]) -> tuple[PlaceDraft, ...]:
    lines: dict[str, int] = {}
    for scene in scenes:
        for place in scene.places:
            lines.setdefault(place, scene.first)
    return tuple(PlaceDraft(place, "", line) for place, line in lines.items())


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


def _draft(
    parts: Sequence[Passage],
    rate: Fraction,
    title: Heading,
    line: int,
    known: re.Pattern[str],
    kinds: dict[str, tuple[str, CastKind]],
) -> ShotDraft:
    text = "\n\n".join(part.text for part in parts)
    dialogue = tuple(line for part in parts for line in part.lines)
    action = "" if dialogue or parts[0].cues else "\n\n".join(part.text.removeprefix("!") for part in parts)
    speakers = tuple(dict.fromkeys(line.character for line in dialogue))
    named = known.findall("\n".join([action, *(line.parenthetical for line in dialogue)]))
    frames = length.in_frames(sum((part.seconds for part in parts), Fraction(0)), rate)
    cast = {}
    if title.place:
        cast["location", title.place] = CastDraft(title.place, "location", "place", Why.PLACE, line)
    for name in speakers:
        seen = name in _seen(parts)
        why = Why.SPEAKS if seen else Why.HEARD
        cast["character", name] = CastDraft(name, "character", "speaks" if seen else "heard", why, parts[0].first)
    for found in named:
        name, kind = kinds[characters.key(found)]
        role = CastDraft(name, kind, "prop" if kind == "prop" else "seen", Why.NAMED, parts[0].first)
        cast.setdefault((kind, name), role)
    return ShotDraft(
        text=text,
        digest=wording.digest(text),
        anchor=Anchor(wording.digest(text.split("\n")[0])),
        description=terms.without_leading(action) if action else _talk(parts, speakers),
        dialogue=dialogue,
        size=terms.size_of(action) or _size(parts, speakers, known.search(action) is not None),
        camera=terms.camera_of(action) or "static",
        frames=frames,
        milliseconds=length.in_milliseconds(frames, rate),
        first=parts[0].first,
        last=max(part.last for part in parts),
        cast=tuple(cast.values()),
    )


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
