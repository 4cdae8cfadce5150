"""The studio's clock, which is the database's: a machine whose own is off must not tell events in another order.

Ids of events sort by time, and rules ask which of two came first. A worker may run on a machine of its own, so that it
compares its clock with the studio's and speaks by that.
"""

import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import uuid6
from django.db import connection

TOLERANCE = timedelta(seconds=0.25)
"""What an answer takes on its way looks like a clock that is off: so little is left as it is."""


class _Clock:
    """By how much the studio's clock is ahead of ours, as this process knows it."""

    ahead = timedelta()


def compare() -> None:
    """Find out by how much this machine's clock is off."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (studio,) = cursor.fetchone()
    ahead = studio + timedelta(seconds=(time.monotonic() - began) / 2) - datetime.now(UTC)
    if abs(ahead - _Clock.ahead) > TOLERANCE:
        _Clock.ahead = ahead


def now() -> datetime:
    """Return the studio's time."""
    return datetime.now(UTC) + _Clock.ahead


def new_id() -> UUID:
    """Return a UUIDv7 of the studio's time."""
    return UUID(int=uuid6.uuid7().int + (round(_Clock.ahead / timedelta(milliseconds=1)) << 80))
