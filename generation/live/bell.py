"""The bell: tells workers that something may be ready. It may ring; it never carries work."""

import logging
from threading import Event

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

rung = Event()
"""Set in a worker's process when the bell was heard; the shepherd waits on it."""


def ring() -> None:
    """Ring once the transaction is committed. A bell that cannot ring costs a second: the shepherd looks by itself."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    try:
        current_app.send_task("generation.ring", retry=False, ignore_result=True)
    except Exception as error:
        log.warning("the bell could not ring; workers look by themselves every second: %s", error)
