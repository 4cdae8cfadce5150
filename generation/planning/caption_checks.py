"""Checks of the captions of the film: read within their time, within speech and picture, no line cut off."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args
from uuid import UUID

import msgspec

from generation.domain.captioning.document import Captions, Matter
from generation.planning.cut import Clip, Cut
from generation.planning.film_captions import Captioned, are_made, surveyed
from generation.ports.types.timing import Line
from productions.domain.take import Take

CaptionMatter = Literal["fast", "short", "long-line", "cut-off", "no-room", "behind-picture", "off-speech", "missing"]
"""What captions of a shot do not meet: the doubts of the document, or what only the film shows: cues that reach over
the end of the picture or stand where their line is not spoken, in milliseconds, and speech without captions."""
assert set(get_args(Matter)) < set(get_args(CaptionMatter))

_OFF_SPEECH_MS = 500


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
    """Return what is found of the captions of the film; NotFound for an unknown production."""
    found = surveyed(production, language)
    wanted = bool(found.languages) or are_made(production)
    findings = tuple(finding for each in found.shots for finding in _of(found.film, each)) if wanted else ()
    captioned = sum(each.captions is not None for each in found.shots)
    return CaptionsChecked(found.film, found.language, found.languages, captioned, findings)


def _of(film: Cut, each: Captioned) -> Iterator[CaptionFinding]:
    clip, captions = each.clip, each.captions
    if captions is None:
        if clip.take and (spoken := _timed(clip.take)):
            yield _finding(film, clip, 0, "missing", len(spoken), 0, spoken[0].text)
        return
    for doubt in captions.doubts:
        cue = captions.cues[doubt.cue] if doubt.cue is not None and doubt.cue < len(captions.cues) else None
        text = " ".join(cue.shown) if cue else doubt.text
        yield _finding(film, clip, cue.start_ms if cue else 0, doubt.matter, doubt.measured, doubt.limit, text)
    yield from _against_the_film(film, clip, captions)


def _against_the_film(film: Cut, clip: Clip, captions: Captions) -> Iterator[CaptionFinding]:
    length = int(clip.frames * 1000 / Fraction(clip.rate or film.rate)) + 1
    spoken = {line.line: line for line in _timed(clip.take)} if clip.take else {}
    for cue in captions.cues:
        text = " ".join(cue.shown)
        if cue.end_ms > length:
            yield _finding(film, clip, cue.start_ms, "behind-picture", cue.end_ms - length, 0, text)
        line = spoken.get(cue.line) if cue.line is not None else None
        off = max(line.start_ms - cue.start_ms, cue.start_ms - line.end_ms) if line else 0
        if off > _OFF_SPEECH_MS:
            yield _finding(film, clip, cue.start_ms, "off-speech", off, _OFF_SPEECH_MS, text)


def _timed(take: Take) -> tuple[Line, ...]:
    """When lines are spoken, as the take has it; empty where nothing was timed."""
    for artifact in take.artifacts:
        if {"lines", "rate"} <= artifact.facts.keys():
            return msgspec.convert(artifact.facts["lines"], tuple[Line, ...])
    return ()


def _finding(
    film: Cut, clip: Clip, milliseconds: int, matter: CaptionMatter, measured: int, limit: int, text: str
) -> CaptionFinding:
    own = Fraction(clip.rate or film.rate)
    within = min(int(milliseconds * own / 1000), max(0, clip.frames - 1))
    return CaptionFinding(clip.place.shot, clip.place.code, clip.start + within, matter, measured, limit, text)
