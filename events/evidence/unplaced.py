"""Events that have no number and do not wait for one: whoever rules the database took them out of the queue or the log.

Looking for them reads the key of every event. So the auditor does it now and then, and health tells what it saw last.
"""

from django.db import connection, transaction

from events.models import Unplaced

EVERY = 300.0
"""Seconds between two looks."""
MOST = 100

_ANYWHERE = """
SELECT e.event_id, s.log FROM eventlog.event e LEFT JOIN eventlog.stream s ON s.id = e.stream
WHERE NOT EXISTS (SELECT FROM eventlog.log l WHERE l.event_id = e.event_id)
    AND NOT EXISTS (SELECT FROM eventlog.pending p WHERE p.event_id = e.event_id)
ORDER BY e.event_id LIMIT %s"""


def look() -> None:
    """Put down which events, at most 100 over all logs, are nowhere now."""
    with connection.cursor() as cursor:
        cursor.execute(_ANYWHERE, [MOST])
        unplaced = [Unplaced(event=event, log=log) for event, log in cursor.fetchall()]
    with transaction.atomic():
        Unplaced.objects.all().delete()
        Unplaced.objects.bulk_create(unplaced)
