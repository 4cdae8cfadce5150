"""`manage.py sequence`: the process that numbers events and runs subscriptions."""

import contextlib
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from events import protection, sequencer


class Command(BaseCommand):
    help = "Numbers committed events and wakes their followers, until SIGTERM or SIGINT."
    requires_system_checks = ()  # it serves no pages: those that import them belong to the web process

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        self._say_what_is_unguarded()
        sequencer.run(stop)

    def _say_what_is_unguarded(self) -> None:
        with contextlib.suppress(DatabaseError):  # numbering waits for the database; this need not
            for weakness in protection.weaknesses():
                self.stderr.write(weakness.sentence)
