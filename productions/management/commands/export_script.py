"""Writes a screenplay as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from productions.management.finding import production_called
from productions.queries import listing
from productions.screenplay.formats.fdx.writing import write
from productions.screenplay.formats.packed import unpack


class Command(BaseCommand):
    help = "Write the screenplay of a production as Fountain or, for Final Draft, as FDX: the file's ending says which."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .fountain or .fdx file, which is written over")
        parser.add_argument("--production", required=True, help="id or name of the production")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        script = listing.script(production_called(options["production"])).state
        if not script.revision:
            raise CommandError("This production has no script yet.")
        match file.suffix.lower():
            case ".fountain":
                content = script.text.encode()
            case ".fdx":
                content = write(script.text, unpack(script.original))
            case other:
                raise CommandError(f"A script is written as .fountain or .fdx, not as {other or 'a file without one'}.")
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(f"Revision {script.revision} is written to {file}.")
