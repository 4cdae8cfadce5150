"""Lists requests of which nobody knows whether a provider took them, and lets one be asked anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.jobs import dealings


class Command(BaseCommand):
    help = (
        "List requests whose answer was lost: nobody knows whether the provider took them, so they are never asked "
        "again by themselves. Look there, then forget what was not taken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forget", metavar="KEY", help="let this be asked anew, which is paid for anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["forget"]:
            if not dealings.forget(options["forget"]):
                raise CommandError("There is no such request. Without --forget those that are open are listed.")
            self.stdout.write("It is forgotten: retry its job.")
            return
        rows = dealings.unsure()
        for row in rows:
            self.stdout.write(f"{row.key}  since {row.kept_at:%Y-%m-%d %H:%M} UTC")
        if not rows:
            self.stdout.write("There is none.")
