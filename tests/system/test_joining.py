"""A second machine joins: it shares no folder with the studio, and its work is kept there."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from config.env import JOINED, ROOT, SERVICE_VARIABLES, env, running_services
from tests.support.processes import descendants
from tests.support.waiting import eventually
from tests.system.test_up import Up, _started

pytestmark = pytest.mark.system


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean(var_dir: Path) -> dict[str, str]:
    """An environment in which nothing but its folder leads anywhere."""
    known = {name: value for name, value in env.variables.items() if name not in (*SERVICE_VARIABLES, "WORKERS_LISTEN")}
    return {**known, "VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


def manage(var_dir: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=clean(var_dir), input=stdin, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """A studio that machines may join."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(env.variables, "WORKERS_LISTEN", f"127.0.0.1:{free_port()}")
        with _started(tmp_path_factory.mktemp("studio") / "var") as started:
            yield started


class Producer:
    """The producer of the studio at the API."""

    def __init__(self, studio: Up) -> None:
        password = json.loads((studio.var_dir / "demo-accounts.json").read_text())["producer"]
        self.http = httpx.Client(base_url=f"{studio.url()}/api/v1/", timeout=60)
        said = self.http.post("auth/token/", json={"username": "producer", "password": password})
        self.http.headers["Authorization"] = f"Token {said.raise_for_status().json()['token']}"

    def get(self, path: str) -> Any:
        return self.http.get(path).raise_for_status().json()

    def send(self, method: str, path: str, **body: Any) -> Any:
        return self.http.request(method, path, json=body).raise_for_status().json()


@contextmanager
def joined(studio: Up, var_dir: Path, invitation: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of another machine, for as long as the block runs."""
    (var_dir.parent / "invitation").write_text(invitation)
    command = [sys.executable, "manage.py", "work", "--join", str(studio.url())]
    with (var_dir.parent / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            [*command, "--invitation", str(var_dir.parent / "invitation")],
            cwd=ROOT,
            env=clean(var_dir),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait(60)


def secrets_of(var_dir: Path) -> Mapping[str, str]:
    kept = env_file(var_dir)
    return {"password": kept["database_url"].split(":")[2].split("@")[0], "token": kept["files_token"]}


def env_file(var_dir: Path) -> dict[str, str]:
    kept: dict[str, str] = json.loads((var_dir / JOINED).read_text())
    return kept


def test_a_second_machine_makes_what_is_ordered_and_the_studio_keeps_it(studio: Up, tmp_path: Path) -> None:
    invited = manage(studio.var_dir, "invite_worker", "render-2")
    assert invited.returncode == 0, invited.stderr
    producer = Producer(studio)
    [own] = producer.get("workers/")["workers"]
    producer.send("POST", f"workers/{own['name']}/drain/")
    film = producer.send("POST", "productions/", name="Far away")["id"]
    producer.send("PUT", f"productions/{film}/script/", text="EXT. QUAY - DAWN\n\nFog on the water.\n")
    producer.send("PUT", f"productions/{film}/parameters/resolution/", value="128x72")
    [shot] = producer.get(f"productions/{film}/shots/")["results"]
    far = tmp_path / "far" / "var"
    far.parent.mkdir()
    with joined(studio, far, invited.stdout) as worker:
        eventually(lambda: len(producer.get("workers/")["workers"]) == 2, 90)
        order = producer.send("POST", f"productions/{film}/orders/", shots=[shot["id"]])["id"]
        eventually(lambda: producer.get(f"orders/{order}/")["state"] != "running", 180)
        assert [job["reason"] for job in producer.get(f"orders/{order}/jobs/")["results"]] == [""] * 4
        known = secrets_of(far)
        commands = [Path(f"/proc/{pid}/cmdline").read_text() for pid in (worker.pid, *descendants(worker.pid))]
    [take] = producer.get(f"shots/{shot['id']}/takes/")["results"]
    assert producer.http.get(f"{studio.url()}{take['proxy']}").status_code == 200
    traces = producer.get(f"takes/{take['id']}/")["traces"]
    assert {trace["worker"].rpartition(":")[2] for trace in traces} == {str(worker.pid)}
    assert not (far / "storage").exists()
    told = (far.parent / "worker.log").read_text() + "".join(
        path.read_text() for path in (studio.var_dir / "log").iterdir()
    )
    for name, secret in known.items():
        assert secret not in told, f"the {name} stands in a log"
        assert not any(secret in command for command in commands), f"the {name} stands in the list of processes"
    assert (far / JOINED).stat().st_mode & 0o077 == 0
    producer.send("POST", f"workers/{own['name']}/resume/")


def test_a_machine_that_is_no_longer_wanted_is_let_in_no_more(studio: Up, tmp_path: Path) -> None:
    invited = manage(studio.var_dir, "invite_worker", "render-3")
    assert manage(studio.var_dir, "invite_worker", "render-3", "--revoke").returncode == 0
    far = tmp_path / "var"
    refused = manage(far, "work", "--join", str(studio.url()), stdin=invited.stdout)
    assert refused.returncode == 1
    assert "does not know this invitation" in refused.stderr
    assert not (far / JOINED).exists()
    assert manage(studio.var_dir, "invite_worker", "nobody", "--revoke").returncode == 1


@pytest.mark.parametrize(
    ("address", "line", "said"),
    [
        ("here", "nonsense", "no invitation"),
        ("here", "", "no invitation"),
        ("ftp://studio.example", None, "no address of a studio"),
        ("http://studio.example", None, "https"),
        ("http://127.0.0.1:1", None, "Nobody answers"),
    ],
)
def test_what_cannot_be_joined_is_said(studio: Up, tmp_path: Path, address: str, line: str | None, said: str) -> None:
    text = manage(studio.var_dir, "invite_worker", "render-4").stdout if line is None else line
    refused = manage(
        tmp_path / "var", "work", "--join", str(studio.url()) if address == "here" else address, stdin=text
    )
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_over_tcp_nobody_comes_in_without_a_password(studio: Up) -> None:
    listening = running_services(studio.var_dir)["workers_listen"]
    for role in ("postgres", "continuity_admin", "continuity_app", "continuity_workers"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"postgresql://{role}@{listening}/continuity", connect_timeout=10)
