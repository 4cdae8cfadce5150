"""Imports a screenplay into a production."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from rich.console import Console
from rich.table import Table

from events.errors import ContinuityError
from events.execution import Context
from productions import commands
from productions.commands.scripts import Revision
from productions.management.finding import LONGEST_LIST, person_called, production_called
from productions.screenplay import formats
from productions.screenplay.formats.packed import kept
from productions.screenplay.reading.elements import Remark
from productions.screenplay.reading.fountain import parse


class Command(BaseCommand):
    help = "Import a screenplay: as a new production, or as a revision of one. Unchanged shots keep their takes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .fountain, .fdx, .pdf, .md or .txt file")
        parser.add_argument("--language", default="", help="its language as a BCP 47 tag; found out unless it is given")
        parser.add_argument("--production", help="id or name of the production to revise; without it a new one is made")
        parser.add_argument("--name", help="name of the new production; otherwise the title page's, or the file's")
        parser.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        try:
            opened = formats.read(options["file"].read_bytes(), filename=options["file"].name)
            with transaction.atomic():  # a new production without its script would be left behind
                log = _production(by, options, opened.text)
                revision = commands.import_script(
                    by,
                    log,
                    opened.text,
                    language=options["language"],
                    original=kept(opened),
                    things=opened.things,
                    dry_run=options["dry_run"],
                ).value
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        _show(Console(file=cast(IO[str], self.stdout)), revision, opened.remarks, options["dry_run"])


def _production(by: Context, options: dict[str, Any], text: str) -> UUID:
    wanted = options["production"]
    if not wanted:
        if options["dry_run"]:
            raise CommandError("A dry run compares with a production: name it with --production.")
        name = options["name"] or _title(text) or options["file"].stem
        return commands.create_production(by, name, uuid6.uuid7()).value
    return production_called(wanted)


def _title(text: str) -> str:
    return parse(text).title


def _show(console: Console, revision: Revision, doubts: Iterable[Remark], dry_run: bool) -> None:
    would = "would be" if dry_run else "is"
    console.print(f"Revision {revision.revision} of {revision.title or 'an untitled script'} {would} saved.")
    table = Table("", "created", "changed", "moved", "removed", "restored")
    for kind, verdicts in revision.summary.items():
        table.add_row(kind, *(str(len(items)) for items in verdicts.values()))
    console.print(table)
    for verdict, items in revision.summary["shots"].items():
        for item in items[: LONGEST_LIST if verdict != "created" else 0]:
            console.print(f"  {verdict} {item['code']}: {item['text'][:90]}", markup=False)
    remarks = [*((each.line, each.text) for each in doubts), *revision.remarks]
    for line, remark in remarks[:LONGEST_LIST]:
        console.print(f"  line {line}: {remark}", markup=False)
