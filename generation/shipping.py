"""Shipping: what was generated of the demonstration film elsewhere, packed with its traces, and brought in here.

A pack holds traces by action key, and of their files those that are seen, heard and read. Lossless pictures and what
is only passed on between stages stay apart: their traces say what they mean, and they are made again here once
something reads them. Nothing is believed unseen: each file must have the digest that its trace names. Takes come of an
order like all others, which finds its work made; what no trace of the pack answers is left to workers.
"""

import hashlib
import time
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import msgspec
from django.db import transaction

from events.execution import Context
from generation import commands, queries
from generation.artifacts import artifact_store, traces
from generation.models import OrderRow, TraceRow
from generation.ports import media
from productions import demonstration
from productions import queries as productions
from productions.domain import pipeline_file
from productions.domain.artifact import Artifact
from productions.domain.take import MASTER
from productions.queries import listing

FORMAT = "continuity/pack/1"
LANGUAGES = ("de",)
"""The languages in which the demonstration film is heard and captioned beside its own."""
WORKER = "shipped with the demonstration"
REASON = "to show the demonstration film"
SMALL = 8 << 10
"""Bytes up to which a file is packed, whatever it is."""
_CONTENTS = "traces.json"
_ASK_SECONDS = 1.0

Say = Callable[[str], None]


class PackedTrace(msgspec.Struct, frozen=True):
    """What a key produced on the machine that made it; `apart` are the digests of files that the pack leaves out."""

    key: str
    artifacts: tuple[Artifact, ...]
    apart: tuple[str, ...]
    engine: str
    device_class: str
    seconds: str
    made_at: datetime


class Contents(msgspec.Struct, frozen=True):
    """What stands in a pack."""

    format: str
    traces: tuple[PackedTrace, ...]


class NotMade(Exception):
    """What is to be packed was not made, or not in time; the text says what is missing."""


def contents(pack: Path) -> Contents:
    """Return what a pack says that it holds."""
    with zipfile.ZipFile(pack) as file:
        said = msgspec.json.decode(file.read(_CONTENTS), type=Contents)
    assert said.format == FORMAT, "a pack is written for the code beside it"
    return said


def bring_in(pack: Path) -> int:
    """Store the files of a pack and its traces, and return how many; ArtifactDamaged for a file that is another."""
    said = contents(pack)
    artifacts = {each.digest: each for trace in said.traces for each in trace.artifacts}
    apart = {digest for trace in said.traces for digest in trace.apart}
    with zipfile.ZipFile(pack) as file, TemporaryDirectory() as folder:
        for digest in sorted(artifacts.keys() - apart):
            artifact_store.store(Path(file.extract(_name(digest), folder)), digest)
    with transaction.atomic():
        artifact_store.shelve(each for digest, each in artifacts.items() if digest not in apart)
        artifact_store.shelve_apart(artifacts[digest] for digest in apart)
        TraceRow.objects.bulk_create(map(_row, said.traces), ignore_conflicts=True)
    return len(said.traces)


def order(by: Context, production: UUID) -> bool:
    """Order the film, and its languages once it has takes; return whether nothing is left to be made."""
    return all(is_over(place()) for place in _orders(by, production))


def left_off() -> UUID | None:
    """Return the demonstration production where a start was stopped before its film was ordered in all languages."""
    film = demonstration.here()
    if film is None or listing.pipeline(film).state.published is None:
        return None
    return film if OrderRow.objects.filter(production=film).count() < 1 + len(LANGUAGES) else None


def _orders(by: Context, production: UUID) -> Iterator[Callable[[], UUID]]:
    """Yield what places the orders that make the film, each of which the next stands on."""
    shots = productions.ordered_shots(productions.moment(production, takes=False))
    yield lambda: commands.place_order(by, production, shots, reason=REASON).value
    for language in LANGUAGES:
        yield partial(_in_language, by, production, shots, language)


def _in_language(by: Context, production: UUID, shots: Collection[UUID], language: str) -> UUID:
    return commands.place_in_language(by, production, shots, language, reason=REASON).value


def is_over(order: UUID) -> bool:
    """Whether an order came to its end; NotMade where something of it could not be made."""
    shown = queries.order(order)
    if shown.jobs["failed"]:
        raise NotMade(f"{shown.jobs['failed']} jobs of it failed: their reasons stand in the queue.")
    return shown.folded.state.state not in ("held", "running")


def make(by: Context, production: UUID, seconds: float, say: Say) -> None:
    """Order the film and wait until workers have made it; NotMade where that fails, or takes longer."""
    until = time.monotonic() + seconds
    for place in _orders(by, production):
        order = place()
        while not is_over(order):
            if time.monotonic() > until:
                raise NotMade(f"It is not made after {seconds:g} seconds.")
            say(", ".join(f"{count} {state}" for state, count in queries.order(order).jobs.items() if count))
            time.sleep(_ASK_SECONDS)  # between two questions, until the limit above


def pack(production: UUID, target: Path) -> int:
    """Pack what the takes of a film stand on, and return how many bytes that comes to."""
    keys = _keys(production)
    found = traces.find(keys)
    if lacking := keys.keys() - found.keys():
        raise NotMade(f"{len(lacking)} traces of its takes are not there.")
    rows = {row.key: row for row in TraceRow.objects.filter(key__in=keys).order_by("generation")}
    aside = target.with_name(f".{target.name}")
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as file, TemporaryDirectory() as folder:
        writer = _Writer(file, Path(folder), _shown())
        packed = [_packed(rows[key], keys[key], writer) for key in sorted(keys)]
        said = msgspec.json.encode(Contents(FORMAT, tuple(packed)))
        file.writestr(zipfile.ZipInfo(_CONTENTS), said, zipfile.ZIP_DEFLATED)
    aside.replace(target)
    return target.stat().st_size


def _shown() -> set[str]:
    """What is seen, heard and read of takes: all that makes them but the lossless picture."""
    outputs = pipeline_file.read(demonstration.PIPELINE.read_bytes()).outputs
    return {source for name, source in outputs.items() if name != MASTER}


def _keys(production: UUID) -> dict[str, str]:
    """The keys of the takes of a film, in its language and others, each with its node."""
    moment = productions.moment(production)
    recipes = [folded.state.recipes for folded in moment.takes.values()]
    return {key: node for by_node in recipes for node, key in by_node.items()}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes files of the store into a pack, each once. `shown` are the outputs of nodes that takes show."""

    file: zipfile.ZipFile
    folder: Path
    shown: Collection[str]

    def add(self, artifact: Artifact) -> Artifact:
        """Add a file as it is."""
        with artifact_store.as_files([artifact.digest]) as lent:
            self._write(artifact.digest, lent[artifact.digest].read_bytes())
        return artifact

    def add_smaller(self, proxy: Artifact, master: Artifact) -> Artifact:
        """Add a proxy that is written anew, of the same frames with more patience and fewer bytes."""
        path = self.folder / "proxy.mp4"
        with artifact_store.as_files([master.digest]) as lent:
            media.write_small_proxy(path, lent[master.digest])
        content = path.read_bytes()
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        self._write(digest, content)
        return msgspec.structs.replace(proxy, digest=digest, size=len(content))

    def _write(self, digest: str, content: bytes) -> None:
        if _name(digest) not in self.file.namelist():
            self.file.writestr(zipfile.ZipInfo(_name(digest)), content)


def _packed(row: TraceRow, node: str, writer: _Writer) -> PackedTrace:
    made = {each.role: each for each in msgspec.convert(row.artifacts, tuple[Artifact, ...])}
    shown = writer.shown
    apart = {role for role, each in made.items() if f"{node}.{role}" not in shown and each.size > SMALL}
    kept = {role: writer.add(each) for role, each in made.items() if role not in apart and role != "proxy"}
    if "proxy" in made:
        kept["proxy"] = writer.add_smaller(made["proxy"], made["master"])
    return PackedTrace(
        row.key,
        tuple(kept.get(role, each) for role, each in made.items()),
        tuple(made[role].digest for role in sorted(apart)),
        row.engine,
        row.device_class,
        str(row.seconds),
        row.made_at,
    )


def _row(packed: PackedTrace) -> TraceRow:
    return TraceRow(
        key=packed.key,
        artifacts=msgspec.to_builtins(packed.artifacts),
        digests=sorted({each.digest for each in packed.artifacts}),
        engine=packed.engine,
        device_class=packed.device_class,
        seconds=Decimal(packed.seconds),
        worker=WORKER,
        made_at=packed.made_at,
    )


def _name(digest: str) -> str:
    """Where a file lies in a pack."""
    return digest.replace(":", "/")
