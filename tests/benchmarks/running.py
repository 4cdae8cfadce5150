"""The whole system as `manage.py up` starts it, in a folder of its own, and its producer here and at the API."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import uuid6
from django.db import connections

from config.embedded.account import postgres_account
from config.embedded.places import postgres_home
from config.env import ROOT, SERVICE_VARIABLES
from events import store
from events.execution import Context
from productions import commands, queries
from tests.benchmarks.screenplays import screenplay
from tests.support import databases
from tests.support.waiting import eventually

START_SECONDS, STOP_SECONDS = 300, 120


@dataclass(frozen=True)
class System:
    """A running system. Commands that this process gives it go to its database; requests go to `url`."""

    url: str
    password: str
    folder: Path

    @cached_property
    def http(self) -> httpx.Client:
        """The producer at the API, over one kept connection."""
        client = httpx.Client(base_url=f"{self.url}/api/v1/", timeout=120)
        said = client.post("auth/token/", json={"username": "producer", "password": self.password})
        client.headers["Authorization"] = f"Token {said.raise_for_status().json()['token']}"
        return client

    @cached_property
    def by(self) -> Context:
        """The producer as a context of commands."""
        return Context(actor=UUID(self.ask("GET", "me/")["person"]), ids=uuid6.uuid7)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request that must succeed and return its data."""
        return self.http.request(method, path, json=body).raise_for_status().json()

    def empty_production(self, name: str = "Measured") -> UUID:
        """Create a production without a script."""
        return commands.create_production(self.by, name, uuid6.uuid7()).value

    @cached_property
    def _films(self) -> dict[int, UUID]:
        return {}

    def film(self, shots: int) -> UUID:
        """Return a production of so many shots, made on first use."""
        if shots not in self._films:
            self._films[shots] = self.another_film(shots)
            settle()
        return self._films[shots]

    def another_film(self, shots: int) -> UUID:
        """Make a production of so many shots that nobody else is given."""
        log = self.empty_production(f"{shots} shots")
        commands.import_script(self.by, log, screenplay(shots))
        assert len(queries.ordered_shots(queries.moment(log))) == shots
        return log


def settle() -> None:
    """Wait until the sequencer has numbered all that was written."""
    eventually(lambda: store.oldest_pending_age() is None, timeout=60)


@contextmanager
def system() -> Iterator[System]:
    """Start everything, let Django's default connection here lead to its database, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="continuity-bench-"))
    known = {name: value for name, value in os.environ.items() if name not in (*SERVICE_VARIABLES, "WEB_URL")}
    settings = {
        "DEMO_FILM": "0",
        "VAR_DIR": str(folder),
        "PORT": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    with (folder / "up.log").open("wb") as log:
        command = [sys.executable, "manage.py", "up"]
        process = subprocess.Popen(command, cwd=ROOT, env={**known, **settings}, stdout=log, stderr=log)
        try:
            yield _ready(process, folder)
        finally:
            connections.close_all()
            process.send_signal(signal.SIGINT)
            process.wait(STOP_SECONDS)
            for each in (postgres_home(folder, postgres_account()).data.parent, folder):
                shutil.rmtree(each, ignore_errors=True)


def _ready(process: "subprocess.Popen[bytes]", folder: Path) -> System:
    addresses = eventually(lambda: _addresses(process, folder), START_SECONDS)
    databases.point_default_at(addresses["database_url"])
    passwords = json.loads((folder / "demo-accounts.json").read_text())
    return System(addresses["web_url"], passwords["producer"], folder)


def _addresses(process: "subprocess.Popen[bytes]", folder: Path) -> dict[str, Any]:
    """The addresses once all answers, nothing before; RuntimeError when it ended instead."""
    if process.poll() is not None:
        raise RuntimeError(f"It did not start:\n{(folder / 'up.log').read_text()}")
    if "Continuity is ready" not in (folder / "up.log").read_text():
        return {}
    addresses: dict[str, Any] = json.loads((folder / "services.json").read_text())
    return addresses
