"""Real workers, as processes of their own, on the database and store of a test."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from config.env import ROOT
from generation.models import WorkerRow
from tests.faults.fragile import VARIABLE, Fault
from tests.support.waiting import eventually


class WorkerProcess:
    """`manage.py work` with nothing else running: no channel layer, and no broker unless one is named."""

    def __init__(
        self, database: str, store: Path, fault: Fault | None = None, broker: str = "", device: str = "cpu"
    ) -> None:
        self.log = (store.parent / "worker.log").open("ab")
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "STORAGE_URL": store.as_uri(),
            "VAR_DIR": str(store.parent),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            **({"BROKER_URL": broker} if broker else {}),
            **({VARIABLE: msgspec.json.encode(fault).decode()} if fault else {}),
        }
        program = ["-m", "tests.faults.fragile"] if fault else ["manage.py", "work", "--device", device]
        command = [sys.executable, *program]
        # Another writes its log down, so that a worker which may write nothing can still tell so.
        writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=self.log)
        assert writer.stdin
        with writer.stdin as said:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)

    @property
    def pid(self) -> int:
        return self.process.pid

    def looks_for_work(self) -> None:
        """Wait until the worker has shown itself."""
        eventually(WorkerRow.objects.filter(process__contains=f"/{self.pid}/").exists, 60)

    def child(self) -> int:
        """Wait until the worker has a child and return its process id."""
        return int(eventually(self._child, 60))

    def said(self) -> str:
        """Return all that it and its children wrote to their output."""
        return Path(self.log.name).read_text()

    def _child(self) -> str:
        row = WorkerRow.objects.filter(process__contains=f"/{self.pid}/").first()
        return row.child.rsplit("/", 2)[1] if row and row.child else ""

    def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        return self.process.wait(30)

    def dies(self) -> None:
        """Wait until it has died by kill -9."""
        assert self.process.wait(60) == -signal.SIGKILL, self.said()


@contextmanager
def working(
    database: str, store: Path, fault: Fault | None = None, broker: str = "", device: str = "cpu"
) -> Iterator[WorkerProcess]:
    """Run a worker while the block does, with something wrong where a fault is given."""
    worker = WorkerProcess(database, store, fault, broker, device)
    try:
        yield worker
    finally:
        if worker.process.poll() is None:
            worker.kill()
        worker.log.close()
