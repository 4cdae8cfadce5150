"""Exporting: the film is written as one file. Only stretches of picture that changed are encoded again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import msgspec
import numpy as np
import rfc8785

from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import StoredFile
from generation.cut.cut_list import CutClip, CutList
from generation.cut.film import cut_list
from generation.delivery.exports import Exported, ExportedFile, ExportRequest
from generation.delivery.film_sound import SOUND, TIMING, FilmSound, stretches
from generation.delivery.segments import Segments, Tell, lent, segments
from generation.delivery.workplace import workplace
from generation.planning.film_captions import film_captions
from generation.ports import films, loudness
from generation.ports.films import Raster, Text
from generation.ports.loudness import AAC_PEAK, TRUE_PEAK, Mixed
from generation.ports.work import Refusing
from productions import queries
from productions.domain.take import Take

_BLOCK = 48_000 * 10


def export(id_: UUID, production: UUID, asked: ExportRequest, tell: Tell) -> Exported:
    """Write the film of the takes in use; Refusing and refusals of the cut say why it cannot be."""
    cut = cut_list(production, language=asked.language)
    captions = _captions(production, asked.language) if asked.captions else ([], "")
    moment = queries.moment(production, takes=False)
    takes = queries.takes(production, [clip.take_id for clip in cut.clips if clip.take_id])
    states = {one: folded.state for one, folded in takes.items()}
    placed = stretches(moment, cut)
    raster = raster_of(cut)
    if why := films.smallest(asked.form, raster):
        raise Refusing(why)
    with workplace(id_) as folder, ExitStack() as lending:
        named = [*((digest, "A placed sound") for each in placed for digest, _ in each.sounds), *_held(cut, states)]
        files = {digest: lending.enter_context(lent(digest, name)) for digest, name in dict(named).items()}
        film = FilmSound(cut, states, placed, {digest: path for digest, path in files.items() if path}, folder)
        made = segments(folder, asked, raster, cut, states, tell)
        sound, clipped = _sound(folder, film, asked, tell)
        tell("joining", 0, 1)
        target = folder / f"film.{films.FORMS[asked.form].ending}"
        films.join(target, asked.form, raster, made.paths, _whole(sound), *captions)
        measured = loudness.measure_file(target)
        stored = _stored(target, films.FORMS[asked.form].media_type)
        heard = {**measured.facts(), "clipped": clipped}
        document = _manifest(asked, raster, cut, film, made, heard, stored)
        manifest = folder / "manifest.json"
        manifest.write_bytes(rfc8785.dumps(document))
        listed = _stored(manifest, "application/json")
    name = f"{cut.title or 'film'} {asked.language}".strip()
    return Exported(
        film=_named(f"{name}.{films.FORMS[asked.form].ending}", stored),
        manifest=_named(f"{name} manifest.json", listed),
        frames=cut.frames,
        rate=str(cut.rate),
        width=raster.width,
        height=raster.height,
        samples=film.samples,
        segments=len(made.paths),
        encoded=made.anew,
        loudness=measured.facts(),
        clipped=clipped,
    )


def raster_of(cut: CutList) -> Raster:
    """Return the size that most frames of a film have, and its rate."""
    sizes: Counter[tuple[int, int]] = Counter()
    for clip in cut.clips:
        if clip.width and clip.height:
            sizes[clip.width, clip.height] += clip.record_out - clip.record_in
    (width, height), _ = max(sizes.items(), key=lambda each: (each[1], each[0]))
    return Raster(width, height, cut.rate)


def _held(cut: CutList, takes: Mapping[UUID, Take]) -> Iterator[tuple[str, str]]:
    """What is heard of the shots, each file with the code of its shot."""
    for clip in cut.clips:
        take = takes.get(clip.take_id) if clip.take_id else None
        for role in (SOUND, TIMING):
            artifact = take.artifact(role) if take else None
            if artifact:
                yield artifact.digest, clip.name


def _sound(folder: Path, film: FilmSound, asked: ExportRequest, tell: Tell) -> tuple[Mixed, int]:
    """The sound of the film at its loudness, and how many samples were too loud for 16 bits.

    It lies in files, since a long film has more than fits into memory.
    """
    shape = (film.samples, 2)
    made = np.memmap(folder / "sound", np.float32, "w+", shape=shape)
    for number in film.write(made):
        tell("sound", number, len(film.cut.clips))
    if asked.loudness is not None:
        limit = AAC_PEAK if films.FORMS[asked.form].sound == "aac" else TRUE_PEAK
        plain, made = made, np.memmap(folder / "loud", np.float32, "w+", shape=shape)
        loudness.brought_to(plain, float(asked.loudness), float(limit), into=made)
    return made, sum(loudness.clipped(made[start : start + _BLOCK]) for start in range(0, len(made), _BLOCK))


def _whole(sound: Mixed) -> Iterator[Any]:
    for start in range(0, len(sound), _BLOCK):
        yield loudness.whole(sound[start : start + _BLOCK])


def _captions(production: UUID, language: str) -> tuple[list[Text], str]:
    captioned = film_captions(production, language)
    return [Text(cue.start_ms, cue.end_ms, "\n".join(cue.cue.shown)) for cue in captioned.cues], captioned.language


def _stored(path: Path, media_type: str) -> StoredFile:
    kept = artifact_store.put(path, media_type)
    artifact_store.shelve([kept])
    return kept


def _named(name: str, stored: StoredFile) -> ExportedFile:
    return ExportedFile(name, stored.digest, stored.media_type, stored.size)


def _manifest(
    asked: ExportRequest,
    raster: Raster,
    cut: CutList,
    film: FilmSound,
    made: Segments,
    heard: Mapping[str, Any],
    stored: StoredFile,
) -> dict[str, Any]:
    """What the file was made of, by digests, and where each shot stands in it."""
    return {
        "film": cut.title,
        "position": cut.position,
        "file": {"digest": stored.digest, "size": stored.size, "media_type": stored.media_type},
        "asked": msgspec.to_builtins(asked),
        "picture": {"width": raster.width, "height": raster.height, "rate": str(raster.rate), "frames": cut.frames},
        "sound": {"rate": 48_000, "channels": 2, "samples": film.samples, **heard},
        "engine": {"av": av.__version__},
        "clips": [_listed(clip, film.takes, key) for clip, key in zip(cut.clips, made.keys, strict=True)],
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
        "code": clip.name or None,
        "shot": str(clip.shot) if clip.shot else None,
        "take": str(clip.take_id) if clip.take_id else None,
        "from": clip.record_in,
        "to": clip.record_out,
        **({"first": clip.source_in} if clip.source_in else {}),
        **({"dissolve": clip.dissolve} if clip.dissolve else {}),
        "content": clip.content or None,
        "picture": clip.digest or None,
        "sound": sound.digest if sound else None,
        "segment": key,
    }
