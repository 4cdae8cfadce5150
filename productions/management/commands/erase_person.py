"""Erases a person."""

from typing import Any
from uuid import UUID

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from events.errors import ContinuityError
from events.execution import Context
from productions import commands
from productions.history.naming import as_id
from productions.models import User


class Command(BaseCommand):
    help = (
        "Destroy a person's profile and the key of their remarks, end what they are signed in with, and take them out "
        "of every production. What they made and decided stays, as that of an erased person. This cannot be undone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="user name or opaque id")
        parser.add_argument("--successor", help="user name of who becomes producer where the person is the only one")
        parser.add_argument("--as", dest="username", help="user name of who does it (default: the person)")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        person = _person(options["person"])
        successor = _person(options["successor"]) if options["successor"] else None
        by = _person(options["username"]) if options["username"] else person
        if (
            not options["yes"]
            and input(f"Erase {options['person']} for ever? Type the name again: ") != options["person"]
        ):
            raise CommandError("Nothing was erased.")
        try:
            receipt = commands.erase_person(Context(actor=by, ids=uuid6.uuid7), person, successor)
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"{person} is erased." if receipt.events else f"{person} was erased before.")


def _person(named: str) -> UUID:
    person = User.objects.filter(Q(username=named) | Q(person=as_id(named))).values_list("person", flat=True).first()
    if person is None:
        raise CommandError(f"There is no account called {named}.")
    return person
