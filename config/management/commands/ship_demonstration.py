"""Packs the film of the demonstration, for maintainers: what a newcomer sees and hears the moment the page opens."""

from typing import Any

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.errors import ContinuityError
from events.execution import Context
from generation import shipping
from productions import demonstration
from productions.management.finding import person_called, production_called

MINUTES = 60.0


class Command(BaseCommand):
    help = (
        "Have workers make the film of the demonstration in all its languages and pack it, with the traces of all that "
        "it stands on, as demo/film.zip. Needs a running system that was begun without that file. Repeatable: what is "
        "made already is found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=float, default=MINUTES, help="how long it may take")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Context(actor=person_called("producer"), ids=uuid6.uuid7)
        try:
            film = production_called(demonstration.NAME)
            shipping.make(by, film, options["minutes"] * 60, self._tell)
            size = shipping.pack(film, demonstration.FILM)
        except shipping.NotMade as error:
            raise CommandError(str(error)) from None
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"{demonstration.FILM}: {size / 1e6:.1f} MB")

    def _tell(self, how_far: str) -> None:
        self.stdout.write(how_far)
        self.stdout.flush()
