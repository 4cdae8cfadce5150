"""Packing: a film and what goes with it become one zip, with a manifest of the digest of each file in it."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import rfc8785

from events import store
from events.decider import BEGAN
from generation.delivery.alignment import Aligned, Found
from generation.delivery.packages import Paper
from generation.ports.work import Refusing
from productions import queries
from productions.people.sealing import opener

FORMAT = "continuity-delivery/1"
MANIFEST = "manifest.json"
MEDIA_TYPE = "application/zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package, the first that zip knows: the same files give the same package."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that goes into a package, under the name that it has there, as a path or as its bytes."""

    name: str
    media_type: str
    source: Path | bytes


def of_papers(papers: Iterable[Paper]) -> list[Packed]:
    """Return texts as files to pack."""
    return [Packed(each.name, each.media_type, each.content) for each in papers]


def pack(target: Path, files: Sequence[Packed], facts: Mapping[str, Any], tell: Callable[[int, int], None]) -> bytes:
    """Write files and their manifest as a zip, and return that manifest; `facts` stand in it beside the files.

    Every file is read back from the zip. Refusing where one is another then.
    """
    listed: list[dict[str, Any]] = []
    with zipfile.ZipFile(target, "w", allowZip64=True) as package:
        for number, file in enumerate(files):
            tell(number, len(files))
            digest, size = _added(package, file)
            listed.append({"name": file.name, "digest": digest, "size": size, "media_type": file.media_type})
        manifest: bytes = rfc8785.dumps({"format": FORMAT, **facts, "files": listed})
        _added(package, Packed(MANIFEST, "application/json", manifest))
    _read_back(target, {each["name"]: each["digest"] for each in listed})
    tell(len(files), len(files))
    return manifest


def waived(aligned: Aligned) -> list[dict[str, Any]]:
    """Return what checks found and somebody lets pass, with who did so and why."""
    acts = store.acts({folded.causes[BEGAN] for folded in aligned.waivers.values()})
    names = queries.names_of({folded.state.author for folded in aligned.waivers.values() if folded.state.author})
    read = opener([folded.state.reason for folded in aligned.waivers.values()])

    def told(each: Found) -> dict[str, Any]:
        assert each.waiver is not None, "it is let pass"
        folded = aligned.waivers[each.waiver]
        act = acts.get(folded.causes[BEGAN])
        return {
            **_plain(each),
            "waiver": str(each.waiver),
            "event": str(folded.causes[BEGAN]),
            "at": act.recorded_at.isoformat() if act else None,
            "person": str(folded.state.author),
            "name": names.get(folded.state.author, "") if folded.state.author else "",
            "reason": read(folded.state.reason).text,
        }

    return [told(each) for each in aligned.found if each.waiver is not None]


def _plain(each: Found) -> dict[str, Any]:
    told = {
        "code": each.code,
        "frame": each.frame,
        "matter": each.matter,
        "measured": each.measured,
        "limit": each.limit,
        "text": each.text,
    }
    said = {name: value for name, value in told.items() if value not in ("", None)}
    return {"check": each.check, "about": each.about, "shot": str(each.shot) if each.shot else None, **said}


def _added(package: zipfile.ZipFile, file: Packed) -> tuple[str, int]:
    """Add a file, and return the digest and number of the bytes that were read of it."""
    entry = zipfile.ZipInfo(file.name, _EPOCH)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED if isinstance(file.source, bytes) else zipfile.ZIP_STORED
    summed, size = hashlib.sha256(), 0
    with package.open(entry, "w", force_zip64=True) as into:
        for block in _blocks(file.source):
            into.write(block)
            summed.update(block)
            size += len(block)
    return f"sha256:{summed.hexdigest()}", size


def _blocks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        yield from _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _read_back(target: Path, digests: Mapping[str, str]) -> None:
    with zipfile.ZipFile(target) as package:
        for name, digest in digests.items():
            with package.open(name) as file:
                summed = hashlib.sha256()
                for block in _read(file):
                    summed.update(block)
            if f"sha256:{summed.hexdigest()}" != digest:
                raise Refusing(f"{name} was not written as it was read.")
