"""`manage.py audit`: the process that carries out verifications and exports."""

from typing import Any

from django.core.management.base import BaseCommand

from events.evidence import audits
from events.management.processes import until_stopped


class Command(BaseCommand):
    help = "Carries out the verifications and exports that people asked for, until SIGTERM or SIGINT."
    requires_system_checks = ()  # it serves no pages: those that import them belong to the web process

    def handle(self, *args: Any, **options: Any) -> None:
        audits.run(until_stopped())
