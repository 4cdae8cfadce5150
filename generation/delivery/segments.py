"""The picture of the film as stretches: each is encoded by itself, and kept under what it means."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from generation.artifacts import artifact_store
from generation.artifacts.errors import ArtifactDamaged, ArtifactMissing
from generation.backends.kept import KeptFiles, key_of
from generation.cut.cut_list import CutClip, CutList
from generation.delivery.burning import Burnt, burnt, laid
from generation.delivery.exports import ExportRequest
from generation.ports import films, media
from generation.ports.caption_files import FilmCue
from generation.ports.films import Excerpt, Raster
from generation.ports.work import Refusing
from generation.sheets.captions import VERSION as CAPTIONS
from productions.domain.take import MASTER, Take

MOST_KEPT = 20 * 2**30
"""Bytes of encoded picture that a machine keeps; one film may have more."""
Tell = Callable[[str, int, int], None]
"""Hears a step, and how many of how many parts of it are done."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The picture as encoded stretches, each with its frames; `anew` of them were encoded now."""

    paths: tuple[tuple[Path, int], ...]
    keys: tuple[str, ...]
    anew: int


def segments(
    folder: Path,
    asked: ExportRequest,
    raster: Raster,
    cut: CutList,
    takes: Mapping[UUID, Take],
    tell: Tell,
    cues: Sequence[FilmCue] = (),
) -> Segments:
    """Encode what of the picture is not kept, with captions burnt in; Refusing names the shot that cannot be read."""
    form = films.FORMS[asked.form]
    kept = KeptFiles(Path(settings.INNER_ACTIONS) / "segments", f".{form.ending}", MOST_KEPT, (media.Unreadable,))
    under, over = _under(cut), [burnt(clip, cues, raster.rate) for clip in cut.clips]
    keys = tuple(
        _key(asked, raster, takes, clip, beneath, cut, above)
        for clip, beneath, above in zip(cut.clips, under, over, strict=True)
    )
    kept.touch(keys)  # what comes last in the film would otherwise be the first to go
    paths, anew = [], 0
    for number, (clip, beneath, key) in enumerate(zip(cut.clips, under, keys, strict=True)):
        tell("picture", number, len(cut.clips))
        path = folder / f"{number:05}.{form.ending}"
        if kept.read(key, partial(_whole, target=path, frames=clip.frames)) is None:
            with ExitStack() as lending:
                master, below = (
                    lending.enter_context(lent(each.digest, each.name)) for each in (clip, beneath or clip)
                )
                fading = _stretch(beneath, cut, below) if beneath else None
                read = tuple(laid(each, raster) for each in over[number])
                _encoded(path, asked, raster, clip, replace(_stretch(clip, cut, master), under=fading, over=read))
            kept.write(key, partial(_linked, path), beside=keys)
            anew += 1
        paths.append((path, clip.frames))
    tell("picture", len(cut.clips), len(cut.clips))
    return Segments(tuple(paths), keys, anew)


def _under(cut: CutList) -> list[CutClip | None]:
    """What fades away beneath each clip: as much of the one before, behind its end, as the dissolve is long."""
    before = (None, *cut.clips)
    return [
        replace(last, source_in=last.source_out, record_in=0, record_out=clip.dissolve)
        if last is not None and clip.dissolve
        else None
        for last, clip in zip(before, cut.clips, strict=False)
    ]


def _encoded(path: Path, asked: ExportRequest, raster: Raster, clip: CutClip, stretch: Excerpt) -> None:
    try:
        films.encode(path, asked.form, raster, stretch)
    except media.Unreadable as error:
        raise Refusing(f"{clip.name}: its picture cannot be read: {error}.") from error


@contextmanager
def lent(digest: str, shot: str) -> Iterator[Path | None]:
    """Lend a file of a shot, None without a digest; Refusing names the shot where it is missing or damaged."""
    with ExitStack() as lending:
        try:
            files = lending.enter_context(artifact_store.as_files([digest] if digest else []))
        except (ArtifactMissing, ArtifactDamaged) as error:
            raise Refusing(f"{shot}: {error.detail}") from error
        yield files.get(digest)


def _stretch(clip: CutClip, cut: CutList, master: Path | None = None) -> Excerpt:
    return Excerpt(master, clip.frames, clip.media_rate or cut.rate, clip.source_in)


def _picture(clip: CutClip, takes: Mapping[UUID, Take]) -> str:
    """What is seen of a clip, by content: another sound beside the same picture encodes nothing anew."""
    take = takes.get(clip.take_id) if clip.take_id else None
    return take.contents.get(MASTER, clip.digest) if take else ""


def _key(
    asked: ExportRequest,
    raster: Raster,
    takes: Mapping[UUID, Take],
    clip: CutClip,
    beneath: CutClip | None,
    cut: CutList,
    above: Sequence[Burnt],
) -> str:
    """Of all that the bytes of a stretch depend on: what its picture means, and never which take or shot it is."""
    form = films.FORMS[asked.form]
    shown = _stretch(clip, cut)
    document: dict[str, Any] = {
        "picture": _picture(clip, takes),
        "frames": shown.frames,
        **({"first": shown.first} if shown.first else {}),
        **({"under": _beneath(beneath, takes, cut)} if beneath else {}),
        **({"captions": [CAPTIONS, *(each.said() for each in above)]} if above else {}),
        "rates": [str(shown.rate), str(raster.rate)],
        "size": [raster.width, raster.height],
        "form": [asked.form, form.codec, form.pixels, form.options],
        "engine": films.engine(),
    }
    return key_of("segment/1", document)


def _beneath(clip: CutClip, takes: Mapping[UUID, Take], cut: CutList) -> list[str | int]:
    shown = _stretch(clip, cut)
    return [_picture(clip, takes), shown.frames, shown.first, str(shown.rate)]


def _whole(source: Path, target: Path, frames: int) -> Path:
    """Take a kept stretch that has all its frames; media.Unreadable for another, which is made again."""
    count = films.pictures(source)
    if count != frames:
        raise media.Unreadable(f"{source.name} has {count} frames, not {frames}")
    return _linked(source, target)


def _linked(source: Path, target: Path) -> Path:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
