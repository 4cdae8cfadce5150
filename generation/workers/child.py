"""The shepherd's side of the child process: start it, talk to it, notice its end, kill it."""

import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from threading import Thread

from django.conf import settings

from generation.workers import protocol
from generation.workers.protocol import ChildMessage, Ended, ParentMessage

log = logging.getLogger(__name__)


class Child:
    """One running child. Messages that it sends are taken with `hear`."""

    program = "generation.workers.runner"
    """The module that it runs."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Start it with these variables beside our own."""
        self.holds: tuple[str, ...] = ()
        """The models that it said to hold in memory when its last run ended."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.program],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        self._heard: SimpleQueue[ChildMessage] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    @property
    def dead(self) -> bool:
        """Whether it has ended and all that it said was heard."""
        return self._process.poll() is not None and self._heard.empty()

    def ask(self, message: ParentMessage) -> None:
        """Ask for one stage, or for its stop. Its end comes as a message."""
        assert self._process.stdin, "the pipe is made with the process"
        try:
            self._process.stdin.write(protocol.line(message))
            self._process.stdin.flush()
        except OSError:
            log.warning("the child %s is gone", self.pid)  # the next look finds it dead

    def hear(self, timeout: float) -> ChildMessage | None:
        """Return the next message, or None when none comes within `timeout` seconds."""
        try:
            message = self._heard.get(timeout=timeout)
        except Empty:
            return None
        if isinstance(message, Ended):
            self.holds = message.holds
        return message

    def kill(self) -> int:
        """End it at once and return how it ended."""
        self._process.kill()
        return self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout, "the pipe is made with the process"
        for line in self._process.stdout:
            try:
                self._heard.put(protocol.said(line))
            except protocol.UnreadableMessage as error:
                log.warning("the child %s said what is no message: %s", self.pid, error)
        self._process.wait()
