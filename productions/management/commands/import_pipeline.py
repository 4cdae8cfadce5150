"""Reads a pipeline from a file: as the draft of a production, or as a template of the studio."""

from pathlib import Path
from typing import Any

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from events.errors import ContinuityError
from events.execution import Context
from productions import commands, stage_kinds
from productions.domain import pipeline_file
from productions.domain.graph import Template
from productions.management.finding import person_called, production_called


class Command(BaseCommand):
    help = "Read a pipeline from a file: as the draft of a production, or as a template to start from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .json file, as export_pipeline writes it")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--production", help="id or name of the production whose draft it becomes")
        where.add_argument("--template", action="store_true", help="save it as a template of the studio")
        parser.add_argument("--publish", action="store_true", help="publish the draft at once")
        parser.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        try:
            read = pipeline_file.read(options["file"].read_bytes())
            with transaction.atomic():  # a draft that cannot be published would be left behind
                self.stdout.write(_kept(by, read, options))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        except ContinuityError as error:
            raise CommandError(error.detail) from None


def _kept(by: Context, read: Template, options: dict[str, Any]) -> str:
    """Keep what was read; return what was done."""
    if options["template"]:
        commands.save_template(by, read)
        return f"{read.title!r} is a template of the studio."
    log = production_called(options["production"])
    graph, _ = stage_kinds.checked(read.graph)
    commands.change_draft(by, log, graph)
    if not options["publish"]:
        return f"{read.title!r} is the draft of the production; publish it to go by it."
    version = commands.publish_pipeline(by, log).value.published
    assert version is not None, "it was just published"
    return f"{read.title!r} is what the production goes by, as version {version.version}."
