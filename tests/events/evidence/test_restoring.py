"""A log that was dumped and restored elsewhere has the same roots, verifies, and goes on being signed and followed."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.test import override_settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from uuid6 import uuid7

from config.embedded.account import postgres_account
from config.embedded.binaries import find_postgres
from config.settings.base import database
from events import protection, store, subscriptions
from events.evidence import checkpoints, live, tree
from tests.events.evidence.logs import grow, sign
from tests.support import databases
from tests.support.databases import Server


def run(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database."""
    parts = conninfo_to_dict(url)
    names = {"host": "PGHOST", "user": "PGUSER", "dbname": "PGDATABASE", "port": "PGPORT", "password": "PGPASSWORD"}
    variables = {names[key]: str(value) for key, value in parts.items() if key in names}
    folder = databases.other_binaries() or find_postgres(postgres_account(), Path("/var/lib/continuity")).folder
    command = [str(folder / program), *arguments]
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def restored(server: Server, source: str, folder: Path) -> Iterator[None]:
    """Copy a database by way of a dump into a new one, to which `default` then leads."""
    dump, name = folder / "dump", "restored"
    run("pg_dump", server.admin(source), "--format=custom", f"--file={dump}")
    with server.maintenance() as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(server.name(name))))
    try:
        run("pg_restore", server.admin(name), "--dbname", server.name(name), "--exit-on-error", str(dump))
        databases.point_default_at(server.app(name))
        with override_settings(DATABASE_SIGNER=database(server.signer(name))):
            yield
    finally:
        databases.point_default_at(server.app(source))
        databases.drop(server, name)


def roots(log: UUID, sizes: range) -> list[bytes]:
    held = tree.Tree(log)
    return [held.root(size) for size in sizes]


def test_a_dump_restores_the_same_roots_and_followers_go_on(
    live_database: str, database_server: Server, tmp_path: Path
) -> None:
    log, streams, seen = uuid7(), [uuid7(), uuid7()], list[int]()
    grow(log, streams, 300)
    sign([log])
    subscriptions.subscribe("copier", lambda events: seen.extend(each.position or 0 for each in events))
    try:
        subscriptions.run_due()
        before, signed = roots(log, range(290, 301)), checkpoints.newest(log)
        source = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
        with restored(database_server, source, tmp_path):
            assert roots(log, range(290, 301)) == before
            assert checkpoints.newest(log) == signed
            grow(log, streams, 310)
            subscriptions.run_due()
            sign([log])
            report = live.verify_log(log, lambda done, total, step: None)
            assert (report.verdict, report.protected) == ("verified", 310), report.findings
            assert store.last_number() == 310
            guarded_as_before()
    finally:
        subscriptions.unsubscribe("copier")
    assert seen == list(range(1, 311))


def guarded_as_before() -> None:
    assert protection.weaknesses() == []
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM eventlog.event")
