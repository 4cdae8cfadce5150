"""Breaks scripts down for tests, and says in few words who is where."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from productions.screenplay.breakdown import breakdown
from productions.screenplay.decisions import Decision
from productions.screenplay.drafts import NOTHING, Breakdown, Known, PersonDraft, ShotDraft
from productions.screenplay.reading.fountain import parse

RATE = Fraction(24)
HEADING = "INT. CABIN - NIGHT\n\n"


def whole(
    text: str, known: Known = NOTHING, decisions: Sequence[Decision] = (), language: str | None = None
) -> Breakdown:
    """Break a script down; `language` is found out unless it is given."""
    screenplay = parse(text)
    return breakdown(replace(screenplay, language=language or screenplay.language), RATE, known, decisions)


def scene(text: str, language: str = "en") -> Breakdown:
    """Break one scene down, whose heading is given."""
    return whole(HEADING + text, language=language)


def people(read: Breakdown) -> dict[str, PersonDraft]:
    return {person.name: person for person in read.people}


def seen(shot: ShotDraft) -> list[str]:
    """The names of those who are seen in a shot, in their order."""
    return [entry.name for entry in shot.cast if entry.role in ("speaks", "seen")]


def cast(text: str, language: str = "en") -> list[list[str]]:
    """Who is seen in each shot of one scene."""
    return [seen(shot) for shot in scene(text, language).shots()]


def last(text: str, language: str = "en") -> list[str]:
    """Who is seen in the last shot of one scene, sorted."""
    return sorted(cast(text, language)[-1])
