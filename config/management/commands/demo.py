"""Loads the demonstration production."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.env import env
from productions import demonstration


class Command(BaseCommand):
    help = (
        "Create the accounts producer, artist, reviewer and auditor and, unless a production exists, the demonstration "
        "production. Doing it again changes nothing."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            passwords = json.loads((env.var_dir / "demo-accounts.json").read_text())
        except OSError:
            raise CommandError("There are no demonstration accounts yet: start the system with `make run`.") from None
        made = demonstration.load(passwords, self.stdout.write)
        self.stdout.write(f"{demonstration.NAME} is there." if made else "A production exists; nothing to load.")
