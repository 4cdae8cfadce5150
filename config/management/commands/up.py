"""`manage.py up`: the whole system on one machine."""

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import folders
from config.embedded import EmbeddedError
from config.env import env
from config.up import lock
from config.up.errors import CannotStart
from config.up.screen import Screen
from config.up.system import System

FULL_SAID = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT), "Check free disk space")
"""How services say that a disk is full; the last is Postgres' hint where a part of a page still fitted."""
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
        screen = Screen()
        with _signals_interrupt():
            try:
                self._run(screen)
            except KeyboardInterrupt:
                pass
            except (CannotStart, EmbeddedError) as error:
                raise CommandError(_in_words(str(error))) from error
            except OSError as error:
                raise CommandError(f"{error.filename or env.var_dir}: {folders.why(error)}.") from error
        screen.say("Stopped. Nothing is lost.")

    def _run(self, screen: Screen) -> None:
        env.make_var_dir()
        if folders.open_to_others(env.var_dir):
            screen.say(f"Others may look into {env.var_dir}. If they should not: chmod 700 {env.var_dir}")
        held = lock.take(env.var_dir)
        system = System(env, screen, held)
        try:
            system.start()
            system.watch()
        except KeyboardInterrupt:
            screen.say("Stopping")
        finally:
            _ignore_signals()
            system.stop()
            os.close(held)


def _in_words(error: str) -> str:
    """What a service says of a full disk comes after what to do about it."""
    full = any(said in error for said in FULL_SAID)
    return f"A disk is full: make room, then start again. Nothing is lost.\n{error}" if full else error


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
