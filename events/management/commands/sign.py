"""`manage.py sign`: the process that signs checkpoints and anchors them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from events import notes, roles
from events.evidence import checkpoints, contributors, keys, signer
from events.evidence.verify import verifier
from events.management.processes import until_stopped


class Command(BaseCommand):
    help = "Signs how far each log has come, every ten seconds and on demand, until SIGTERM or SIGINT."
    requires_system_checks = ()  # it serves no pages: those that import them belong to the web process

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="sign what is there now, and end")
        parser.add_argument("--rotate", action="store_true", help="let a new key sign from now on, and end")
        parser.add_argument("--key", action="store_true", help="print each log's key, as auditors need it, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        with roles.signed_in(settings.DATABASE_SIGNER):
            self._do(options)
        if options["rotate"] or options["key"]:
            self._say_keys()

    def _do(self, options: Mapping[str, Any]) -> None:
        if options["rotate"]:
            keys.rotate()
        if options["rotate"] or options["key"]:
            if not signer.publish():
                self.stderr.write("The database names another key in place of the signer's own: nothing is signed.")
        elif options["once"]:
            signer.sign(signer.moved())
        else:
            signer.run(until_stopped())

    def _say_keys(self) -> None:
        """The key that signs from now on, and those before it, whose notes stay valid.

        Said as the application, which knows what logs are called; the signer's role does not.
        """
        *former, current = keys.known()
        for log in checkpoints.logs():
            self.stdout.write(f"{contributors.title(log)}: {verifier(notes.origin(log), current.raw)}")
            for link in former:
                self.stdout.write(f"  before it: {verifier(notes.origin(log), link.raw)}")
