"""`manage.py invite_worker`: lets another machine join the studio with workers, or no longer."""

import re
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from psycopg.conninfo import conninfo_to_dict

from config.env import env, running_services
from generation.workers.machines import CannotInvite, Inviting

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MOST_DAYS = 365
_PLACES = ("host", "port", "dbname", "user", "password")


class Command(BaseCommand):
    help = (
        "Print an invitation, one line, with which another machine joins: manage.py work --join ADDRESS there asks for "
        "it. It holds two secrets and is shown this once; inviting a machine again ends its older invitation."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what the machine is called: small letters, digits and hyphens")
        parser.add_argument("--days", type=int, default=MOST_DAYS, help="for how long it may read and store files")
        parser.add_argument("--database", metavar="HOST:PORT", help="where it reaches Postgres, if not as we do")
        parser.add_argument("--revoke", action="store_true", help="let the machine in no more")

    def handle(self, *args: Any, **options: Any) -> None:
        if not NAME.fullmatch(options["name"]):
            raise CommandError("The name must be of small letters, digits and hyphens, 40 at most.")
        if not 1 <= options["days"] <= MOST_DAYS:
            raise CommandError(f"--days must be a number from 1 to {MOST_DAYS}.")
        inviting = _inviting(options["database"])
        try:
            if options["revoke"]:
                if not inviting.revoke(options["name"]):
                    raise CommandError(f"No machine called {options['name']} was invited.")
                self.stderr.write(f"{options['name']} is let in no more.")
                return
            invitation = inviting.invite(options["name"], options["days"])
        except CannotInvite as error:
            raise CommandError(str(error)) from None
        self.stderr.write("Run on the other machine, and paste this line there:  manage.py work --join ADDRESS")
        self.stdout.write(invitation.text())


def _inviting(given: str | None) -> Inviting:
    parts = conninfo_to_dict(env.database_url)
    listening = running_services(env.var_dir).get("workers_listen", "")
    host, _, port = (given or listening).rpartition(":")
    if not host and str(parts.get("host", "/")).startswith("/"):
        raise CommandError(
            "The built-in Postgres listens for nobody: start the system with WORKERS_LISTEN, such as "
            "WORKERS_LISTEN=10.0.0.5:5433, an address of this machine that the other one reaches."
        )
    if not host:
        host, port = str(parts["host"]), str(parts.get("port", 5432))
    if host.strip("[]") in ("0.0.0.0", "::", "*"):  # noqa: S104  asked not to
        raise CommandError(f"{host} is no address that another machine reaches: name one with --database HOST:PORT.")
    options = "&".join(f"{name}={value}" for name, value in parts.items() if name not in _PLACES)
    default = settings.DATABASES["default"]
    return Inviting(
        host=host,
        port=port,
        database=default["NAME"],
        options=f"?{options}" if options else "",
        owner=settings.DATABASE_ADMIN,
        application=default["USER"],
    )
