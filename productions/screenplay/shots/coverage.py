"""What belongs into one shot: an action, or an exchange with what happens around it, and what is heard over it."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from productions.screenplay.people.person import Person
from productions.screenplay.people.presence import Heard
from productions.screenplay.shots import length
from productions.screenplay.shots.passages import Cut

ONE_ACTION = Fraction(15, 2)
"""Paragraphs of action of the same people are one action while they play an eighth of a page."""
ASIDE = Fraction(9, 2)
"""Action of up to three lines between speeches happens around them."""
MOST_TURNS = 4


def shots(scene: Iterable[Heard]) -> Iterator[list[Heard]]:
    """Yield the passages of each shot of a scene."""
    shot: list[Heard] = []
    for heard in scene:
        if shot and not _joins(shot, heard):
            yield shot
            shot = []
        shot.append(heard)
    if shot:
        yield shot


def seconds(shot: Iterable[Heard]) -> Fraction:
    """How long a shot plays: the longer of what is seen and what is heard over it."""
    shot = list(shot)
    over = [heard.passage.seconds for heard in shot if heard.over]
    return max(_total(heard.passage.seconds for heard in shot if not heard.over), _total(over))


def _total(lengths: Iterable[Fraction]) -> Fraction:
    first, *rest = [*lengths, Fraction(0)]
    return sum(rest, first) if len(rest) > 1 else first


def people(shot: Iterable[Heard]) -> set[Person]:
    """Return those who are seen in a shot."""
    return {one.person for heard in shot for part in heard.there for one in part if one.role in ("speaks", "seen")}


def _joins(shot: Sequence[Heard], heard: Heard) -> bool:
    if heard.passage.cut is not Cut.FREE:
        return heard.passage.cut is Cut.NOT_HERE
    if seconds([*shot, heard]) > length.LONGEST:
        return False
    pictures = [one for one in shot if not one.over]
    if heard.over or not pictures:
        return True
    if heard.passage.cues:
        return _joins_speech(pictures, heard)
    return _joins_action(pictures, heard)


def _joins_speech(pictures: Sequence[Heard], heard: Heard) -> bool:
    last = pictures[-1]
    turns = sum(bool(one.passage.cues) for one in pictures)
    if turns >= MOST_TURNS:
        return False
    around = pictures if turns else [last]
    return bool(last.passage.cues) or last.beat or bool(people([heard]) & people(around))


def _joins_action(pictures: Sequence[Heard], heard: Heard) -> bool:
    if heard.beat:
        return True
    here, before = people([heard]), people(pictures)
    if any(one.passage.cues for one in pictures):
        return heard.passage.seconds <= ASIDE and bool(here) and here <= before
    same = here <= before and _subject(heard) is _subject(pictures[-1]) if here else not before
    return same and seconds([*pictures, heard]) <= ONE_ACTION


def _subject(heard: Heard) -> Person | None:
    """Who does what a paragraph tells: the first whom it shows."""
    return next((one.person for part in heard.there for one in part if one.role == "seen"), None)
