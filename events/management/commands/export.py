"""`manage.py export`: writes a log with everything that proves it into a .zip."""

from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from events import store
from events.errors import ContinuityError
from events.evidence import checkpoints, contributors, export
from events.management.progress import shown


class Command(BaseCommand):
    help = "Export a log with its tree, notes, keys, digests of media, a report and verify.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("log", type=UUID, help="a production's id")
        parser.add_argument("--to", type=Path, metavar="FILE", help="default: continuity-<id>.zip, here")

    def handle(self, *args: Any, **options: Any) -> None:
        log, console = options["log"], Console(file=cast(IO[str], self.stdout), highlight=False, soft_wrap=True)
        if not store.head(log):
            raise CommandError(f"There is no log {log}, or it has no event yet.")
        try:
            checkpoints.ask(log)
        except ContinuityError as silent:
            self.stderr.write(silent.detail)
        target = options["to"] or Path(f"continuity-{log}.zip")
        with shown(console, contributors.title(log)) as progress, target.open("xb") as file:
            size = export.write(log, file, progress)
        console.print(
            f"{size:,} events in {target}. Unpack it and run in it, with the key that you got by another way:"
        )
        signing = checkpoints.verifiers(log)
        console.print(f"python3 verify.py --key {signing[-1]}" if signing else "python3 verify.py", markup=False)
