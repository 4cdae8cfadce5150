"""One supervised process: its guard, its lines, and when it may start again after it died."""

import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from config.guard import Guarded, Service

LONGEST_LOG = 10_000_000  # bytes; a longer file is put aside at the next start
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
LONG_ENOUGH = 60.0  # seconds of running after which an earlier death no longer counts


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

    def start(self) -> Guarded:
        self._before()
        self.due = None
        self._started = time.monotonic()
        self.guarded = Guarded(self.service, subprocess.PIPE, self._held)
        self._reader = threading.Thread(target=self._read, args=(self.guarded,), daemon=True)
        self._reader.start()
        return self.guarded

    def schedule(self) -> float:
        """Set the time of the next start, later after each quick death; return the pause in seconds."""
        if time.monotonic() - self._started > LONG_ENOUGH:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        self.due = time.monotonic() + pause
        return pause

    def let_go(self) -> None:
        self.guarded.let_go()

    def stop(self) -> int:
        """Stop it and wait until its last line is written; return its exit status."""
        status = self.guarded.stop()
        self._reader.join(2)
        return status

    def finish(self) -> int:
        """Wait for a process that ends by itself; return its exit status."""
        status = self.guarded.process.wait()
        self._reader.join(2)
        return status

    def last_lines(self, count: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def _read(self, guarded: Guarded) -> None:
        stream = guarded.process.stdout
        if stream is not None:
            with _open_log(self.log) as file:
                for raw in stream:
                    file.write(raw)
                    self._on_line(self.service.name, raw.decode(errors="replace").rstrip())
        guarded.process.wait()
        self._ended(self)


def _open_log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab", buffering=0)
