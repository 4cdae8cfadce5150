"""`manage.py work`: a worker that makes pictures."""

from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand

from generation.workers.worker import run_worker


class Command(BaseCommand):
    help = "Run a worker: it looks for ordered work, runs it in a child process and commits what was made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--log-level", default="INFO", help="DEBUG, INFO, WARNING or ERROR")

    def handle(self, *args: Any, **options: Any) -> None:
        status = run_worker(current_app, options["log_level"])
        if status:
            raise SystemExit(status)
