"""The lines of a film in a language: what is translated, what is missing, and what is out of date."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from events.decider import Folded
from productions.domain.parameters import PARAMETERS
from productions.domain.settings import effective
from productions.domain.shot import Shot
from productions.domain.shot import effective as in_force
from productions.domain.translations import Translated, translated
from productions.queries.moments import Moment, moment, ordered_shots
from productions.queries.streams import languages_of_takes


@dataclass(frozen=True, slots=True)
class LineOfFilm:
    """A line of a live shot, counted from 0, with its translation. `version` is that of the shot."""

    shot: UUID
    scene: UUID
    code: str
    number: int
    version: int
    told: Translated

    @property
    def id(self) -> str:
        """What names the line, by its words, and the language: files know it by that."""
        return f"{self.shot}/{self.told.slot}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a film is translated into a language, in lines; `shots` are those that were made in it."""

    language: str
    lines: int
    translated: int
    out_of_date: int
    shots: int = 0

    @property
    def missing(self) -> int:
        """How many lines have no translation at all."""
        return self.lines - self.translated - self.out_of_date


def lines_in(production: UUID, language: str) -> list[LineOfFilm]:
    """Return the lines of the film in film order with their translations into a language."""
    return list(_lines(moment(production, takes=False), language))


def line_of(shot: UUID, folded: Folded[Shot], number: int, language: str) -> LineOfFilm:
    """Return a line of a shot as it was read, which has so many, with its translation into a language."""
    return list(_of_shot(shot, folded, language))[number]


def languages_of(production: UUID) -> list[Progress]:
    """Return how far each language is into which anything was translated, or in which any shot was made, by tag."""
    at = moment(production, takes=False)
    made = Counter(tag for shot, tag in languages_of_takes(production) if at.live_shot(shot))
    tags = {
        each.language
        for folded in at.shots.values()
        if not folded.state.removed
        for each in folded.state.translations.values()
    }
    return [_progress(at, tag, made[tag]) for tag in sorted(tags | made.keys())]


def source_language(at: Moment) -> str:
    """Return the language that the film is made in."""
    return str(effective(PARAMETERS["language"], [("production", at.production.state.settings)]).value)


def _progress(at: Moment, language: str, shots: int) -> Progress:
    standing = [each.told.standing for each in _lines(at, language)]
    return Progress(language, len(standing), standing.count("translated"), standing.count("out_of_date"), shots)


def _lines(at: Moment, language: str) -> Iterator[LineOfFilm]:
    for id_ in ordered_shots(at):
        yield from _of_shot(id_, at.shots[id_], language)


def _of_shot(id_: UUID, folded: Folded[Shot], language: str) -> Iterator[LineOfFilm]:
    told = translated(in_force(folded.state).dialogue, folded.state.translations, language)
    for number, each in enumerate(told):
        assert folded.state.scene is not None, "only an added shot has lines"
        yield LineOfFilm(id_, folded.state.scene, folded.state.code, number, folded.version, each)
