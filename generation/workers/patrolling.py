"""The patrol of a worker: each minute, beside the shepherd, a slice of the stored files is looked through."""

import logging
from threading import Event

from django.db import close_old_connections, connection

from generation.artifacts import patrol
from generation.artifacts.storage import StorageAway
from generation.jobs import replacing
from generation.jobs.outages import is_outage

log = logging.getLogger(__name__)

SECONDS_BETWEEN = 60.0


class Patrol:
    """Looks through stored files until it is told to stop."""

    def __init__(self, seconds_between: float = SECONDS_BETWEEN) -> None:
        self._seconds_between = seconds_between
        self._stopping = Event()

    def run(self) -> None:
        """Look, rest, look again; whatever goes wrong is told and costs one slice."""
        while not self._stopping.wait(self._seconds_between):
            self._look()
        connection.close()

    def stop(self) -> None:
        """Ask it to stop; it answers by ending `run`."""
        self._stopping.set()

    def _look(self) -> None:
        try:
            close_old_connections()
            patrol.walk()
            replacing.mend()
        except StorageAway as error:
            log.warning("%s", error.detail)
        except Exception as error:
            if is_outage(error):
                log.warning("the database is away: %s", error)
                connection.close()
            else:
                log.exception("the patrol stumbled")
