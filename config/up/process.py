"""One supervised process: its guard, its lines, and when it may start again after it died."""

import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from config import folders
from config.guard import Guarded, Service

LONGEST_LOG = 10_000_000  # bytes; a longer file is put aside at the next start
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
LONG_ENOUGH = 60.0  # seconds of running after which an earlier death no longer counts
REMEMBERED = 15


class Process:
    """Starts a service and tells `ended` when it is gone. `on_line` gets its name and each line that it says."""

    def __init__(
        self,
        service: Service,
        log: Path,
        held: tuple[int, ...],
        ended: Callable[["Process"], None],
        on_line: Callable[[str, str], None],
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self.service = service
        self.log = log
        self.due: float | None = None
        self._held, self._ended, self._on_line, self._before = held, ended, on_line, before
        self._pause = FIRST_PAUSE
        self._started = 0.0
        self._said: deque[str] = deque(maxlen=REMEMBERED)
        # None until the first start, which somebody may interrupt at any point.
        self._guarded: Guarded | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        self._before()
        self.due = None
        self._started = time.monotonic()
        self._guarded = guarded = Guarded(self.service, subprocess.PIPE, self._held)
        self._reader = threading.Thread(target=self._read, args=(guarded,), daemon=True)
        self._reader.start()

    @property
    def guard(self) -> int | None:
        """Process number of the guard."""
        return self._guarded.process.pid if self._guarded else None

    @property
    def guarded(self) -> Guarded:
        """What runs now; only for a process that was started."""
        assert self._guarded, "it was started"
        return self._guarded

    def schedule(self) -> float:
        """Set the time of the next start, later after each quick death; return the pause in seconds."""
        if time.monotonic() - self._started > LONG_ENOUGH:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        self.due = time.monotonic() + pause
        return pause

    def let_go(self) -> None:
        if self._guarded:
            self._guarded.let_go()

    def stop(self) -> None:
        """Stop it and wait until its last line is written."""
        if self._guarded:
            self._guarded.stop()
            self._hear_out()

    def finish(self) -> int:
        """Wait for a process that ends by itself; return its exit status."""
        status = self.guarded.process.wait()
        self._hear_out()
        return status

    def last_lines(self, count: int = REMEMBERED) -> str:
        """Return the end of what it said, whether or not there was room to write it down."""
        return "\n".join(list(self._said)[-count:])

    def _hear_out(self) -> None:
        if self._reader and self._reader.ident:
            self._reader.join(2)

    def _read(self, guarded: Guarded) -> None:
        """Never stops hearing: whoever is not heard stands still once the pipe is full."""
        kept = _Log(self.log, partial(self._on_line, "up"))
        for raw in guarded.process.stdout or ():
            line = raw.decode(errors="replace").rstrip()
            self._said.append(line)
            kept.write(raw)
            self._on_line(self.service.name, line)
        kept.close()
        guarded.process.wait()
        self._ended(self)


class _Log:
    """A log file that misses lines where there is no room for them, which it says once."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path, self._say = path, say
        self._file: IO[bytes] | None = None
        self._missing = False

    def write(self, raw: bytes) -> None:
        try:
            self._file = self._file or _open_log(self._path)
            self._file.write(raw)
            self._missing = False
        except OSError as error:
            if not self._missing:
                self._say(f"lines are missing in {self._path}: {folders.why(error)}")
            self._missing = True

    def close(self) -> None:
        if self._file:
            self._file.close()


def _open_log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab", buffering=0)
