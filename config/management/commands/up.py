"""`manage.py up`: the whole system on one machine."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.embedded import EmbeddedError
from config.env import env
from config.up import lock
from config.up.errors import CannotStart
from config.up.screen import Screen
from config.up.system import System

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = (
        "Start everything that Continuity needs on this machine: Postgres, Valkey, web, sequencer and one worker. "
        "Ctrl-C stops it all. Read from the environment: PORT (default 8000, 0 for any free one), VAR_DIR (default "
        "var/), DEMO_PASSWORD, and DATABASE_URL, DATABASE_ADMIN_URL, DATABASE_SIGNER_URL, BROKER_URL, CHANNEL_URL, "
        "STORAGE_URL to use services of your own in place of the built-in ones."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            held = lock.take(env.var_dir)
            self._run(held)
            os.close(held)
        except (CannotStart, EmbeddedError) as error:
            raise CommandError(str(error)) from error
        except PermissionError as error:
            raise CommandError(f"{error.filename}: {error.strerror}. Set VAR_DIR to a folder of yours.") from error

    def _run(self, held: int) -> None:
        screen = Screen()
        system = System(env, screen, held)
        with _signals_interrupt():
            try:
                system.start()
                system.watch()
            except KeyboardInterrupt:
                screen.say("Stopping")
            finally:
                _ignore_signals()
                system.stop()
        screen.say("Stopped. Nothing is lost.")


def _interrupt(number: int, frame: FrameType | None) -> None:
    _ignore_signals()  # a second Ctrl-C must not break the order of stopping
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def _signals_interrupt() -> Iterator[None]:
    """The first request to stop raises KeyboardInterrupt here; later ones change nothing."""
    before = {number: signal.signal(number, _interrupt) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
