"""The Django app of the log."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EventsConfig(AppConfig):
    name = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from events import checks  # noqa: F401  importing registers the checks

        post_migrate.connect(_settle_signing, sender=self)


def _settle_signing(using: str, **_: Any) -> None:
    """Give the right to sign to whom the settings name, after each `migrate`."""
    from django.conf import settings
    from django.db import connections, transaction

    from events import roles

    connection = connections[using]
    if "events_signing" in connection.introspection.table_names():
        with transaction.atomic(using), connection.cursor() as cursor:
            roles.settle_signing(cursor, settings.DATABASE_APPLICATION_ROLE, settings.DATABASE_SIGNER_ROLE)
