"""Audits: queued, carried out, given up, interrupted by a kill and done again."""

import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo
from uuid6 import uuid7

from config.env import ROOT
from events import health, merkle
from events.evidence import audits, checkpoints, keys, memory, signer, verify
from events.models import Audit, Heartbeat, Signing
from tests.events.evidence.logs import grow, signed_log
from tests.support.databases import Server
from tests.support.waiting import eventually

PERSON = uuid7()


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    """The folder of exports."""
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "s")}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return tmp_path / "s"


@pytest.mark.django_db
def test_a_verification_says_what_it_found() -> None:
    log = signed_log((10, 20))
    asked = audits.ask("verify", log, PERSON)
    assert audits.ask("verify", log, PERSON).id == asked.id, "what is queued is not queued twice"
    assert audits.step() and not audits.step()
    asked.refresh_from_db()
    assert (asked.state, asked.error, asked.total) == ("done", "", 20)
    result = asked.result or {}
    assert {name: result[name] for name in ("verdict", "upto", "first_bad", "findings", "size", "notes")} == {
        "verdict": "verified", "upto": 20, "first_bad": None, "findings": [], "size": 20, "notes": 2,
    }  # fmt: skip


@pytest.mark.django_db
def test_an_export_is_kept_in_the_storage_and_verifies(storage: Path) -> None:
    asked = audits.ask("export", signed_log((300, 600)), PERSON)
    audits.step()
    asked.refresh_from_db()
    assert (asked.state, asked.error, asked.done) == ("done", "", 600)
    assert verify.main([str(storage / asked.file)]) == 0
    names = set(zipfile.ZipFile(storage / asked.file).namelist())
    assert {"verify.py", "events.ndjson", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"} <= names
    assert {"checkpoint", "keys.json", "media.ndjson", "report.html", "notes/000000000600.note"} <= names


@pytest.mark.django_db
def test_a_cancelled_audit_is_not_carried_out() -> None:
    asked = audits.ask("export", signed_log((10,)), PERSON)
    assert audits.cancel(asked).state == "cancelled"
    assert not audits.step()


@pytest.mark.django_db
def test_what_fails_says_so_and_what_was_interrupted_too_often_is_given_up() -> None:
    asked = audits.ask("verify", signed_log((10,)), PERSON)
    Audit.objects.filter(id=asked.id).update(state="running", starts=audits.MOST_STARTS)
    audits.step()
    asked.refresh_from_db()
    assert (asked.state, asked.error) == ("failed", "It was interrupted 3 times.")


@pytest.mark.django_db
def test_an_auditor_that_is_told_to_end_puts_its_work_back() -> None:
    asked = audits.ask("verify", signed_log((10,)), PERSON)
    stop = threading.Event()
    stop.set()
    audits.step(stop)
    asked.refresh_from_db()
    assert (asked.state, asked.starts) == ("queued", 0)


def process(command: str, url: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Start one of our processes on a test's database, with the test's keys and storage."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DATABASE_SIGNER_URL": make_conninfo(url, user=settings.DATABASE_SIGNER["USER"]),
        "VAR_DIR": str(folder),
        "STORAGE_URL": (folder / "s").as_uri(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    environment.pop("DATABASE_ADMIN_URL", None)
    return subprocess.Popen([sys.executable, "manage.py", command], cwd=ROOT, env=environment)


@contextmanager
def running(command: str, url: str, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    started = process(command, url, folder)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def owner_of(server: Server) -> psycopg.Connection:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{server.prefix}_")
    return psycopg.connect(server.admin(name))


def test_an_export_that_is_killed_in_the_middle_is_done_again(
    live_database: str, database_server: Server, tmp_path: Path, storage: Path
) -> None:
    """Its middle is held open by a lock on what it is about to read."""
    log = signed_log((40,))
    asked = audits.ask("export", log, PERSON)
    with owner_of(database_server) as owner:
        owner.execute("LOCK TABLE eventlog.tile IN ACCESS EXCLUSIVE MODE")
        with running("audit", live_database, tmp_path) as first:
            eventually(lambda: Audit.objects.filter(id=asked.id, state="running", step="tiles").exists(), 60)
            first.send_signal(signal.SIGKILL)
            first.wait()
        owner.rollback()
    with running("audit", live_database, tmp_path):
        eventually(lambda: Audit.objects.get(id=asked.id).state == "done", 60)
    done = Audit.objects.get(id=asked.id)
    assert done.starts == 2
    assert verify.main([str(storage / done.file)]) == 0
    assert [path.name for path in storage.rglob("*.zip")] == [f"{asked.id}.zip"]


def test_a_killed_signer_goes_on_where_it_was_and_signs_on_demand(
    live_database: str, tmp_path: Path, settings: Any
) -> None:
    settings.SIGNING_KEYS = tmp_path / "keys" / "signing"
    log, streams = uuid7(), [uuid7()]
    grow(log, streams, 5)
    for size in (10, 15, 20):
        Heartbeat.objects.all().delete()  # the killed one's sign of life is no sign of the next
        with running("sign", live_database, tmp_path) as signing:
            eventually(checkpoints.signer_lives, 60)
            grow(log, streams, size)
            signed = checkpoints.ask(log)
            assert signed and signed.size == size
            signing.send_signal(signal.SIGKILL)
            signing.wait()
    assert not Signing.objects.exclude(refused="").exists()
    assert len(keys.known()) == 1
    assert [each.size for each in checkpoints.each(log)][-3:] == [10, 15, 20]


@pytest.mark.django_db
def test_without_a_signer_nobody_waits_for_one() -> None:
    log = uuid7()
    assert checkpoints.ask(log) is None, "there is nothing to sign"
    grow(log, [uuid7()], 3)
    with pytest.raises(checkpoints.SignerSilent):
        checkpoints.ask(log)


@pytest.mark.django_db
def test_health_says_which_logs_are_refused() -> None:
    log = signed_log((3,))
    assert health.look().checkpoints == health.Checkpoints(None, 0, {}, {})
    memory.remember(log, merkle.Frontier(9, [b"a" * 32] * 2), "")
    signer.sign([log])
    assert health.look().checkpoints.refused == {str(log): "it has 3 events, and 9 were signed."}
