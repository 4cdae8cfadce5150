"""`manage.py up` brings the whole system up, keeps it up, and leaves nothing when it goes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from config.env import ROOT, SERVICE_VARIABLES, env, running_services
from tests.support.processes import alive, descendants
from tests.support.waiting import eventually

pytestmark = pytest.mark.system
START = 120.0


@dataclass
class Up:
    """One `manage.py up` with a VAR_DIR of its own."""

    var_dir: Path
    process: subprocess.Popen[str]

    def url(self) -> str | None:
        return running_services(self.var_dir).get("web_url")

    def ready(self) -> bool:
        assert self.process.poll() is None, (self.var_dir.parent / "said").read_text()
        try:
            with urllib.request.urlopen(f"{self.url()}/healthz", timeout=5) as reply:
                return bool(reply.status == 200)
        except (OSError, ValueError):
            return False

    def pid_of(self, name: str) -> int | None:
        """Process number of a service itself, the first that its guard started."""
        guard = json.loads((self.var_dir / "services.json").read_text())["pids"][name]
        return min(descendants(guard), default=None)


def _up(var_dir: Path) -> subprocess.Popen[str]:
    unset = SERVICE_VARIABLES
    variables = {name: value for name, value in env.variables.items() if name not in unset}
    variables |= {
        "VAR_DIR": str(var_dir),
        "PORT": "0",
        "DEMO_FILM": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    with (var_dir.parent / "said").open("a") as said:
        return subprocess.Popen(
            [sys.executable, "manage.py", "up"], cwd=ROOT, env=variables, stdout=said, stderr=said, text=True,
            start_new_session=True,
        )  # fmt: skip


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A system that is up and healthy, and may be stopped."""
    with _started(tmp_path / "var") as started:
        yield started


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """A system that is up and healthy and stays so, for several tests."""
    with _started(tmp_path_factory.mktemp("lasting") / "var") as started:
        yield started


@contextmanager
def _started(var_dir: Path) -> Iterator[Up]:
    started = Up(var_dir, _up(var_dir))
    try:
        eventually(started.ready, START)
        yield started
    finally:
        started.process.kill()
        started.process.wait()
        _remove_data(var_dir)


def _remove_data(var_dir: Path) -> None:
    note = var_dir / "postgres.json"
    if note.exists():
        shutil.rmtree(Path("/var/lib/continuity") / json.loads(note.read_text())["id"], ignore_errors=True)


def test_ctrl_c_stops_every_process_and_the_next_start_finds_everything(up: Up) -> None:
    kept = (up.var_dir / "demo-accounts.json").read_text()
    _mark(up.var_dir)
    everyone = descendants(up.process.pid)
    assert len(everyone) > 13, "seven services and their guards"
    os.killpg(up.process.pid, signal.SIGINT)
    assert up.process.wait(30) == 0
    assert [pid for pid in everyone if alive(pid)] == []
    assert running_services(up.var_dir) == {}

    up.process = _up(up.var_dir)
    eventually(up.ready, START)
    assert (up.var_dir / "demo-accounts.json").read_text() == kept
    assert _marked(up.var_dir)
    up.process.terminate()
    assert up.process.wait(30) == 0


def test_kill_9_leaves_no_process_and_does_not_hinder_the_next_start(up: Up) -> None:
    everyone = descendants(up.process.pid)
    up.process.kill()
    up.process.wait()
    up.process = _up(up.var_dir)
    eventually(lambda: not any(alive(pid) for pid in everyone), 20)
    eventually(up.ready, START)


@pytest.mark.parametrize("name", ["web", "postgres", "valkey", "sequence", "sign", "audit", "work"])
def test_what_is_killed_comes_back(lasting: Up, name: str) -> None:
    killed = lasting.pid_of(name)
    assert killed
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: f"{name} ended" in (lasting.var_dir.parent / "said").read_text(), 30)
    eventually(lasting.ready, 60)
    assert eventually(lambda: lasting.pid_of(name)) != killed


def test_a_second_one_on_the_same_folder_is_told_so(lasting: Up) -> None:
    second = _up(lasting.var_dir)
    assert second.wait(30) == 1
    assert f"already runs on {lasting.var_dir}" in (lasting.var_dir.parent / "said").read_text()
    assert lasting.ready()


def test_a_port_that_is_taken_is_named(lasting: Up) -> None:
    port = str(lasting.url()).rpartition(":")[2]
    variables = dict(env.variables) | {"VAR_DIR": str(lasting.var_dir.parent / "other"), "PORT": port}
    said = subprocess.run(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert f"Port {port} is taken" in said.stderr
    assert "Traceback" not in said.stderr


def _mark(var_dir: Path) -> None:
    with psycopg.connect(running_services(var_dir)["database_admin_url"]) as connection:
        connection.execute("CREATE TABLE mark AS SELECT 1")


def _marked(var_dir: Path) -> bool:
    with psycopg.connect(running_services(var_dir)["database_admin_url"]) as connection:
        return connection.execute("SELECT 1 FROM mark").fetchone() is not None
