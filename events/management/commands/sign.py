"""`manage.py sign`: the process that signs checkpoints and anchors them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from events import roles
from events.evidence import keys, signer, verify
from events.management.processes import until_stopped


class Command(BaseCommand):
    help = "Signs how far each log has come, every ten seconds and on demand, until SIGTERM or SIGINT."
    requires_system_checks = ()  # it serves no pages: those that import them belong to the web process

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="sign what is there now, and end")
        parser.add_argument("--rotate", action="store_true", help="let a new key sign from now on, and end")
        parser.add_argument("--fingerprint", action="store_true", help="print what auditors compare, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        with roles.signed_in(settings.DATABASE_SIGNER):
            self._do(options)

    def _do(self, options: Mapping[str, Any]) -> None:
        if options["rotate"]:
            link = keys.rotate()
            signer.sign(signer.moved())
            self.stdout.write(f"From now on this key signs: {verify.fingerprint(link.raw)}")
        elif options["fingerprint"]:
            with keys.opened() as held:
                self.stdout.write(verify.fingerprint(held.chain[0].raw))
        elif options["once"]:
            signer.sign(signer.moved())
        else:
            signer.run(until_stopped())
