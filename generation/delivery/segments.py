"""The picture of the film as stretches: each is encoded by itself, and kept under what it means."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from generation.artifacts import artifact_store
from generation.artifacts.errors import ArtifactDamaged, ArtifactMissing
from generation.backends.kept import KeptFiles, key_of
from generation.cut.cut_list import CutClip, CutList
from generation.delivery.exports import ExportRequest
from generation.ports import films, media
from generation.ports.films import Excerpt, Raster
from generation.ports.work import Refusing
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
    folder: Path, asked: ExportRequest, raster: Raster, cut: CutList, takes: Mapping[UUID, Take], tell: Tell
) -> Segments:
    """Encode what of the picture is not kept; Refusing names the shot whose picture cannot be read."""
    form = films.FORMS[asked.form]
    kept = KeptFiles(Path(settings.INNER_ACTIONS) / "segments", f".{form.ending}", MOST_KEPT, (media.Unreadable,))
    keys = tuple(_key(asked, raster, _picture(clip, takes), _stretch(clip, cut)) for clip in cut.clips)
    kept.touch(keys)  # what comes last in the film would otherwise be the first to go
    paths, anew = [], 0
    for number, (clip, key) in enumerate(zip(cut.clips, keys, strict=True)):
        tell("picture", number, len(cut.clips))
        stretch, path = _stretch(clip, cut), folder / f"{number:05}.{form.ending}"
        if kept.read(key, partial(_whole, target=path, frames=stretch.frames)) is None:
            with lent(clip.digest, clip.name) as master:
                _encoded(path, asked, raster, clip, _stretch(clip, cut, master))
            kept.write(key, partial(_linked, path), beside=keys)
            anew += 1
        paths.append((path, stretch.frames))
    tell("picture", len(cut.clips), len(cut.clips))
    return Segments(tuple(paths), keys, anew)


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
    return Excerpt(master, clip.record_out - clip.record_in, clip.media_rate or cut.rate)


def _picture(clip: CutClip, takes: Mapping[UUID, Take]) -> str:
    """What is seen of a clip, by content: another sound beside the same picture encodes nothing anew."""
    take = takes.get(clip.take_id) if clip.take_id else None
    return take.contents.get(MASTER, clip.digest) if take else ""


def _key(asked: ExportRequest, raster: Raster, picture: str, stretch: Excerpt) -> str:
    """Of all that the bytes of a stretch depend on: what its picture means, and never which take or shot it is."""
    form = films.FORMS[asked.form]
    document: dict[str, Any] = {
        "picture": picture,
        "frames": stretch.frames,
        "rates": [str(stretch.rate), str(raster.rate)],
        "size": [raster.width, raster.height],
        "form": [asked.form, form.codec, form.pixels, form.options],
        "engine": films.engine(),
    }
    return key_of("segment/1", document)


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
