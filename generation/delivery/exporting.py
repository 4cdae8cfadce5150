"""Exporting: the film is written as one file. Only stretches of picture that changed are encoded again."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import av
import msgspec
import numpy as np
import rfc8785
from django.conf import settings

from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import StoredFile
from generation.backends.kept import KeptFiles, key_of
from generation.cut.cut_list import CutClip, CutList
from generation.cut.film import cut_list
from generation.delivery.exports import Asked, Exported, ExportedFile
from generation.delivery.film_sound import SOUND, TIMING, FilmSound, stretches
from generation.planning.film_captions import NoCaptions, film_captions
from generation.ports import films, loudness, media
from generation.ports.films import Cut, Look, Text
from generation.ports.loudness import TRUE_PEAK, Loudness, Mixed
from generation.ports.work import Refusing
from productions import queries
from productions.domain.take import MASTER, Take

MOST_KEPT = 20 * 2**30
"""Bytes of encoded picture that a machine keeps."""
_BLOCK = 48_000 * 10
Tell = Callable[[str, int, int], None]
"""Hears a step, and how many of how many parts of it are done."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The picture as encoded stretches, each with its frames; `anew` of them were encoded now."""

    paths: tuple[tuple[Path, int], ...]
    keys: tuple[str, ...]
    anew: int


def export(production: UUID, asked: Asked, tell: Tell) -> Exported:
    """Write the film of the takes in use; Refusing and refusals of the cut say why it cannot be."""
    cut = cut_list(production)
    moment = queries.moment(production, takes=False)
    takes = queries.takes(production, [clip.take_id for clip in cut.clips if clip.take_id])
    states = {id_: folded.state for id_, folded in takes.items()}
    placed = stretches(moment, cut)
    digests = {digest for each in placed for digest, _ in each.sounds} | set(_held(cut, states))
    look = look_of(cut)
    if why := films.smallest(asked.form, look):
        raise Refusing(why)
    with (
        TemporaryDirectory(prefix="film-", dir=_aside()) as folder,
        artifact_store.as_files(digests) as files,
    ):
        film = FilmSound(cut, states, placed, files)
        segments = _segments(Path(folder), asked, look, film, tell)
        sound, measured = _sound(Path(folder), film, asked, tell)
        tell("joining", 0, 1)
        target = Path(folder) / f"film.{films.FORMS[asked.form].ending}"
        captions = _captions(production) if asked.captions else ([], "")
        films.join(target, asked.form, look, segments.paths, _whole(sound), *captions)
        stored = _stored(target, films.FORMS[asked.form].media_type)
        document = _manifest(asked, look, cut, film, segments, measured, stored)
        manifest = Path(folder) / "manifest.json"
        manifest.write_bytes(rfc8785.dumps(document))
        listed = _stored(manifest, "application/json")
    name = cut.title or "film"
    return Exported(
        film=_named(f"{name}.{films.FORMS[asked.form].ending}", stored),
        manifest=_named(f"{name} manifest.json", listed),
        frames=cut.frames,
        rate=str(cut.rate),
        width=look.width,
        height=look.height,
        samples=film.samples,
        segments=len(segments.paths),
        encoded=segments.anew,
        loudness=measured.facts(),
    )


def look_of(cut: CutList) -> Look:
    """Return the size that most frames of a film have, and its rate."""
    sizes: Counter[tuple[int, int]] = Counter()
    for clip in cut.clips:
        if clip.width and clip.height:
            sizes[clip.width, clip.height] += clip.record_out - clip.record_in
    (width, height), _ = max(sizes.items(), key=lambda each: (each[1], each[0]))
    return Look(width, height, cut.rate)


def _aside() -> str | None:
    folder = Path(settings.INNER_ACTIONS)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder)
    return None


def _held(cut: CutList, takes: Mapping[UUID, Take]) -> Iterator[str]:
    for clip in cut.clips:
        if clip.digest:
            yield clip.digest
        take = takes.get(clip.take_id) if clip.take_id else None
        for role in (SOUND, TIMING):
            artifact = take.artifact(role) if take else None
            if artifact:
                yield artifact.digest


def _segments(folder: Path, asked: Asked, look: Look, film: FilmSound, tell: Tell) -> Segments:
    cut, takes, files = film.cut, film.takes, film.files
    form = films.FORMS[asked.form]
    kept = KeptFiles(Path(settings.INNER_ACTIONS) / "segments", f".{form.ending}", MOST_KEPT, (media.Unreadable,))
    paths, keys, anew = [], [], 0
    for number, clip in enumerate(cut.clips):
        tell("picture", number, len(cut.clips))
        stretch = Cut(files.get(clip.digest), clip.record_out - clip.record_in, clip.media_rate or cut.rate)
        key = _key(asked, look, _picture(clip, takes), stretch)
        path = folder / f"{number:05}.{form.ending}"
        if kept.read(key, lambda there, path=path: _linked(there, path)) is None:  # type: ignore[misc]
            films.encode(path, asked.form, look, stretch)
            kept.write(key, lambda place, path=path: _linked(path, place))  # type: ignore[misc]
            anew += 1
        paths.append((path, stretch.frames))
        keys.append(key)
    tell("picture", len(cut.clips), len(cut.clips))
    return Segments(tuple(paths), tuple(keys), anew)


def _picture(clip: CutClip, takes: Mapping[UUID, Take]) -> str:
    """What is seen of a clip, by content: another sound beside the same picture encodes nothing anew."""
    take = takes.get(clip.take_id) if clip.take_id else None
    return take.contents.get(MASTER, clip.digest) if take else ""


def _key(asked: Asked, look: Look, picture: str, stretch: Cut) -> str:
    """Of all that the bytes of a stretch depend on: what its picture means, and never which take or shot it is."""
    form = films.FORMS[asked.form]
    document: dict[str, Any] = {
        "picture": picture,
        "frames": stretch.frames,
        "rates": [str(stretch.rate), str(look.rate)],
        "size": [look.width, look.height],
        "form": [asked.form, form.codec, form.pixels, form.options],
        "engine": films.engine(),
    }
    return key_of("segment/1", document)


def _linked(source: Path, target: Path) -> Path:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _sound(folder: Path, film: FilmSound, asked: Asked, tell: Tell) -> tuple[Mixed, Loudness]:
    """The sound of the film at its loudness; it lies in files, since a long film has more than fits into memory."""
    shape = (film.samples, 2)
    plain = np.memmap(folder / "sound", np.float32, "w+", shape=shape)
    for number in film.write(plain):
        tell("sound", number, len(film.cut.clips))
    if asked.loudness is None:
        return plain, loudness.measure(plain)
    made = np.memmap(folder / "loud", np.float32, "w+", shape=shape)
    return loudness.brought_to(plain, float(asked.loudness), float(TRUE_PEAK), into=made)


def _whole(sound: Mixed) -> Iterator[Any]:
    for start in range(0, len(sound), _BLOCK):
        yield loudness.whole(sound[start : start + _BLOCK])


def _captions(production: UUID) -> tuple[list[Text], str]:
    try:
        found = film_captions(production)
    except NoCaptions as error:
        raise Refusing(error.detail) from error
    return [Text(cue.start_ms, cue.end_ms, "\n".join(cue.cue.shown)) for cue in found.cues], found.language


def _stored(path: Path, media_type: str) -> StoredFile:
    kept = artifact_store.put(path, media_type)
    artifact_store.shelve([kept])
    return kept


def _named(name: str, stored: StoredFile) -> ExportedFile:
    return ExportedFile(name, stored.digest, stored.media_type, stored.size)


def _manifest(
    asked: Asked,
    look: Look,
    cut: CutList,
    film: FilmSound,
    segments: Segments,
    measured: Loudness,
    stored: StoredFile,
) -> dict[str, Any]:
    """What the file was made of, by digests, and where each shot stands in it."""
    return {
        "film": cut.title,
        "position": cut.position,
        "file": {"digest": stored.digest, "size": stored.size, "media_type": stored.media_type},
        "asked": msgspec.to_builtins(asked),
        "picture": {"width": look.width, "height": look.height, "rate": str(look.rate), "frames": cut.frames},
        "sound": {"rate": 48_000, "channels": 2, "samples": film.samples, **measured.facts()},
        "engine": {"av": av.__version__},
        "clips": [_listed(clip, film.takes, key) for clip, key in zip(cut.clips, segments.keys, strict=True)],
        "placed": [
            {"from": each.first, "to": each.last, "digest": digest, **_plain(placed)}
            for each in film.stretches
            for digest, placed in each.sounds
        ],
    }


def _plain(placed: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(placed)
    return plain


def _listed(clip: CutClip, takes: Mapping[UUID, Take], key: str) -> dict[str, Any]:
    take = takes.get(clip.take_id) if clip.take_id else None
    sound = take.artifact(SOUND) if take else None
    return {
        "code": clip.name,
        "shot": str(clip.shot) if clip.shot else None,
        "take": str(clip.take_id) if clip.take_id else None,
        "from": clip.record_in,
        "to": clip.record_out,
        "content": clip.content or None,
        "picture": clip.digest or None,
        "sound": sound.digest if sound else None,
        "segment": key,
    }
