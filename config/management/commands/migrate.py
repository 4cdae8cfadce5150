"""`manage.py migrate` as the owner of the database, where DATABASE_ADMIN_URL names one."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Let `default` be the owner while tables change hands, then the application again."""
        default = connections["default"]
        application = dict(default.settings_dict)
        default.close()
        default.settings_dict.update(settings.DATABASE_ADMIN)
        try:
            super().handle(*args, **options)
        finally:
            default.close()
            default.settings_dict.update(application)
