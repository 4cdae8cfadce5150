"""`manage.py migrate` as the owner of the database, where DATABASE_ADMIN_URL names one."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate

from events import roles


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Let `default` be the owner while tables change hands, then the application again."""
        with roles.signed_in(settings.DATABASE_ADMIN):
            super().handle(*args, **options)
