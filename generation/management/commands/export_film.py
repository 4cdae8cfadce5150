"""Writes the film of a production as one file, as the page asked for it."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from events.errors import ContinuityError
from generation.delivery import exports
from generation.delivery.exporting import export
from generation.models import FilmExportRow
from generation.ports.work import Refusing
from generation.register.additions import Telling, leave_with_parent


class Command(BaseCommand):
    help = "Write a film that the page asked for as one file; only stretches of picture that changed are encoded again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--export", type=UUID, required=True, help="the export that was asked for")

    def handle(self, *args: Any, **options: Any) -> None:
        leave_with_parent()
        carry_out(options["export"])


def carry_out(id_: UUID) -> None:
    """Write what was asked for, and note how far it is and how it ends."""
    asked = exports.one(None, id_)
    telling = Telling(id_, FilmExportRow)
    with telling.beating():
        try:
            result = export(id_, asked.production, asked.asked, telling.at)
            exports.finished(id_, result)
        except ContinuityError as error:
            telling.ended(error.detail)
            return
        except Refusing as refusal:
            telling.ended(str(refusal))
            return
        except Exception as error:  # raised again; the row says that it broke off
            telling.ended(f"It broke off: {error!r}")
            raise
    telling.ended(result.withheld)
