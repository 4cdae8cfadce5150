"""A machine whose disk is full says so, loses nothing, and goes on by itself once there is room."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx
import pytest
from PIL import Image

from config.embedded.account import postgres_account
from config.embedded.places import NOTE, SYSTEM
from config.env import ROOT, SERVICE_VARIABLES, env, running_services
from tests.support.disks import Disk, disk, may_mount
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not may_mount(), reason="only who may mount can have a full file system"),
]
START = 240.0
IN_WORDS = {"no-room": 507, "database-unavailable": 503}


class Machine:
    """Everything that `manage.py up` keeps, on one small disk."""

    def __init__(self, on: Disk, said: Path) -> None:
        self.disk, self.var_dir, self._said = on, on.folder / "var", said
        self._http = httpx.Client(timeout=60)
        variables = {name: value for name, value in env.variables.items() if name not in SERVICE_VARIABLES}
        variables |= {
            "VAR_DIR": str(self.var_dir),
            "PORT": "0",
            "DEMO_FILM": "0",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        with said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"], cwd=ROOT, env=variables, stdout=output, stderr=output
            )

    def said(self) -> str:
        return self._said.read_text()

    def comes_up(self) -> None:
        eventually(lambda: "Continuity is ready" in self.said(), START)
        self._http.base_url = f"{running_services(self.var_dir)['web_url']}/api/v1/"
        password = json.loads((self.var_dir / "demo-accounts.json").read_text())["producer"]
        token = self.done("POST", "auth/token/", json={"username": "producer", "password": password})["token"]
        self._http.headers["Authorization"] = f"Token {token}"

    def ask(self, method: str, path: str, **content: Any) -> httpx.Response:
        return self._http.request(method, path, **content)

    def done(self, method: str, path: str, **content: Any) -> Any:
        return self.ask(method, path, **content).raise_for_status().json()

    def stop(self) -> None:
        self._http.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


@contextmanager
def machine(folder: Path, megabytes: int) -> Iterator[Machine]:
    """Start it; of root the database is on the same disk too, by the note that leads to it."""
    with disk(folder / "disk", megabytes) as on, _database_on(on):
        started = Machine(on, folder / "said")
        try:
            yield started
        finally:
            started.stop()


@contextmanager
def _database_on(on: Disk) -> Iterator[None]:
    account = postgres_account()
    if account.user is None:
        yield
        return
    data, home = on.folder / "database", SYSTEM / "fulldisktest"
    for each in (on.folder / "var", data, home):
        each.mkdir(mode=0o700, parents=True)
    account.give(data)
    (on.folder / "var" / NOTE).write_text(json.dumps({"id": home.name, "var_dir": str(on.folder / "var")}))
    subprocess.run(["mount", "--bind", data, home], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", home], check=True)
        shutil.rmtree(home)


@pytest.mark.parametrize("megabytes", [1, 20, 42])
def test_a_start_without_room_says_so(tmp_path: Path, megabytes: int) -> None:
    with machine(tmp_path, megabytes) as started:
        assert started.process.wait(START) == 1
        assert "CommandError: A disk is full: make room, then start again. Nothing is lost." in started.said()
        assert "Traceback" not in started.said()


def test_what_is_asked_of_a_full_disk_is_refused_in_words_and_works_once_there_is_room(tmp_path: Path) -> None:
    with machine(tmp_path, 96) as running:
        running.comes_up()
        here = f"productions/{running.done('GET', 'productions/')['results'][0]['id']}/"
        shot = running.done("GET", f"{here}shots/")["results"][0]["id"]
        reference = running.done("GET", f"{here}references/")["results"][0]["id"]
        running.disk.fill()
        asks: list[tuple[str, str, dict[str, Any]]] = [
            ("POST", f"references/{reference}/images/", {"files": {"file": ("a.png", _picture())}}),
            ("POST", f"{here}orders/", {"json": {"shots": [shot]}}),
            ("PATCH", f"shots/{shot}/", {"json": {"description": token_hex(4000)}}),
        ]
        for ask in asks:
            _refused_in_words(eventually(lambda: _refused(running, ask), 60))  # noqa: B023  asked before the next
        running.disk.make_room()
        eventually(lambda: running.ask("GET", "me/").status_code == 200, 90)
        for method, path, content in asks:
            running.done(method, path, **content)
        orders = f"{here}orders/"
        eventually(lambda: running.done("GET", orders)["results"][0]["state"] == "done", 120)
        assert "Traceback" not in running.said()
        logs = "".join(path.read_text() for path in (running.var_dir / "log").glob("*.log"))
        assert "Traceback" not in logs


def _refused(running: Machine, ask: tuple[str, str, dict[str, Any]]) -> httpx.Response | None:
    """Ask until there is no room for it: what was free inside the database's files may take one more."""
    method, path, content = ask
    reply = running.ask(method, path, **content)
    return reply if reply.is_error else None


def _refused_in_words(reply: httpx.Response) -> None:
    said = reply.json()
    assert (said["code"], reply.status_code) in IN_WORDS.items(), reply.text
    assert said["detail"].endswith(("Nothing was changed.", "Try again in a few seconds."))


def _picture() -> bytes:
    out = BytesIO()
    Image.effect_noise((600, 600), 100).save(out, "PNG")
    return out.getvalue()
