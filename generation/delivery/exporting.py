"""Exporting: the film is written as one file. Only stretches of picture that changed are encoded again."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from mimetypes import guess_extension
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import msgspec
import numpy as np
import rfc8785

from generation.artifacts import artifact_store, storage
from generation.artifacts.artifact_store import StoredFile
from generation.cut.cut_list import CutClip, CutList
from generation.cut.film import cut_list
from generation.delivery import alignment, credentials, dossiers, packages, provenance
from generation.delivery.alignment import Found
from generation.delivery.exports import Credentials, Exported, ExportedFile, ExportRequest, Package
from generation.delivery.film_sound import SOUND, TIMING, FilmSound, heard, stretches
from generation.delivery.packing import MEDIA_TYPE as PACKAGE_TYPE
from generation.delivery.packing import Packed, of_papers, pack, waived
from generation.delivery.segments import Segments, Tell, lent, segments
from generation.delivery.signing_chain import SigningChain
from generation.delivery.workplace import workplace
from generation.planning.film_captions import cues_over, film_captions
from generation.ports import films, loudness, media
from generation.ports.films import FilmForm, Raster, Text
from generation.ports.loudness import AAC_PEAK, TRUE_PEAK, Mixed
from generation.ports.work import Refusing
from productions import queries
from productions.domain.take import Take

_BLOCK = 48_000 * 10


def export(id_: UUID, production: UUID, asked: ExportRequest, tell: Tell) -> Exported:
    """Write the film of the takes in use; Refusing and refusals of the cut say why it cannot be.

    A package is made of a film that nothing stands in the way of: NotAligned says what does. What is measured only of
    the film itself may stand in the way then: it is kept, and `withheld` says why there is no package.
    """
    cut = cut_list(production, language=asked.language)
    prepared = _prepared(production, asked, cut, tell)
    captions = _captions(production, asked.language) if asked.captions else ([], "")
    raster = raster_of(cut)
    if why := films.smallest(asked.form, raster):
        raise Refusing(why)
    if apart := artifact_store.ask_for({clip.digest for clip in cut.clips if clip.digest}):
        raise Refusing(f"{apart} masters of the film were never stored here: order its shots, which makes them.")
    with workplace(id_) as folder, ExitStack() as lending:
        moment = queries.moment(production, takes=False)
        takes = queries.takes(production, [clip.take_id for clip in cut.clips if clip.take_id])
        states = {one: folded.state for one, folded in takes.items()}
        placed = stretches(moment, cut)
        named = [*((digest, "A placed sound") for each in placed for digest, _ in each.sounds), *_held(cut, states)]
        files = {digest: lending.enter_context(lent(digest, name)) for digest, name in dict(named).items()}
        film = FilmSound(cut, states, placed, {digest: path for digest, path in files.items() if path}, folder)
        read = cues_over(production, asked.burnt, asked.language) if asked.burnt else []
        made = segments(folder, asked, raster, cut, states, tell, read)
        sound, clipped = _sound(folder, film, asked, tell)
        tell("joining", 0, 1)
        target = folder / f"film.{films.FORMS[asked.form].ending}"
        films.join(target, asked.form, raster, made.paths, _whole(sound), *captions)
        measured = loudness.measure_file(target).facts()
        tell("signing", 0, 1)
        came_of = provenance.of_film(production, cut, states, placed, asked.language, lending)
        signed = _credentials(credentials.sign(target, films.FORMS[asked.form].media_type, came_of))
        written = _Written(target, asked, raster, film, made, measured, clipped, signed)
        return _handed_on(production, written, prepared, lending, tell)


@dataclass(frozen=True, slots=True)
class _Written:
    """A film that lies in its workplace as a file, as it was asked for, and what was measured of its sound."""

    path: Path
    asked: ExportRequest
    raster: Raster
    film: FilmSound
    made: Segments
    loudness: Mapping[str, str | None]
    clipped: int
    credentials: Credentials | None

    @property
    def form(self) -> FilmForm:
        return films.FORMS[self.asked.form]

    @property
    def mixed(self) -> str:
        """The digest of what its sound was mixed of."""
        return heard(self.film.cut, self.film.takes, self.film.stretches)

    def manifest(self) -> dict[str, Any]:
        """What it was made of."""
        with self.path.open("rb") as file:
            digest, size = storage.summed(file)
        stored = StoredFile(digest, size, self.form.media_type)
        loud = {**self.loudness, "clipped": self.clipped}
        return _manifest(self.asked, self.raster, self.film.cut, self.film, self.made, loud, stored)


def _handed_on(
    production: UUID, written: _Written, prepared: "_Prepared | None", lending: ExitStack, tell: Tell
) -> Exported:
    """Store a film, or the package of it, beside its manifest."""
    asked, cut, film, document = written.asked, written.film.cut, written.film, written.manifest()
    blocking = _too_loud(production, written) if prepared else ()
    name = f"{cut.title or 'film'} {asked.language}".strip()
    if prepared and not blocking:
        path, listed = _packed(production, written, prepared, document, lending, tell)
        ready = _named(f"{name} {prepared.package}.zip", _stored(path, PACKAGE_TYPE))
    else:
        listed = rfc8785.dumps(document)
        ready = _named(f"{name}.{written.form.ending}", _stored(written.path, written.form.media_type))
    manifest = written.path.with_name("manifest.json")
    manifest.write_bytes(listed)
    return Exported(
        film=ready,
        manifest=_named(f"{name} manifest.json", _stored(manifest, "application/json")),
        frames=cut.frames,
        rate=str(cut.rate),
        width=written.raster.width,
        height=written.raster.height,
        samples=film.samples,
        segments=len(written.made.paths),
        encoded=written.made.anew,
        loudness=written.loudness,
        clipped=written.clipped,
        heard=written.mixed,
        withheld=alignment.not_aligned(blocking).detail if blocking else "",
        credentials=written.credentials,
    )


def _credentials(signing: SigningChain | None) -> Credentials | None:
    return None if signing is None else "own" if signing.own else "given"


def _packed(
    production: UUID,
    written: _Written,
    prepared: "_Prepared",
    document: dict[str, Any],
    lending: ExitStack,
    tell: Tell,
) -> tuple[Path, bytes]:
    """The package of a film and its manifest; Refusing for a film that is not as long as it should be."""
    film, cut = written.film, written.film.cut
    try:
        films.require_whole(written.path, cut.frames, film.samples)
    except media.Unreadable as error:
        raise Refusing(f"The film is not whole: {error}.") from error
    facts = packages.facts(production, written.asked, cut, film.samples)
    shown = _poster(production, written, prepared.package, lending)
    files = [Packed(written.path.name, written.form.media_type, written.path), *prepared.papers, *shown]
    if written.asked.dossiers:
        delivered = {written.path.name: document["file"]["digest"]}
        files += of_papers(dossiers.papers(production, dossiers.shots_of(cut), delivered, prepared.waivers))
    package = written.path.with_name("package.zip")
    return package, pack(package, files, {**facts, **prepared.facts, "made_of": document}, partial(tell, "packing"))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What a package is made of beside the film: what of it is told in its manifest, its texts, and the waivers that
    hold for it.
    """

    package: Package
    facts: dict[str, Any]
    papers: list[Packed]
    waivers: tuple[UUID, ...]


def _prepared(production: UUID, asked: ExportRequest, cut: CutList, tell: Tell) -> _Prepared | None:
    """Look at the film that a package is asked of, and write its texts as it stands now; None where none is asked."""
    if asked.package is None:
        return None
    tell("checking", 0, 1)
    looked = alignment.require_aligned(production, asked.language)
    checked = {"as_of": looked.captions.film.as_of, "waived": waived(looked)}
    papers = packages.papers(production, asked.package, asked.language, cut)
    return _Prepared(asked.package, {"checks": checked}, of_papers(papers), tuple(looked.waivers))


def _too_loud(production: UUID, written: _Written) -> tuple[Found, ...]:
    """What of the sound of a film stands in the way of its package."""
    target = written.asked.loudness
    if target is None:
        return ()
    found = tuple(alignment.out_of_range(target, written.loudness, written.clipped, written.mixed))
    return alignment.unwaived(production, found) if found else ()


def _poster(production: UUID, written: _Written, package: Package, lending: ExitStack) -> Iterator[Packed]:
    """The poster, with credentials of its own where its type can hold them."""
    cut, takes = written.film.cut, written.film.takes
    clip, artifact = packages.poster(cut, takes, package) or (None, None)
    path = lending.enter_context(lent(artifact.digest, "The poster")) if artifact else None
    if clip and clip.take_id and artifact and path:
        ending = guess_extension(artifact.media_type) or ""
        copy = written.path.with_name(f"poster{ending}")
        shutil.copyfile(path, copy)
        came_of = provenance.of_picture(production, cut, clip, takes[clip.take_id], lending)
        credentials.sign(copy, artifact.media_type, came_of)
        yield Packed(copy.name, artifact.media_type, copy)


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
    loud: Mapping[str, Any],
    stored: StoredFile,
) -> dict[str, Any]:
    """What the file was made of, by digests, and where each shot stands in it."""
    return {
        "film": cut.title,
        "position": cut.position,
        "file": {"digest": stored.digest, "size": stored.size, "media_type": stored.media_type},
        "asked": msgspec.to_builtins(asked),
        "picture": {"width": raster.width, "height": raster.height, "rate": str(raster.rate), "frames": cut.frames},
        "sound": {"rate": 48_000, "channels": 2, "samples": film.samples, **loud},
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
