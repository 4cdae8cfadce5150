"""`manage.py work`: a worker that makes pictures."""

from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError

from generation.workers import devices
from generation.workers.worker import run_worker


class Command(BaseCommand):
    help = "Run a worker: it looks for ordered work, runs it in a child process and commits what was made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--device", default="cpu", help="which device of this machine to use: cpu, gpu:0, gpu:1 …")
        parser.add_argument("--log-level", default="INFO", help="DEBUG, INFO, WARNING or ERROR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            using = devices.device(options["device"])
        except devices.NoDevice as missing:
            raise CommandError(str(missing)) from None
        status = run_worker(current_app, using, options["log_level"])
        if status:
            raise SystemExit(status)
