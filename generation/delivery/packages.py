"""Delivery packages: what each holds beside the film, and what of that is written before the film is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from events.errors import Refusal
from generation.cut import edl, timecode, timelines
from generation.cut.cut_list import CutClip, CutList
from generation.cut.film import timed
from generation.delivery.exports import ExportRequest, Kind, Package, Target
from generation.planning.film_captions import NoCaptions, captions_file, surveyed
from generation.ports import films
from generation.ports.caption_files import MEDIA_TYPES, Ending
from generation.ports.sound import RATE
from productions.domain.artifact import Artifact
from productions.domain.take import Take
from productions.queries import listing
from productions.queries.streams import languages_of_takes
from productions.refusals import NotFound

CutForm = Literal["edl", "otio"]
POSTER = "poster"
_CUT_TYPES: Mapping[CutForm, str] = {"edl": "text/plain; charset=utf-8", "otio": "application/json"}


class CannotEncode(Refusal):
    """This machine has no encoder of any form that the film may have in a package."""

    code = "cannot-encode"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package holds: the film in the first of its forms that this machine encodes, at a loudness in LUFS or as
    it is mixed, captions of each language in some forms, the cut, the script, and a poster.
    """

    forms: tuple[Kind, ...]
    loudness: Target | None
    captions: tuple[Ending, ...]
    cut: tuple[CutForm, ...] = ()
    script: bool = False
    poster: bool = False


PACKAGES: Mapping[Package, Contents] = {
    "web": Contents(("mp4",), "-16", ("vtt",), poster=True),
    "broadcast": Contents(("prores", "dnxhr"), "-23", ("srt", "ttml"), ("edl",)),
    "archive": Contents(("ffv1",), None, ("vtt", "ttml"), ("otio",), script=True),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A text of a package, under the name that it has there."""

    name: str
    media_type: str
    content: bytes


def form_of(package: Package) -> Kind:
    """Return the form that the film has in a package; CannotEncode where nothing here encodes any of them."""
    forms = PACKAGES[package].forms
    for form in forms:
        if films.FORMS[form].here():
            return form
    raise CannotEncode(f"This machine encodes none of {', '.join(films.FORMS[form].label for form in forms)}.")


def papers(production: UUID, package: Package, language: str, cut: CutList) -> list[Paper]:
    """Return the texts of a package: captions of every language that the film has, its cut, and its script."""
    contents = PACKAGES[package]
    written = [*_captions(production, language, contents.captions), *_cuts(cut, contents.cut)]
    if contents.script:
        script = listing.script(production).state.text
        written.append(Paper("script.fountain", "text/plain; charset=utf-8", script.encode()))
    return written


def poster(cut: CutList, takes: Mapping[UUID, Take], package: Package) -> tuple[CutClip, Artifact] | None:
    """Return the shot that is seen longest, of several the first one, and its poster; None where no take has any."""
    if not PACKAGES[package].poster:
        return None
    held = ((clip, _poster(clip, takes)) for clip in cut.clips)
    found = [(clip, artifact) for clip, artifact in held if artifact]
    return max(found, key=lambda each: each[0].frames) if found else None


def _poster(clip: CutClip, takes: Mapping[UUID, Take]) -> Artifact | None:
    take = takes.get(clip.take_id) if clip.take_id else None
    return take.artifact(POSTER) if take else None


def _captions(production: UUID, language: str, endings: tuple[Ending, ...]) -> Iterator[Paper]:
    made = {tag for _, tag in languages_of_takes(production) if tag}
    for tag in sorted({*surveyed(production, language).languages, *made}):
        for ending in endings:
            try:
                content = captions_file(production, ending, tag)
            except (NotFound, NoCaptions):  # spoken in this language, and nothing captions it
                break
            yield Paper(f"captions/{tag}.{ending}", MEDIA_TYPES[ending], content)


def _cuts(cut: CutList, forms: tuple[CutForm, ...]) -> Iterator[Paper]:
    for form in forms:
        text = edl.write(timed(cut)) if form == "edl" else timelines.write(timed(cut))
        yield Paper(f"cut.{form}", _CUT_TYPES[form], text.encode())


def facts(production: UUID, asked: ExportRequest, cut: CutList, samples: int) -> dict[str, Any]:
    """Return what a package is, of which state of the film, and how long that lasts, exactly."""
    return {
        "package": asked.package,
        "production": str(production),
        "film": cut.title,
        "position": cut.position,
        "language": asked.language or None,
        "timing": {
            "rate": str(cut.rate),
            "frames": cut.frames,
            "seconds": str(cut.frames / cut.rate),
            "starts": timecode.written(cut.start, cut.rate, drop_frame=cut.drop_frame),
            "sample_rate": RATE,
            "samples": samples,
        },
    }
