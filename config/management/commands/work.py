"""`manage.py work`: one worker, that is one shepherd with its child process, for one device."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.celery import app


class Command(BaseCommand):
    help = "Run one worker: it takes jobs from the database and makes their pictures, until SIGTERM or SIGINT."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default=socket.gethostname(), help="tells workers of one machine apart")

    def handle(self, *args: Any, **options: Any) -> None:
        # A ring only sets an event, so one thread answers all; gossip and mingle would talk to nobody.
        app.worker_main(
            [
                "worker",
                "--pool=solo",
                "--loglevel=WARNING",
                "--without-gossip",
                "--without-mingle",
                f"--hostname={options['name']}@%h",
            ]
        )
