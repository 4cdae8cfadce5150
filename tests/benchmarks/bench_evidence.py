"""The figures of evidence: a log of 100,000 events is hashed, signed, proved, exported, verified live and offline."""

import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from uuid import UUID

from django.test import override_settings
from uuid6 import uuid7

from events import sequencer, store
from events.evidence import export, live, receipts, signer, tree
from tests.benchmarks.bench_log import PAYLOAD, server
from tests.benchmarks.measuring import Samples, heading, sample, show
from tests.events.making import new_event
from tests.support import databases

EVENTS = 100_000
STREAM = 100
"""Events of each stream."""


def measure() -> None:
    """Print one line per figure; about two minutes, most of them for the writing of the log."""
    with server() as (_, place), tempfile.TemporaryDirectory(prefix="continuity-bench-") as folder:
        databases.ensure_template(place)
        databases.clone(place, "evidence")
        databases.point_default_at(place.app("evidence"))
        with override_settings(SIGNING_KEYS=Path(folder) / "keys", ANCHOR_URL=""):
            _measure(Path(folder))


def _measure(folder: Path) -> None:
    log = _filled()
    heading(f"evidence of {EVENTS:,} events")
    show("their tiles", sample(1, lambda: tree.grow(log), warm=0), "< 5 s")
    show("their first checkpoint", sample(1, lambda: signer.sign([log]), warm=0))
    middle = EVENTS // 3
    show("a receipt", sample(20, lambda: receipts.receipt(log, middle)))
    show("a proof of consistency", sample(20, lambda: tree.Tree(log).consistency(middle, EVENTS)))
    show("verification, live", sample(1, lambda: _verified(log), warm=0))
    path = folder / "export.zip"
    show("export", sample(1, lambda: _exported(log, path), warm=0))
    unpacked = folder / "unpacked"
    zipfile.ZipFile(path).extractall(unpacked)
    show("verification, offline, time of the processor", Samples([_offline(unpacked) for _ in range(3)]), "< 2 s")


def _filled() -> UUID:
    """A log of many streams that grow side by side."""
    log = uuid7()
    streams = [uuid7() for _ in range(EVENTS // STREAM)]
    for version in range(1, STREAM + 1):
        store.append([new_event(stream, version, log=log, payload=PAYLOAD) for stream in streams])
        sequencer.step()
    assert store.head(log) == EVENTS
    return log


def _verified(log: UUID) -> None:
    report = live.verify_log(log, lambda done, total, step: None)
    assert (report.verdict, report.protected) == ("verified", EVENTS), report.findings


def _exported(log: UUID, path: Path) -> None:
    with path.open("wb") as file:
        export.write(log, file, lambda done, total, step: None)


def _offline(folder: Path) -> float:
    """Verify as an auditor does, with Python alone; return the seconds that the processor worked."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-I", "-S", "verify.py"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
