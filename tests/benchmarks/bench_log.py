"""The log's figures: append against INSERT + UPDATE on the same server, and how fast and late the sequencer numbers.

Each append writes what an edit writes: one event and the edited thing's row, in one transaction. The comparison writes
a plain event row with two keys and the same row, through the same connection and cursor. Ratios are medians of
interleaved rounds; beside that of the rates stands that of the processor time per write, of this process and the whole
server together, which other work on the machine disturbs less. "flush 1 ms" lets every flush of the disk take at least
a millisecond, as a network disk does, by commit_delay = 1000 with commit_siblings = 0.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import psycopg
from psycopg.conninfo import make_conninfo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connection, transaction  # noqa: E402  Django must be set up first
from uuid6 import uuid7  # noqa: E402

from config.embedded import RunningPostgres, start_postgres  # noqa: E402
from config.embedded.roles import SUPERUSER  # noqa: E402
from events import store  # noqa: E402
from tests.benchmarks import bench_library  # noqa: E402
from tests.benchmarks.measuring import line, per_unit, remeasure, units  # noqa: E402
from tests.events.making import new_event  # noqa: E402
from tests.support import databases  # noqa: E402
from tests.support.processes import descendants  # noqa: E402
from tests.support.waiting import eventually  # noqa: E402

WRITERS = (1, 4, 16)
SECONDS = 0.8
ROUNDS = 3
BATCH = 1000
TO_NUMBER = 20_000
STEADY = 100
"""Appends a second at which the lag is measured, beside as many as four writers can."""
NAME = "main"
PAYLOAD = b'{"field":"description","from":"' + b"a" * 250 + b'","to":"' + b"b" * 250 + b'"}'

TABLES = """
CREATE TABLE plain (event_id uuid PRIMARY KEY, stream uuid, version bigint, type text, schema_version int,
    payload jsonb, meta jsonb, actor uuid, recorded_at timestamptz DEFAULT clock_timestamp(), UNIQUE (stream, version));
CREATE TABLE thing (id uuid PRIMARY KEY, version bigint, state text) WITH (fillfactor = 70);
"""
INSERT = """INSERT INTO plain (event_id, stream, version, type, schema_version, payload, meta, actor)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""
UPDATE = "UPDATE thing SET version = %s, state = %s WHERE id = %s"
LAGS = """SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (
              ORDER BY extract(epoch FROM l.sequenced_at - e.recorded_at)::float8 * 1000)
          FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id WHERE l.number > %s"""
SPAN = """SELECT count(DISTINCT sequenced_at), extract(epoch FROM max(sequenced_at) - min(sequenced_at))::float8
          FROM eventlog.log WHERE number > %s"""
TICKS = os.sysconf("SC_CLK_TCK")

Write = Callable[[store.NewEvent], None]


def insert(event: store.NewEvent) -> None:
    """What the comparison does for one edit."""
    values: list[Any] = [event.event_id, event.stream, event.version, event.type, event.schema_version]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [*values, event.payload.decode(), event.meta.decode(), event.actor])
        project(event)


def append(event: store.NewEvent) -> None:
    """What the product does for one edit."""
    with transaction.atomic():
        store.append([event])
        project(event)


def project(event: store.NewEvent) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, [event.version, event.payload.decode(), event.stream])


@dataclass(frozen=True, slots=True)
class Rate:
    """Writes a second, and seconds of processor time for each."""

    writes: float
    processor: float


def rate(write: Write, writers: int, server: Callable[[], float] = lambda: 0.0) -> Rate:
    """Let several threads edit a thing of their own each; `server` says how much processor time the server has used."""
    done = [0] * writers
    barrier = threading.Barrier(writers + 1)

    def edit(nth: int) -> None:
        stream = new_thing()
        barrier.wait()
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            write(new_event(stream, done[nth] + 1, payload=PAYLOAD))
            done[nth] += 1
        connection.close()

    threads = [threading.Thread(target=edit, args=(nth,)) for nth in range(writers)]
    for thread in threads:
        thread.start()
    barrier.wait()
    begin, used = time.perf_counter(), time.process_time() + server()
    for thread in threads:
        thread.join()
    elapsed, used = time.perf_counter() - begin, time.process_time() + server() - used
    return Rate(sum(done) / elapsed, used / sum(done))


def processor_of(postgres: RunningPostgres) -> Callable[[], float]:
    """Return how to ask for the processor seconds of a server: of its living processes and those it has buried."""
    postmaster = int((postgres.cluster.home.data / "postmaster.pid").read_text().split()[0])

    def used() -> float:
        times = [_times(pid)[:2] for pid in descendants(postmaster)]
        return (sum(map(sum, times)) + sum(_times(postmaster))) / TICKS

    return used


def _times(pid: int) -> list[int]:
    """Ticks of a process as user and for the system, and of its buried children; nothing for one that is gone."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return [0, 0]
    return [int(each) for each in facts[11:15]]


def new_thing() -> UUID:
    stream = uuid7()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO thing VALUES (%s, 0, '')", [stream])
    return stream


def compare(title: str, server: Callable[[], float]) -> None:
    """Print both rates and their ratio for each number of writers."""
    for writers in WRITERS:
        rounds = [(rate(insert, writers, server), rate(append, writers, server)) for _ in range(ROUNDS)]
        plain, logged = (statistics.median(each.writes for each in side) for side in zip(*rounds, strict=True))
        ratio = statistics.median(ours.writes / theirs.writes for theirs, ours in rounds)
        work = statistics.median(theirs.processor / ours.processor for theirs, ours in rounds)
        figures = (f"{plain:,.0f}/s", f"{logged:,.0f}/s", f"x {ratio:.2f}", f"x {work:.2f}")
        say(f"append, {title}, {writers} writers", *figures)


def compare_with_library(place: databases.Server) -> None:
    """Print how many events a second the library stores and how many the log does, with its projection."""
    for writers in WRITERS:
        try:
            with bench_library.appending(place.admin(NAME), place.app(NAME), writers) as write:
                rounds = [(rate(write, writers), rate(append, writers)) for _ in range(ROUNDS)]
        except ImportError as missing:
            say("append, eventsourcing", f"skipped: {missing}")
            return
        theirs, ours = (statistics.median(each.writes for each in side) for side in zip(*rounds, strict=True))
        ratio = statistics.median(ours.writes / theirs.writes for theirs, ours in rounds)
        say(f"append, eventsourcing, {writers} writers", f"{theirs:,.0f}/s", f"{ours:,.0f}/s", f"x {ratio:.2f}")


@contextmanager
def sequencing(url: str) -> Iterator[None]:
    """Run the process that numbers and follows, as `manage.py up` does."""
    environment = {**os.environ, "DATABASE_URL": url, "DATABASE_ADMIN_URL": url}
    process = subprocess.Popen([sys.executable, "-m", "django", "sequence"], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def sequencer_rate(url: str) -> None:
    """Print how many waiting events the process numbers per second, between its first batch and its last."""
    for _ in range(TO_NUMBER // BATCH):
        store.append([new_event() for _ in range(BATCH)])
    before = store.last_number()
    with sequencing(url):
        settle()
    [(batches, seconds)] = asked(SPAN, before)
    numbered = store.last_number() - before - BATCH
    pace = numbered / seconds
    say(f"sequencer, {batches} batches of {BATCH:,}", f"{pace:,.0f} events/s", "", per_unit(pace))


def lag(url: str) -> None:
    """Print how long events wait for their numbers: at a steady pace, and as fast as four writers can."""
    with sequencing(url):
        store.append([new_event()])
        settle()
        for title, write in ((f"{STEADY} appends/s", steadily), ("four writers at full speed", hastily)):
            before = store.last_number()
            written = write()
            settle()
            [((p50, p99),)] = asked(LAGS, before)
            in_units = f"{units(p50 / 1000)}, {units(p99 / 1000)}"
            say(f"lag, {title}", f"{written:,.0f}/s", f"p50 {p50:.1f} ms", f"p99 {p99:.1f} ms", in_units)


def steadily() -> float:
    """Append at a pace for two seconds; return the pace that was reached."""
    stream, begin = new_thing(), time.perf_counter()
    for nth in range(2 * STEADY):
        time.sleep(max(0.0, begin + nth / STEADY - time.perf_counter()))
        append(new_event(stream, nth + 1, payload=PAYLOAD))
    return 2 * STEADY / (time.perf_counter() - begin)


def hastily() -> float:
    return rate(append, 4).writes


def settle() -> None:
    eventually(lambda: store.oldest_pending_age() is None, timeout=60)


def asked(query: str, value: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [value])
        return list(cursor.fetchall())


def say(what: str, *figures: str) -> None:
    line(f"{what:<40}", *(f"{figure:>16}" for figure in figures))


@contextmanager
def server(*, durable: bool = True) -> Iterator[tuple[RunningPostgres, databases.Server]]:
    """A built-in Postgres that flushes as in earnest, unless it need not be `durable`."""
    folder = Path(tempfile.mkdtemp(prefix="continuity-bench-"))
    postgres = start_postgres(folder, durable=durable)
    try:
        yield postgres, databases.Server(postgres.admin_url, postgres.app_url, postgres.signer_url, "bench")
    finally:
        connection.close()
        postgres.remove()
        shutil.rmtree(folder, ignore_errors=True)


def slow_down_flushes(postgres: RunningPostgres) -> None:
    with psycopg.connect(postgres.cluster.url(SUPERUSER, "postgres"), autocommit=True) as superuser:
        superuser.execute("ALTER SYSTEM SET commit_delay = 1000")
        superuser.execute("ALTER SYSTEM SET commit_siblings = 0")
        superuser.execute("SELECT pg_reload_conf()")


def main() -> None:
    """Print one line per figure; about a minute and a half."""
    with server() as (postgres, place):
        databases.ensure_template(place)
        databases.clone(place, NAME)
        with psycopg.connect(place.admin(NAME)) as owner:
            owner.execute(TABLES)
        databases.point_default_at(place.app(NAME))
        url, processor = make_conninfo(place.app(NAME)), processor_of(postgres)
        remeasure()
        say("", "INSERT + UPDATE", "append", "ratio of rates", "of processor")
        compare("this disk", processor)
        sequencer_rate(url)
        lag(url)
        slow_down_flushes(postgres)
        compare("flush 1 ms", processor)
        say("", "the library", "append", "ratio")
        compare_with_library(place)


if __name__ == "__main__":
    main()
