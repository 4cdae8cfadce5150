"""The first seconds of `manage.py up`: what it makes is private, and Ctrl-C at any of them leaves nothing behind."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from config.env import ROOT, SERVICE_VARIABLES, env, running_services
from tests.e2e.running import Person
from tests.support.processes import alive, descendants
from tests.support.waiting import eventually

pytestmark = pytest.mark.system
START = 120.0
APPS = ("config", "events", "productions", "generation", "demo")


@pytest.fixture(autouse=True)
def hears_ctrl_c() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and would pass that on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Beginning:
    """One `manage.py up` as a terminal starts it, in a checkout, with a VAR_DIR that is not there yet."""

    def __init__(self, checkout: Path, var_dir: Path, said: Path) -> None:
        self.var_dir, self._said = var_dir, said
        variables = {name: value for name, value in env.variables.items() if name not in SERVICE_VARIABLES}
        variables |= {"VAR_DIR": str(var_dir), "PORT": "0", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        with said.open("a") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"], cwd=checkout, env=variables, stdout=output, stderr=output,
                start_new_session=True, umask=0o022,
            )  # fmt: skip

    def said(self) -> str:
        return self._said.read_text()

    def runs(self, word: str) -> bool:
        """Whether it has got to a process with this word in its command."""
        assert self.process.poll() is None, self.said()
        return any(word in _command(pid) for pid in descendants(self.process.pid))

    def interrupt(self) -> None:
        """Press Ctrl-C: every process of the terminal gets it. Wait until all is gone."""
        everyone = descendants(self.process.pid)
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(60)
        assert [pid for pid in everyone if alive(pid)] == []


@pytest.fixture
def var_dir(tmp_path: Path) -> Iterator[Path]:
    """A VAR_DIR that is not there yet, and whose database is deleted wherever it lies."""
    yield tmp_path / "missing" / "var"
    note = tmp_path / "missing" / "var" / "postgres.json"
    if note.exists():
        shutil.rmtree(Path("/var/lib/continuity") / json.loads(note.read_text())["id"], ignore_errors=True)


@pytest.mark.parametrize("word", ["initdb", "postgres -D", "valkey-server", "manage.py migrate", "manage.py demo"])
def test_ctrl_c_at_any_step_ends_in_words_and_the_next_start_succeeds(var_dir: Path, tmp_path: Path, word: str) -> None:
    first = Beginning(ROOT, var_dir, tmp_path / "said")
    eventually(lambda: first.runs(word), START)
    first.interrupt()
    assert (first.process.returncode, "Traceback" in first.said()) == (0, False), first.said()
    assert first.said().endswith("Stopped. Nothing is lost.\n")
    if word == "initdb":
        again = Beginning(ROOT, var_dir, tmp_path / "said")
        eventually(lambda: "Continuity is ready" in again.said(), START)
        again.interrupt()


def test_ctrl_c_while_the_page_is_built_stops_the_build(var_dir: Path, tmp_path: Path) -> None:
    """In a copy, whose page was never built."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in APPS:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "frontend", checkout / "frontend", ignore=shutil.ignore_patterns("node_modules", "dist"))
    shutil.copy(ROOT / "manage.py", checkout)
    began = Beginning(checkout, var_dir, tmp_path / "said")
    eventually(lambda: began.runs("npm-cli.js"), START)
    began.interrupt()
    assert (began.process.returncode, "Traceback" in began.said()) == (0, False), began.said()
    assert not (var_dir / "postgres.json").exists()


@pytest.mark.parametrize("begun", ["psycopg", "secret-key", "up.lock"])
def test_ctrl_c_before_anything_runs_just_ends_it(var_dir: Path, tmp_path: Path, begun: str) -> None:
    """While our own modules are loaded, and as soon as each of the first files is there."""
    began = Beginning(ROOT, var_dir, tmp_path / "said")
    maps = Path(f"/proc/{began.process.pid}/maps")
    eventually(lambda: begun in maps.read_text() or (var_dir / begun).exists(), START)
    began.interrupt()
    assert began.process.returncode in (0, 130)
    assert "Traceback" not in began.said()


def test_all_that_it_makes_is_private_while_it_comes_up(var_dir: Path, tmp_path: Path) -> None:
    began = Beginning(ROOT, var_dir, tmp_path / "said")
    seen: dict[Path, str] = {}

    def ready() -> bool:
        seen.update(_open_to_others(var_dir))
        return "Continuity is ready" in began.said()

    try:
        eventually(ready, START)
        _order_and_export(var_dir)
        assert {**seen, **_open_to_others(var_dir)} == {}
    finally:
        began.interrupt()


def _order_and_export(var_dir: Path) -> None:
    """Let the worker and the auditor write."""
    password = json.loads((var_dir / "demo-accounts.json").read_text())["producer"]
    with closing(Person(running_services(var_dir)["web_url"], "producer", password)) as producer:
        here = f"productions/{producer.get('productions/')['results'][0]['id']}/"
        shot = producer.get(f"{here}shots/")["results"][0]["id"]
        order = producer.post(f"{here}orders/", shots=[shot], stages=["prompt"])["id"]
        export = producer.post(f"{here}export/")["id"]
        eventually(lambda: producer.get(f"orders/{order}/")["state"] == "done", START)
        eventually(lambda: producer.get(f"{here}export/{export}/")["state"] == "done", START)
    assert len([path for path in (var_dir / "storage").rglob("*") if path.is_file()]) > 1


def _open_to_others(var_dir: Path) -> dict[Path, str]:
    """Return what in a folder, and the folder itself, somebody else could open; what goes meanwhile does not count."""
    modes = {}
    for path in [var_dir, *var_dir.rglob("*")]:
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue
        if mode & 0o077 and not stat.S_ISLNK(mode):
            modes[path] = stat.filemode(mode)
    return modes


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
