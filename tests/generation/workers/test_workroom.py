"""Folders of work: gone when it is done, also when a worker was killed over it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import ROOT
from generation.workers import workroom

KEEPS_A_ROOM = (
    "import time\nfrom generation.workers.workroom import workroom\n"
    "with workroom() as out:\n (out / 'frames').write_text('x')\n print(out, flush=True)\n time.sleep(60)"
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rooms of a test lie in its own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def worker(own_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that works in a room."""
    environment = {**os.environ, "TMPDIR": str(own_folder)}
    command = [sys.executable, "-c", KEEPS_A_ROOM]
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    yield started
    started.kill()
    started.communicate()


def test_a_room_is_empty_and_goes_with_the_work(own_folder: Path) -> None:
    with workroom.workroom() as out:
        assert not list(out.iterdir())
        (out / "frames").write_text("x")
        workroom.clear()
        assert (out / "frames").exists()
    assert not list(own_folder.iterdir())


def test_the_room_of_a_killed_worker_is_cleared(worker: subprocess.Popen[str], own_folder: Path) -> None:
    assert worker.stdout
    out = Path(worker.stdout.readline().strip())
    workroom.clear()
    assert (out / "frames").exists()
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    workroom.clear()
    assert not list(own_folder.iterdir())
