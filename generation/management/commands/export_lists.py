"""Writes the film as lists and as a storyboard."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.planning.film_files import shots_table, storyboard_file
from productions.management.finding import production_called
from productions.queries import film_lists
from productions.queries.film_tables import appearances_table
from productions.tables.writing import Ending

_KINDS = {"characters": film_lists.PEOPLE, "locations": film_lists.PLACES, "props": film_lists.PROPS}


class Command(BaseCommand):
    help = "Write the shots, characters, locations or props of a production as a table, or its storyboard as .pdf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .csv, .xlsx or .pdf file, which is written over")
        parser.add_argument("--production", required=True, help="id or name of the production")
        parser.add_argument("--of", choices=("shots", *_KINDS), default="shots", help="what a table lists")
        parser.add_argument("--per-page", type=int, choices=(3, 6), default=6, help="shots to a page of the storyboard")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        production = production_called(options["production"])
        match file.suffix.lower():
            case ".csv":
                content = _table(production, options["of"], "csv")
            case ".xlsx":
                content = _table(production, options["of"], "xlsx")
            case ".pdf":
                content = storyboard_file(production, options["per_page"])
            case _:
                raise CommandError("Lists are written as .csv or .xlsx, storyboards as .pdf.")
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(f"{file} is written.")


def _table(production: UUID, of: str, ending: Ending) -> bytes:
    if of == "shots":
        return shots_table(production, ending)
    return appearances_table(production, _KINDS[of], of.capitalize(), ending)
