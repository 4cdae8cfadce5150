"""The whole system for the browser: started once with a folder of its own, spoken to over the API, and broken."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from config.embedded.account import postgres_account
from config.embedded.places import postgres_home
from config.env import ROOT, SERVICE_VARIABLES, env
from tests.support.processes import descendants
from tests.support.waiting import eventually

START_SECONDS, STOP_SECONDS, ANSWER_SECONDS = 240, 60, 30
"""A start may build the page first; an answer may wait until a killed process is started again."""
ROLES = ("producer", "artist", "reviewer", "auditor")


class Person:
    """One account at the API, by token: the other person in front of another screen, who asks again when cut off."""

    def __init__(self, url: str, name: str, password: str) -> None:
        self.name, self.password = name, password
        self._http = httpx.Client(base_url=f"{url}/api/v1/", timeout=30)
        token = self.post("auth/token/", username=name, password=password)["token"]
        self._http.headers["Authorization"] = f"Token {token}"

    def get(self, path: str, **query: str) -> Any:
        return self._said("GET", path, params=query)

    def post(self, path: str, **body: Any) -> Any:
        return self._said("POST", path, json=body)

    def put(self, path: str, **body: Any) -> Any:
        return self._said("PUT", path, json=body)

    def patch(self, path: str, **body: Any) -> Any:
        return self._said("PATCH", path, json=body)

    def delete(self, path: str) -> Any:
        return self._said("DELETE", path)

    def close(self) -> None:
        self._http.close()

    def _said(self, method: str, path: str, **content: Any) -> Any:
        """The server's answer. A web process may be killed between question and answer: the key makes asking safe."""
        request = self._http.build_request(method, path, headers={"Idempotency-Key": str(uuid4())}, **content)
        reply = eventually(lambda: self._answer(request), ANSWER_SECONDS)
        assert reply.is_success, f"{method} {reply.url}: {reply.text}"
        return reply.json() if reply.content else None

    def _answer(self, request: httpx.Request) -> httpx.Response | None:
        with suppress(httpx.TransportError):
            return self._http.send(request)
        return None


@dataclass(frozen=True)
class System:
    """A running system and its four demonstration accounts."""

    var_dir: Path
    url: str
    people: dict[str, Person]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def services(self) -> dict[str, Any]:
        addresses: dict[str, Any] = json.loads((self.var_dir / "services.json").read_text())
        return addresses

    def newcomer(self, name: str) -> Person:
        """Make an account as operators do, and return its person."""
        password = f"the harbour of {name}"
        said = {"DJANGO_SUPERUSER_PASSWORD": password, "DJANGO_SUPERUSER_EMAIL": f"{name}@example.com"}
        command = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--username", name]
        variables = {**_variables(self.var_dir), **said}
        subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)
        return Person(self.url, name, password)

    def pid_of(self, name: str) -> int:
        """Process number of a service itself, the first that its guard started."""
        return eventually(lambda: min(descendants(self.services["pids"][name]), default=0))

    def signal(self, name: str, number: signal.Signals) -> int:
        """Send a signal to a service and return its process number."""
        os.kill(pid := self.pid_of(name), number)
        return pid


@contextmanager
def system(folder: Path, **settings: str) -> Iterator[System]:
    """Start everything with `manage.py up`, without the film unless it is set, and stop it by its process number."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "up.log").open("wb") as log:
        command = [sys.executable, "manage.py", "up"]
        process = subprocess.Popen(command, cwd=ROOT, env=_variables(folder) | settings, stdout=log, stderr=log)
    people: dict[str, Person] = {}
    try:
        url = eventually(lambda: _address(process, folder), START_SECONDS)
        passwords = json.loads((folder / "demo-accounts.json").read_text())
        people.update({name: Person(url, name, passwords[name]) for name in ROLES})
        yield System(folder, url, people)
    finally:
        for person in people.values():
            person.close()
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)
        shutil.rmtree(postgres_home(folder, postgres_account()).data.parent, ignore_errors=True)


def _variables(folder: Path) -> dict[str, str]:
    known = {name: value for name, value in env.variables.items() if name not in (*SERVICE_VARIABLES, "WEB_URL")}
    settings = {"VAR_DIR": str(folder), "PORT": "0", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    return {**known, "DEMO_FILM": "0", **settings}


def _address(process: "subprocess.Popen[bytes]", folder: Path) -> str | None:
    """Where the system answers once it does; RuntimeError when it ended instead."""
    said = (folder / "up.log").read_text()
    if process.poll() is not None:
        raise RuntimeError(f"It did not start:\n{said}")
    return json.loads((folder / "services.json").read_text())["web_url"] if "Continuity is ready" in said else None
