"""The shepherd's side of the child process: start it, talk to it, notice its end, kill it."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)

Message = dict[str, Any]


class Child:
    """One running child. Messages that it sends are taken with `hear`."""

    program = "generation.workers.runner"
    """The module that it runs."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.program],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._heard: SimpleQueue[Message] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    @property
    def dead(self) -> bool:
        """Whether it has ended and all that it said was heard."""
        return self._process.poll() is not None and self._heard.empty()

    def run(
        self,
        run: str,
        stage: str,
        recipe: Any,
        upstream: Mapping[str, Mapping[str, Path]],
        out: Path,
        references: Mapping[str, Path] = {},
    ) -> None:
        """Ask for one stage. Its end comes as a message."""
        files = {name: {role: str(path) for role, path in roles.items()} for name, roles in upstream.items()}
        pictures = {digest: str(path) for digest, path in references.items()}
        asked = {"run": run, "stage": stage, "recipe": recipe, "upstream": files, "references": pictures}
        self._say({**asked, "out": str(out)})

    def cancel(self, run: str) -> None:
        """Ask the running stage to stop at its next step."""
        self._say({"cancel": run})

    def hear(self, timeout: float) -> Message | None:
        """Return the next message, or None when none comes within `timeout` seconds."""
        try:
            return self._heard.get(timeout=timeout)
        except Empty:
            return None

    def kill(self) -> int:
        """End it at once and return how it ended."""
        self._process.kill()
        return self._process.wait()

    def _say(self, message: Message) -> None:
        assert self._process.stdin, "the pipe is made with the process"
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except OSError:
            log.warning("the child %s is gone", self.pid)  # the next look finds it dead

    def _listen(self) -> None:
        assert self._process.stdout, "the pipe is made with the process"
        for line in self._process.stdout:
            self._heard.put(json.loads(line))
        self._process.wait()
