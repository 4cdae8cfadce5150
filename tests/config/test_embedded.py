"""The built-in services start as whoever we are, survive a kill, and never touch another folder's data."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import channels_redis.core
import kombu
import psycopg
import pytest
from asgiref.sync import async_to_sync

from config.embedded import EmbeddedError, RunningPostgres, start_postgres, start_valkey
from tests.support.waiting import eventually


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A VAR_DIR whose database is deleted afterwards, wherever it lies."""
    yield tmp_path
    note = tmp_path / "postgres.json"
    if note.exists():
        shutil.rmtree(Path("/var/lib/continuity") / json.loads(note.read_text())["id"], ignore_errors=True)


def _one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    assert row
    return row[0]


def _postmaster(running: RunningPostgres) -> int:
    return int((running.cluster.home.data / "postmaster.pid").read_text().split()[0])


def test_both_roles_reach_the_database_and_only_the_owner_may_make_roles(folder: Path) -> None:
    with start_postgres(folder, durable=False) as running:
        assert _one(running.app_url, "SELECT current_user || '@' || current_database()") == "continuity_app@continuity"
        with psycopg.connect(running.admin_url) as owner:
            owner.execute("CREATE ROLE somebody NOLOGIN")
            owner.execute("CREATE TABLE thing ()")
        with psycopg.connect(running.app_url) as application:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("CREATE ROLE intruder LOGIN SUPERUSER")
            application.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("DROP TABLE thing")


def test_it_listens_on_no_network_address(folder: Path) -> None:
    with start_postgres(folder, durable=False) as running:
        assert _one(running.app_url, "SELECT current_setting('listen_addresses')") == ""
        assert running.cluster.home.sockets.stat().st_mode & 0o077 == 0


def test_a_committed_row_survives_kill_9_of_the_server(folder: Path) -> None:
    running = start_postgres(folder)
    with psycopg.connect(running.admin_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(_postmaster(running), signal.SIGKILL)
    running.process.process.wait(20)
    running.stop()
    with start_postgres(folder) as again:
        assert _one(again.admin_url, "SELECT answer FROM kept") == 42


def test_a_lock_file_with_a_number_that_another_process_got_does_not_stop_it(folder: Path) -> None:
    with start_postgres(folder, durable=False) as running:
        lock = running.cluster.home.data / "postmaster.pid"
        left = lock.read_text().split("\n", 1)[1]
        account = running.cluster.account
    stranger = subprocess.Popen(["/bin/sleep", "1000"], user=account.user, group=account.group)
    lock.write_text(f"{stranger.pid}\n{left}")
    account.give(lock)
    try:
        start_postgres(folder, durable=False).stop()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_nobody_holds_any_more_is_stopped_first(folder: Path) -> None:
    with start_postgres(folder, durable=False) as running:
        first = _postmaster(running)
        with start_postgres(folder, durable=False) as again:
            assert _postmaster(again) != first
            assert _one(again.app_url, "SELECT 1") == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root keeps the data outside VAR_DIR")
def test_a_copied_folder_is_told_apart_and_its_data_left_alone(folder: Path) -> None:
    start_postgres(folder, durable=False).stop()
    copy = folder / "copy"
    copy.mkdir()
    shutil.copy(folder / "postgres.json", copy)
    with pytest.raises(EmbeddedError, match=f"copied from {folder}"):
        start_postgres(copy, durable=False)


def test_a_deep_folder_gets_a_socket_path_that_is_short_enough(folder: Path) -> None:
    deep = folder / ("deep" * 20) / ("deeper" * 20)
    with start_valkey(deep, durable=False) as valkey:
        assert len(str(valkey.server.socket)) < 107
        valkey.server.sockets.relative_to("/")
    shutil.rmtree(valkey.server.sockets)


def test_permissions_of_folders_that_are_there_stay_as_they_are(folder: Path) -> None:
    folder.chmod(0o750)
    with start_postgres(folder, durable=False), start_valkey(folder, durable=False):
        assert folder.stat().st_mode & 0o777 == 0o750


def test_a_folder_that_others_may_write_is_refused(folder: Path) -> None:
    (folder / "valkey").mkdir()
    (folder / "valkey").chmod(0o777)
    with pytest.raises(EmbeddedError, match="not a private folder"):
        start_valkey(folder)


def test_celery_and_channels_both_reach_the_built_in_valkey(folder: Path) -> None:
    with start_valkey(folder, durable=False) as valkey:
        with kombu.Connection(valkey.broker_url) as broker, broker.SimpleQueue("ring") as queue:
            queue.put("hello")
            assert queue.get(timeout=5).payload == "hello"
        async_to_sync(_say_hello)(channels_redis.core.RedisChannelLayer(hosts=[valkey.channel_url]))


async def _say_hello(layer: channels_redis.core.RedisChannelLayer) -> None:
    channel = await layer.new_channel()
    await layer.send(channel, {"type": "hello"})
    assert await layer.receive(channel) == {"type": "hello"}
    await layer.close_pools()


def test_valkey_keeps_what_it_was_told_across_a_restart(folder: Path) -> None:
    with start_valkey(folder) as valkey, kombu.Connection(valkey.broker_url) as broker:
        broker.SimpleQueue("kept").put("still here")
    with start_valkey(folder) as valkey, kombu.Connection(valkey.broker_url) as broker:
        queue = broker.SimpleQueue("kept")
        message = eventually(lambda: queue.get(timeout=5))
        assert message.payload == "still here"
