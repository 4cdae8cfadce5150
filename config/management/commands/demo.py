"""Loads the demonstration production."""

import json
from typing import Any
from uuid import UUID

import uuid6
from django.core.management.base import BaseCommand, CommandError

from config.env import env
from events.execution import Context
from generation import shipping
from productions import demonstration
from productions.domain import pipeline_file
from productions.management.finding import person_called


class Command(BaseCommand):
    help = (
        "Create the accounts producer, artist, reviewer and auditor and, unless a production exists, the demonstration "
        "production with its film. Doing it again changes nothing. DEMO_FILM=0 leaves the film to be generated."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            passwords = json.loads((env.var_dir / "demo-accounts.json").read_text())
        except OSError:
            raise CommandError("There are no demonstration accounts yet: start the system with `make run`.") from None
        template = pipeline_file.read(demonstration.PIPELINE.read_bytes()) if env.demo_film else None
        made = demonstration.load(passwords, self.stdout.write, template)
        if template and (film := made or shipping.left_off()):
            self._bring_film(film)
        self.stdout.write(f"{demonstration.NAME} is there." if made else "A production exists; nothing to load.")

    def _bring_film(self, production: UUID) -> None:
        if demonstration.FILM.exists():
            self.stdout.write(f"{shipping.bring_in(demonstration.FILM)} traces of its film brought in")
        whole = shipping.order(Context(actor=person_called("producer"), ids=uuid6.uuid7), production)
        self.stdout.write("Its film is there." if whole else "Workers go on making its film.")
