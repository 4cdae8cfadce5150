"""Writes the pipeline of a production as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from productions.domain.pipeline_file import written
from productions.management.finding import production_called
from productions.queries import listing, templates


class Command(BaseCommand):
    help = "Write the pipeline that a production goes by as JSON, with what is set there of its stages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .json file, which is written over")
        parser.add_argument("--production", required=True, help="id or name of the production")
        parser.add_argument("--title", help="what it is called in the file; otherwise the name of the production")
        parser.add_argument("--about", default="", help="what it is for")

    def handle(self, *args: Any, **options: Any) -> None:
        log = production_called(options["production"])
        title = options["title"] or listing.production(log).state.name
        try:
            options["file"].write_bytes(written(templates.from_production(log, title, options["about"])))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        self.stdout.write(f"The pipeline is written to {options['file']}.")
