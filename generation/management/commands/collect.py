"""`manage.py collect`: remove the stored files that cost more to keep than to make again."""

from argparse import ArgumentParser
from decimal import Decimal
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from rich.console import Console
from rich.table import Table

from events.errors import ContinuityError
from generation.domain.keeping import Policy
from generation.keeping import collecting, film_files, inventory
from generation.keeping.film_files import OldFilms
from generation.keeping.inventory import Inventory
from productions.management.finding import person_called


class Command(BaseCommand):
    help = "Remove stored files that cost more to keep than to make again. None goes that a film uses or plans."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show what stays, why, and what would go")
        parser.add_argument("--as", dest="username", default="producer", help="whose act it is (default: producer)")

    def handle(self, *args: Any, **options: Any) -> None:
        console, rules = Console(file=cast(IO[str], self.stdout)), inventory.policy()
        try:
            seen, strays, films = inventory.look(rules), collecting.strays(rules), film_files.old_films(rules)
            _show(console, rules, seen, films, len(strays), sum(each.size for each in strays))
            if options["dry_run"]:
                return
            gone = collecting.collect(person_called(options["username"]), rules, seen.going)
            old = film_files.remove_old_films(films)
            swept = collecting.remove_strays(strays)
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        files, size = gone.files + old.files, gone.size + old.size
        console.print(f"Removed {files} files ({filesizeformat(size)}) and {swept} strays.")


def _show(console: Console, rules: Policy, seen: Inventory, films: OldFilms, strays: int, stray_size: int) -> None:
    table = Table("", "files", "size", title="Stored files")
    for reason, (files, size) in sorted(seen.tally().items(), key=lambda each: -each[1].size):
        table.add_row(f"stay: {reason}", str(files), filesizeformat(size))
    table.add_row("may go", str(seen.freed.files), filesizeformat(seen.freed.size))
    table.add_row("old films as files", str(len(films.digests)), filesizeformat(films.size))
    table.add_row("strays, which nothing names", str(strays), filesizeformat(stray_size))
    console.print(table)
    seconds = sum(seen.seconds.values(), Decimal(0))
    console.print(
        f"Keeping what may go for {rules.months} months: {rules.keeping(seen.freed.size):.2f} {rules.currency}."
        f" Making all of it again: {seen.making:.2f} {rules.currency} ({seconds:.0f} s)."
    )
