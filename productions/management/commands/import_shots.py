"""Brings a shot list into a production."""

from pathlib import Path
from typing import Any

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.errors import ContinuityError
from events.execution import Context
from productions import commands, policy, queries
from productions.management.finding import LONGEST_LIST, person_called, production_called
from productions.queries import listing
from productions.tables import columns, reading


class Command(BaseCommand):
    help = (
        "Create and update shots after a list in CSV or XLSX. What its columns hold is what was said of their names "
        "before, else what these say; --column says it anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .csv or .xlsx file whose first row names the columns")
        parser.add_argument("--production", required=True, help="id or name of the production")
        parser.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and keep nothing")
        parser.add_argument("--skip-errors", action="store_true", help="pass over rows that cannot be read")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="NAME=FIELD",
            help=f"what a column holds: {', '.join(columns.LIST_FIELDS)}, or nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        log = production_called(options["production"])
        role = queries.role(log, by.actor)
        if role is None:
            raise CommandError(f"{options['username']} is no member of this production.")
        try:
            policy.require(role, "edit_shots", log)
            sheet = reading.read(options["file"].read_bytes())
            fields = columns.suggested(sheet.columns, listing.production(log).state.columns)
            mapping = {**fields, **_said(options["column"], sheet.columns)}
            made = commands.import_shots(
                by,
                log,
                sheet,
                mapping,
                require=lambda right: policy.require(role, right, log),
                dry_run=options["dry_run"],
                skip_errors=options["skip_errors"],
            ).value
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{len(made.created)} shots {would}made, {len(made.changed)} changed, {made.unchanged} as before, "
            f"{len(made.scenes)} scenes made, {len(made.errors)} errors."
        )
        for wrong in made.errors[:LONGEST_LIST]:
            self.stdout.write(f"  row {wrong.row}, {wrong.column}: {wrong.text}")


def _said(given: list[str], known: tuple[str, ...]) -> dict[str, columns.ListField | None]:
    said: dict[str, columns.ListField | None] = {}
    for each in given:
        name, _, meaning = each.rpartition("=")
        field = columns.known_field(meaning)
        if name not in known or (field is None and meaning != "nothing"):
            raise CommandError(f"--column {each!r}: write one of {', '.join(known)}, =, and what it holds.")
        said[name] = field
    return said
