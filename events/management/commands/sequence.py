"""`manage.py sequence`: the process that numbers events and runs subscriptions."""

import contextlib
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from events import protection, sequencer
from events.management.processes import until_stopped


class Command(BaseCommand):
    help = "Numbers committed events and wakes their followers, until SIGTERM or SIGINT."
    requires_system_checks = ()  # it serves no pages: those that import them belong to the web process

    def handle(self, *args: Any, **options: Any) -> None:
        stop = until_stopped()
        self._say_what_is_unguarded()
        sequencer.run(stop)

    def _say_what_is_unguarded(self) -> None:
        with contextlib.suppress(DatabaseError):  # numbering waits for the database; this need not
            for weakness in protection.weaknesses():
                self.stderr.write(weakness.sentence)
