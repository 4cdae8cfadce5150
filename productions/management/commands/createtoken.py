"""Makes an API token."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from productions.models import User
from productions.people import tokens


class Command(BaseCommand):
    help = "Make an API token of an account and print it, for programs: Authorization: Token <key>."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="Made on the server", help="what it is for, as its owner reads it")
        parser.add_argument("--days", type=int, default=tokens.USUAL_DAYS, help="for how long it works (default: 30)")
        parser.add_argument("--new", action="store_true", help="revoke all older tokens of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account called {options['username']}.")
        if not 1 <= options["days"] <= tokens.MOST_DAYS:
            raise CommandError(f"--days must be a number from 1 to {tokens.MOST_DAYS}.")
        if not 1 <= len(options["name"]) <= tokens.NAMED:
            raise CommandError(f"--name must have 1 to {tokens.NAMED} characters.")
        if options["new"]:
            tokens.revoke_all(user)
        try:
            _, secret = tokens.make(user, options["name"], options["days"])
        except tokens.TooManyTokens as error:
            raise CommandError(error.detail) from None
        self.stdout.write(secret)
