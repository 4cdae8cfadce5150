"""Walks the main job against the running system."""

import json
import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from config.env import env
from config.tour.client import Client, TourError
from config.tour.screen import Narrator
from config.tour.walk import Walk


class Command(BaseCommand):
    help = (
        "Walk the main job on the running system: a screenplay comes in, shots are planned and generated, one thing "
        "after another changes, a take is approved, history is replayed. Works in a production of its own."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--resolution", default="640x360", help="picture size of the tour (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)
        console = Console(width=None if sys.stdout.isatty() else 120)
        try:
            passwords = json.loads((env.var_dir / "demo-accounts.json").read_text())
            people = {name: Client(env.web_url, name, passwords[name]) for name in ("producer", "reviewer")}
            Walk(Narrator(console), people["producer"], people["reviewer"], options["resolution"]).run()
        except OSError:
            raise CommandError("Nothing runs here. Start the system with `make run` in another terminal.") from None
        except TourError as error:
            raise CommandError(str(error)) from None
