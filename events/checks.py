"""What `manage.py check --deploy` says about the log's guards in the database that is in use."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from events.protection import weaknesses


@register(Tags.database, deploy=True)
def check_guards(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Warn where the log could be changed, by whom it should not be or unseen."""
    try:
        return [Warning(weakness.sentence, id=weakness.code) for weakness in weaknesses()]
    except DatabaseError as error:
        return [Warning(f"The log's guards could not be checked: {error}", id="events.W001")]
