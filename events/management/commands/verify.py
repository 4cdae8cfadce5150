"""`manage.py verify`: examines logs in the live database."""

from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.markup import escape

from events.evidence import checkpoints, contributors, live, unplaced
from events.evidence.verify import Report, read_verifier
from events.management.progress import shown
from events.models import Unplaced

_VERDICTS = {
    "verified": "[green]verified[/]: nothing was edited, removed, inserted, reordered or cut off",
    "gap": "[yellow]not whole[/]: something is missing",
    "mismatch": "[red]not as it was signed[/]",
    "another-key": "[yellow]signed by another key[/] than the one that is trusted",
}


class Command(BaseCommand):
    help = "Hash every event anew, compare with what was signed, and read every file back. Exits with 1 on damage."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("logs", nargs="*", type=UUID, metavar="log", help="a production's id; all unless named")
        parser.add_argument("--no-media", action="store_true", help="do not read the files")
        parser.add_argument(
            "--key", metavar="KEY", help="trust this signing key, as the page shows it, not the signer's"
        )
        parser.add_argument("--notes", type=Path, metavar="FOLDER", help="notes kept elsewhere, as anchors have them")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=cast(IO[str], self.stdout), highlight=False, soft_wrap=True)
        reports, pinned = [], _key(options["key"])
        unplaced.look()
        for log in options["logs"] or [*checkpoints.logs(), *_beside()]:
            title = contributors.title(log)
            checkpoints.freshen(log)
            with shown(console, title) as progress:
                report = live.verify_log(
                    log, progress, media=not options["no_media"], kept=options["notes"], pinned=pinned
                )
            _say(console, title, report)
            for each in checkpoints.verifiers(log):
                console.print(f"  signing key {each}", markup=False)
            reports.append(report)
        bad = sum(bool(report.findings) for report in reports)
        if bad:
            raise CommandError(f"{bad} of {len(reports)} logs are not as they should be.")


def _key(text: str | None) -> bytes | None:
    try:
        return read_verifier(text) if text else None
    except ValueError as error:
        raise CommandError(f"--key: this cannot be a signing key: {error}.") from None


def _beside() -> list[UUID]:
    """The logs that have no numbered event, and events that lost theirs."""
    logs = set(Unplaced.objects.values_list("log", flat=True)) - set(checkpoints.logs())
    return sorted(log for log in logs if log)


def _say(console: Console, title: str, report: Report) -> None:
    console.print(f"{escape(title)}: {_VERDICTS[report.verdict]}")
    console.print(
        f"  {report.size:,} events, {report.notes:,} notes, {report.media:,} files; a note protects positions "
        f"1 to {report.protected:,}"
        if report.protected
        else f"  {report.size:,} events, {report.media:,} files; no note protects them"
    )
    for each in report.findings:
        at = f" at position {each.position:,}" if each.position else ""
        console.print(f"  {each.kind} ({each.table}){at}: {each.message}", markup=False)
