"""What `manage.py check --deploy` says about the log's guards in the database that is in use."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connection

from events import roles

_GUARDED = (
    "SELECT count(*) FROM pg_trigger WHERE tgname IN ('immutable', 'lasting', 'only_grows', 'queue') "
    "AND tgenabled = 'A' AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'eventlog'::regnamespace)"
)
GUARDS = 8


@register(Tags.database, deploy=True)
def check_guards(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Warn where the log could be changed by whoever holds the application's role."""
    try:
        return [Warning(hint, id=code) for code, hint in weaknesses()]
    except DatabaseError as error:
        return [Warning(f"The log's guards could not be checked: {error}", id="events.W001")]


def weaknesses() -> list[tuple[str, str]]:
    """Return (code, sentence) for each level of protection that is off."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_GUARDED)
        if cursor.fetchone() != (GUARDS,):
            found.append(("events.W002", "The triggers that refuse changes to the log are not all in force."))
    if not roles.application_is_apart(connection):
        found.append(("events.W003", "The application signs in with a role that owns the log: set DATABASE_ADMIN_URL."))
    return found
