"""Rebuilds the rows from the log."""

from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from events.rebuild import rebuild


class Command(BaseCommand):
    help = "Fold every stream anew, compare with the live rows, and write those that differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only report what differs; exit with 1 if anything does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=cast(IO[str], self.stdout))
        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.completed:,} streams"),
            TimeElapsedColumn(),
            console=console,
        ) as bar:
            tasks: dict[str, Any] = {}

            def show(category: str, streams: int) -> None:
                if category not in tasks:
                    tasks[category] = bar.add_task(category, total=None)
                bar.update(tasks[category], completed=streams)

            drifts = rebuild(check=options["check"], progress=show)
        for drift in drifts:
            fields = f": {', '.join(drift.fields)}" if drift.fields else ""
            console.print(f"{drift.category} {drift.stream} {drift.what}{fields}", markup=False)
        if options["check"] and drifts:
            raise CommandError(f"{len(drifts)} rows differ from their history. `manage.py rebuild` mends them.")
        console.print(f"{len(drifts)} rows mended." if drifts else "Every row says what its history says.")
