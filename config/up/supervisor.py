"""Keeps a set of processes running: starts them in order, restarts what died, stops them in reverse."""

import queue
import time
from collections.abc import Callable
from pathlib import Path

from config.guard import Service
from config.up.errors import CannotStart
from config.up.process import Process
from events.evidence.files import make_private


class Supervisor:
    """`logs` is the folder of their log files, `held` the lock that every guard shares, `on_line` hears each line."""

    def __init__(self, logs: Path, held: tuple[int, ...], on_line: Callable[[str, str], None]) -> None:
        self._logs, self._held, self._on_line = logs, held, on_line
        self._ended: queue.SimpleQueue[Process] = queue.SimpleQueue()
        self._layers: list[list[Process]] = []
        make_private(logs)

    def start(self, *services: Service, before: Callable[[], None] = lambda: None) -> list[Process]:
        """Start services that do not need one another; `before` runs before each start and restart."""
        layer: list[Process] = []
        self._layers.append(layer)
        for service in services:
            layer.append(process := self._process(service, self._ended.put, before))
            process.start()
        return layer

    def run(self, service: Service) -> None:
        """Run a service that ends by itself. Raises CannotStart with its last lines when it fails."""
        process = self._process(service, lambda _: None)
        process.start()
        try:
            status = process.finish()
        finally:
            process.stop()
        if status:
            raise CannotStart(f"{service.name} failed:\n{process.last_lines()}\n(whole log: {process.log})")

    def step(self, timeout: float | None) -> None:
        """Wait for one death, no longer than `timeout` seconds; then start whatever is due."""
        try:
            process = self._ended.get(timeout=timeout)
        except queue.Empty:
            pass
        else:
            pause = process.schedule()
            status, last = process.guarded.status, process.last_lines(1)
            self._on_line("up", f"{process.service.name} ended ({status}); again in {pause:g} s. It said last: {last}")
        for process in self._processes():
            if process.due is not None and process.due <= time.monotonic():
                process.start()

    def until_next_start(self) -> float | None:
        """Seconds until something that died is due again; None when nothing is."""
        due = [process.due for process in self._processes() if process.due is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def stop(self) -> None:
        """Stop the layers in reverse order; what stands in one layer stops at the same time."""
        for layer in reversed(self._layers):
            for process in reversed(layer):
                process.let_go()
            for process in reversed(layer):
                process.stop()
        self._layers.clear()

    def pids(self) -> dict[str, int]:
        """Process numbers of the guards, by name of the service."""
        return {process.service.name: process.guard for process in self._processes() if process.guard}

    def _processes(self) -> list[Process]:
        return [process for layer in self._layers for process in layer]

    def _process(
        self, service: Service, ended: Callable[[Process], None], before: Callable[[], None] = lambda: None
    ) -> Process:
        return Process(service, self._logs / f"{service.name}.log", self._held, ended, self._on_line, before)
