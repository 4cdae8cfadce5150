"""The log's figures: append against INSERT + UPDATE on the same server, and how fast and late the sequencer numbers.

Each append writes what an edit writes: one event and the edited thing's row, in one transaction. The comparison writes
a plain event row and the same row. Ratios compare medians of interleaved rounds. "flush 1 ms" lets every flush of the
disk take at least a millisecond, as a network disk does, by commit_delay = 1000 with commit_siblings = 0.
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
from events import sequencer, store  # noqa: E402
from tests.events.making import new_event  # noqa: E402
from tests.support import databases  # noqa: E402
from tests.support.waiting import eventually  # noqa: E402

WRITERS = (1, 4, 16)
SECONDS = 1.0
ROUNDS = 3
TO_NUMBER = 30_000
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


def rate(write: Write, writers: int) -> float:
    """Return writes per second of several threads, each editing a thing of its own."""
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
    begin = time.perf_counter()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - begin)


def new_thing() -> UUID:
    stream = uuid7()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO thing VALUES (%s, 0, '')", [stream])
    return stream


def compare(title: str) -> None:
    """Print both rates and their ratio for each number of writers."""
    for writers in WRITERS:
        rounds = [(rate(insert, writers), rate(append, writers)) for _ in range(ROUNDS)]
        plain, logged = (statistics.median(each) for each in zip(*rounds, strict=True))
        ratio = statistics.median(ours / theirs for theirs, ours in rounds)
        say(f"append, {title}, {writers} writers", f"{plain:,.0f}/s", f"{logged:,.0f}/s", f"x {ratio:.2f}")


def sequencer_rate() -> None:
    """Print how many waiting events are numbered per second."""
    while sequencer.step():
        pass
    for _ in range(TO_NUMBER // 1000):
        store.append([new_event() for _ in range(1000)])
    begin = time.perf_counter()
    numbered = 0
    while count := sequencer.step():
        numbered += count
    say("sequencer, batches of 1,000", f"{numbered / (time.perf_counter() - begin):,.0f} events/s")


def lag(url: str) -> None:
    """Print how long an event of four writers waits for its number while the sequencer runs beside them."""
    environment = {**os.environ, "DATABASE_URL": url, "DATABASE_ADMIN_URL": url}
    process = subprocess.Popen([sys.executable, "-m", "django", "sequence"], env=environment)
    try:
        store.append([new_event()])
        eventually(lambda: store.oldest_pending_age() is None, timeout=60)
        before = store.last_number()
        written = rate(append, 4)
        eventually(lambda: store.oldest_pending_age() is None, timeout=60)
        with connection.cursor() as cursor:
            cursor.execute(LAGS, [before])
            p50, p99 = cursor.fetchone()[0]
        say(f"lag at {written:,.0f} appends/s", f"p50 {p50:.1f} ms", f"p99 {p99:.1f} ms")
    finally:
        process.terminate()
        process.wait()


def say(what: str, *figures: str) -> None:
    print(f"{what:<40}" + "".join(f"{figure:>16}" for figure in figures), flush=True)  # noqa: T201  it is its output


@contextmanager
def server() -> Iterator[tuple[RunningPostgres, databases.Server]]:
    """A built-in Postgres that flushes as in earnest."""
    folder = Path(tempfile.mkdtemp(prefix="continuity-bench-"))
    postgres = start_postgres(folder, durable=True)
    try:
        yield postgres, databases.Server(postgres.admin_url, postgres.app_url, "bench")
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
    """Print one line per figure; about a minute."""
    with server() as (postgres, place):
        databases.ensure_template(place)
        databases.clone(place, "main")
        with psycopg.connect(place.admin("main")) as owner:
            owner.execute(TABLES)
        databases.point_default_at(place.app("main"))
        say("", "INSERT + UPDATE", "append", "ratio")
        compare("this disk")
        sequencer_rate()
        lag(make_conninfo(place.app("main")))
        slow_down_flushes(postgres)
        compare("flush 1 ms")


if __name__ == "__main__":
    main()
