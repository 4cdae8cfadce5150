"""The captions of the film: those of the takes in use, moved to where their shots stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

import msgspec

from events.errors import Refusal
from generation.domain.captioning.document import Captions
from generation.planning.cut import Clip, Cut, cut
from generation.ports.caption_files import Ending, FilmCue, written
from generation.ports.types.captions import NAME
from generation.stages import pipelines
from productions import queries
from productions.domain.artifact import Artifact
from productions.domain.take import MASTER, Take
from productions.refusals import NotFound


class NoCaptions(Refusal):
    """The film has no captions; says what would give it some."""

    code = "no-captions"


@dataclass(frozen=True, slots=True)
class Captioned:
    """A shot of the cut with the captions that are shown on it; None where it has none."""

    clip: Clip
    captions: Captions | None


@dataclass(frozen=True, slots=True)
class FilmCaptions:
    """The film in a language. `languages` are those in which takes in use have captions, that of most shots first."""

    film: Cut
    language: str
    languages: tuple[str, ...]
    shots: tuple[Captioned, ...]

    @property
    def cues(self) -> Iterator[FilmCue]:
        """The cues where they stand in the film, in order."""
        for each in self.shots:
            yield from placed(self.film, each.clip, each.captions)


def film_captions(production: UUID, language: str = "") -> FilmCaptions:
    """Return the captions of the film in a language; unless one is named, in that of most shots.

    NotFound for a production that is unknown, and for a language in which no shot has captions. NoCaptions where none
    has any.
    """
    survey = surveyed(production, language)
    if not survey.languages:
        raise NoCaptions(_why(production))
    if all(each.captions is None for each in survey.shots):
        raise NotFound(
            f'There are no captions in "{survey.language}". There are some in {", ".join(survey.languages)}.'
        )
    return survey


def cues_over(production: UUID, language: str, heard_in: str = "") -> list[FilmCue]:
    """Return the cues of a language where they stand in the film as it is heard in another; empty: as its takes are.

    Refuses as `film_captions` does.
    """
    by_shot = {each.clip.place.shot: each.captions for each in film_captions(production, language).shots}
    film = cut(production, heard_in)
    return [cue for clip in film.clips for cue in placed(film, clip, by_shot.get(clip.place.shot))]


def captions_file(production: UUID, ending: Ending, language: str = "") -> bytes:
    """Return the captions of the film as a file; refuses as `film_captions` does."""
    captioned = film_captions(production, language)
    return written(ending, list(captioned.cues), captioned.language)


def surveyed(production: UUID, language: str = "") -> FilmCaptions:
    """Return what captions the film has, which may be none. Another language comes from takes of the same picture."""
    film = cut(production, language)
    in_use = {clip.place.shot: _by_language(clip.take) for clip in film.clips}
    counted = [tag for tags in in_use.values() for tag in tags]
    languages = tuple(sorted(set(counted), key=lambda tag: (-counted.count(tag), tag)))
    chosen = language or next(iter(languages), "")
    missing = {shot for shot, tags in in_use.items() if chosen not in tags} if chosen else set()
    others = _of_other_takes(film, missing, chosen) if missing and any(in_use.values()) else {}
    shots = (Captioned(clip, in_use[clip.place.shot].get(chosen) or others.get(clip.place.shot)) for clip in film.clips)
    return FilmCaptions(film, chosen, languages, tuple(shots))


def placed(film: Cut, clip: Clip, captions: Captions | None) -> Iterator[FilmCue]:
    """Yield the cues of a shot where they stand in the film, less what is trimmed off or reaches over its end.

    Times are worked out from whole frames at exact rates and rounded once, so that a long film drifts by nothing.
    """
    rate = Fraction(film.rate)

    def at(milliseconds: int) -> int:
        return round((clip.start - clip.first) * 1000 / rate + milliseconds)

    begins = round(clip.start * 1000 / rate)
    end = int((clip.start + clip.frames) * 1000 / rate)
    for number, cue in enumerate(captions.cues if captions else (), 1):
        first, last = max(at(cue.start_ms), begins), min(at(cue.end_ms), end)
        if first < last:
            yield FilmCue(f"{clip.place.code}-{number}", first, last, cue)


def captions_of(take: Take) -> Iterator[Captions]:
    """Yield the captions that a take holds."""
    return (msgspec.convert(artifact.facts, Captions) for artifact in files_of(take))


def files_of(take: Take) -> Iterator[Artifact]:
    """Yield the files of a take that hold captions, whatever its pipeline calls them; first those of its language."""
    held = [each for each in take.artifacts if {"cues", "language", "doubts"} <= each.facts.keys()]
    yield from sorted(held, key=lambda each: each.facts["language"] != take.language)


def are_made(production: UUID) -> bool:
    """Whether the pipeline of a production has a stage that makes captions."""
    nodes = pipelines.of_production(production).nodes
    return any(port.type == NAME for node in nodes for port in node.spec.outputs)


def _by_language(take: Take | None) -> dict[str, Captions]:
    return {each.language: each for each in captions_of(take)} if take else {}


def _of_other_takes(film: Cut, shots: Iterable[UUID], language: str) -> Mapping[UUID, Captions]:
    """Captions in a language of other takes, the newest, whose picture is that of the take in use."""
    pictures = {clip.place.shot: clip.take.contents.get(MASTER) for clip in film.clips if clip.take}
    takes = [folded.state for folded in queries.takes_of(shots).values()]
    by_shot: dict[UUID, Captions] = {}
    for take in sorted(takes, key=lambda each: each.number):
        captions = _by_language(take).get(language)
        if captions and take.shot and take.contents.get(MASTER) == pictures.get(take.shot):
            by_shot[take.shot] = captions
    return by_shot


def _why(production: UUID) -> str:
    if are_made(production):
        return "No shot has captions yet: generate some."
    return (
        "Nothing of this film makes captions. Add the stage Captions to its pipeline and name it among what makes the "
        "take, or start from the template Film with captions."
    )
