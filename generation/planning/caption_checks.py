"""Checks of the captions of the film: read within their time, within speech and picture, no line cut off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args
from uuid import UUID

from generation.domain.captioning.document import Captions, Matter
from generation.planning.cut import Clip, Cut
from generation.planning.film_captions import Captioned, are_made, surveyed
from productions import queries
from productions.domain.shot import Line, effective

CaptionMatter = Literal["fast", "short", "long-line", "cut-off", "no-room", "off-speech", "behind-picture", "missing"]
"""What captions of a shot do not meet: the doubts of the document, or what only the film shows: cues that reach over
the end of the picture, in milliseconds, and shots in which somebody speaks and whose take has no captions."""
assert set(get_args(Matter)) < set(get_args(CaptionMatter))


@dataclass(frozen=True, slots=True)
class CaptionFinding:
    """Something about a shot's captions. `frame` of the film is where it shows; `measured` stands against `limit`."""

    shot: UUID
    code: str
    frame: int
    matter: CaptionMatter
    measured: int
    limit: int
    text: str


@dataclass(frozen=True, slots=True)
class CaptionsChecked:
    """What is found of the film in a language, empty where nothing is captioned. `captioned` counts shots."""

    film: Cut
    language: str
    languages: tuple[str, ...]
    captioned: int
    findings: tuple[CaptionFinding, ...]


def checked(production: UUID, language: str = "") -> CaptionsChecked:
    """Return what is wrong with the captions of the film; NotFound for an unknown production."""
    survey = surveyed(production, language)
    captioned = sum(each.captions is not None for each in survey.shots)
    findings: tuple[CaptionFinding, ...] = ()
    if survey.languages or are_made(production):
        lacking = [each.clip.place.shot for each in survey.shots if each.captions is None and each.clip.take]
        spoken = _spoken(production, lacking) if lacking else {}
        findings = tuple(finding for each in survey.shots for finding in _of(survey.film, each, spoken))
    return CaptionsChecked(survey.film, survey.language, survey.languages, captioned, findings)


def _spoken(production: UUID, shots: list[UUID]) -> dict[UUID, tuple[Line, ...]]:
    at = queries.moment(production, shots=shots, takes=False)
    return {shot: effective(at.shots[shot].state).dialogue for shot in shots}


def _of(film: Cut, each: Captioned, spoken: Mapping[UUID, tuple[Line, ...]]) -> Iterator[CaptionFinding]:
    clip, captions = each.clip, each.captions
    if captions is None:
        if lines := spoken.get(clip.place.shot):
            yield _finding(film, clip, 0, "missing", len(lines), 0, lines[0].text)
        return
    for doubt in captions.doubts:
        cue = captions.cues[doubt.cue] if doubt.cue is not None and doubt.cue < len(captions.cues) else None
        text = " ".join(cue.shown) if cue else doubt.text
        yield _finding(film, clip, cue.start_ms if cue else 0, doubt.matter, doubt.measured, doubt.limit, text)
    yield from _over_the_end(film, clip, captions)


def _over_the_end(film: Cut, clip: Clip, captions: Captions) -> Iterator[CaptionFinding]:
    length = int(clip.count * 1000 / Fraction(clip.rate or film.rate)) + 1
    rate = Fraction(film.rate)
    first, last = (round(frames * 1000 / rate) for frames in (clip.first, clip.first + clip.frames + clip.under))
    for cue in captions.cues:
        seen = max(first - cue.start_ms, 0) + max(cue.end_ms - last, 0)
        cut_off = seen if cue.start_ms < last and first < cue.end_ms and clip.whole > clip.frames + clip.under else 0
        if over := max(cue.end_ms - length, cut_off):
            yield _finding(film, clip, cue.start_ms, "behind-picture", over, 0, " ".join(cue.shown))


def _finding(
    film: Cut, clip: Clip, milliseconds: int, matter: CaptionMatter, measured: int, limit: int, text: str
) -> CaptionFinding:
    within = int(milliseconds * Fraction(film.rate) / 1000) - clip.first
    within = max(0, min(within, clip.frames - 1))
    return CaptionFinding(clip.place.shot, clip.place.code, clip.start + within, matter, measured, limit, text)
