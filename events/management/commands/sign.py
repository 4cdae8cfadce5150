"""`manage.py sign`: the process that signs checkpoints and anchors them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from events.evidence import keys, signer, verify
from events.management.processes import until_stopped


class Command(BaseCommand):
    help = "Signs how far each log has come, every ten seconds and on demand, until SIGTERM or SIGINT."
    requires_system_checks = ()  # it serves no pages: those that import them belong to the web process

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="sign what is there now, and end")
        parser.add_argument("--rotate", action="store_true", help="let a new key sign from now on, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rotate"]:
            link = keys.rotate()
            signer.sign(signer.moved())
            self.stdout.write(f"From now on this key signs: {verify.fingerprint(link.raw)}")
        elif options["once"]:
            signer.sign(signer.moved())
        else:
            signer.run(until_stopped())
