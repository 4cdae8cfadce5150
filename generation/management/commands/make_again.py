"""Makes a take again by the same requests, and says how what came of it compares with what is kept."""

from typing import Any
from uuid import UUID

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.errors import ContinuityError
from events.execution import Context
from generation import queries
from generation.workers.repeating import make_again
from productions.domain.take import Repeated
from productions.management.finding import person_called

_SAID = {
    "exact": "It is the same to the bit.",
    "equivalent": "It is another, in which people see no difference.",
    "differs": "It is another.",
}


class Command(BaseCommand):
    help = (
        "Run what made a take once more on this machine, compare the results by digest, by difference of pixels and by "
        "structural similarity, and keep on the take how that went. Nothing is replaced."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("take", type=UUID, help="the id of the take, as its address on the page has it")
        parser.add_argument("--as", dest="username", default="producer", help="who asks for it (default: producer)")

    def handle(self, *args: Any, **options: Any) -> None:
        context = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        try:
            log = queries.production_of_take(options["take"])
            repetition = make_again(context, log, options["take"])
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        for part in repetition.parts:
            self.stdout.write(f"  {part.stage} {part.role}: {_told(part)}")
        if not repetition.engine:
            self.stdout.write("Its libraries, or how they compute, are not those of then.")
        if not repetition.same_device:
            self.stdout.write(f"It was made on another class of device than {repetition.device}.")
        self.stdout.write(_SAID[repetition.likeness])


def _told(part: Repeated) -> str:
    if not part.frames:
        return part.likeness
    return (
        f"{part.likeness}, {part.changed} of {part.frames} frames differ, by {part.difference} in the mean and "
        f"{part.greatest} at most; similarity {part.similarity}"
    )
