"""The figures of evidence: a log of 100,000 events is hashed, signed, proved, exported, verified live and offline."""

import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from uuid import UUID

import psycopg
from django.test import override_settings
from uuid6 import uuid7

from config.settings.base import database
from events import store
from events.evidence import export, live, receipts, tree
from tests.benchmarks.bench_log import PAYLOAD, server
from tests.benchmarks.measuring import Samples, heading, sample, show
from tests.events.evidence.logs import sign
from tests.support import databases

EVENTS = 100_000
STREAMS = 1000
FILL = (
    """CREATE TEMPORARY TABLE made ON COMMIT DROP AS
       SELECT n, gen_random_uuid() AS stream FROM generate_series(0, %(streams)s - 1) AS n""",
    """INSERT INTO eventlog.stream SELECT stream, 'thing', %(log)s FROM made""",
    """INSERT INTO eventlog.event
           (event_id, stream, version, type, schema_version, payload, meta, actor, recorded_at, leaf)
       SELECT id, stream, version, 'thing.changed', 1, body, '{}', stream, at,
           eventlog.leaf(%(log)s, stream, version, id, 'thing.changed', 1, at, stream, body, '{}')
       FROM (SELECT gen_random_uuid() AS id, stream, version, %(payload)s::json AS body, now() AS at
             FROM made, generate_series(1, %(events)s / %(streams)s) AS version) AS each""",
    """INSERT INTO eventlog.log SELECT %(log)s, place, place, event_id, leaf, now()
       FROM (SELECT event_id, leaf, row_number() OVER (ORDER BY version, stream) AS place
             FROM eventlog.event) AS each""",
)


def measure() -> None:
    """Print one line per figure; less than a minute on a quiet machine."""
    with server() as (_, place), tempfile.TemporaryDirectory(prefix="continuity-bench-") as folder:
        databases.ensure_template(place)
        databases.clone(place, "evidence")
        databases.point_default_at(place.app("evidence"))
        with_signer = {"DATABASE_SIGNER": database(place.signer("evidence")), "SIGNING_KEYS": Path(folder) / "keys"}
        with override_settings(**with_signer, ANCHOR_URL=""):
            _measure(_filled(place.admin("evidence")), Path(folder))


def _measure(log: UUID, folder: Path) -> None:
    heading(f"evidence of {EVENTS:,} events")
    show("their tiles", sample(1, lambda: tree.grow(log), warm=0), "< 5 s")
    show("their first checkpoint", sample(1, lambda: sign([log]), warm=0))
    middle = EVENTS // 3
    show("a receipt", sample(20, lambda: receipts.receipt(log, middle)))
    show("a proof of consistency", sample(20, lambda: tree.Tree(log).consistency(middle, EVENTS)))
    show("verification, live", sample(1, lambda: _verified(log), warm=0))
    path = folder / "export.zip"
    show("export", sample(1, lambda: _exported(log, path), warm=0))
    unpacked = folder / "unpacked"
    zipfile.ZipFile(path).extractall(unpacked)
    show("verification, offline, time of the processor", Samples([_offline(unpacked) for _ in range(3)]), "< 2 s")


def _filled(owner_url: str) -> UUID:
    """A log of streams that grow side by side, written by its owner at once: appending is measured elsewhere."""
    log = uuid7()
    with psycopg.connect(owner_url) as owner:
        for statement in FILL:
            owner.execute(statement, {"log": log, "streams": STREAMS, "events": EVENTS, "payload": PAYLOAD.decode()})
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
