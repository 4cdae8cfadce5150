"""Sequencers at work beside a test: in a thread, or as the process that they are in earnest."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from events import sequencer, store


@contextmanager
def running() -> Iterator[None]:
    """Number in a thread of this process."""
    stop = threading.Event()
    thread = threading.Thread(target=sequencer.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def process(url: str) -> "subprocess.Popen[bytes]":
    """Start `manage.py sequence` on a database."""
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.test")
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings}
    environment.pop("DATABASE_ADMIN_URL", None)
    return subprocess.Popen([sys.executable, "-m", "django", "sequence"], env=environment)


def at_work() -> int:
    """Return how many sequencers of other connections have numbered something or tried to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND query LIKE '%eventlog.sequence(%'"
        )
        return int(cursor.fetchone()[0])


def all_numbered() -> bool:
    """Whether no committed event waits for its number."""
    return store.oldest_pending_age() is None
