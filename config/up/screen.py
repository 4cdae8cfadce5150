"""What a person sees while the system starts and runs: one line per step, then the lines of its processes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.status import Status
from rich.table import Table

from config.up.accounts import Account

QUIET = {"postgres", "valkey"}  # their lines are for their log files
COLOURS = {"web": "cyan", "sequence": "magenta", "sign": "blue", "audit": "blue", "work": "green", "up": "yellow"}


class Screen:
    """Writes to standard output; in a terminal the running step turns, elsewhere only finished steps are written."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._status: Status | None = None
        self._title = ""

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Show that a step runs, and how long it took when it is done."""
        began = time.monotonic()
        self._title = title
        try:
            with self._console.status(title) as self._status:
                yield
        finally:
            self._status = None
        self._console.print(f"[green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]")

    def on_line(self, name: str, line: str) -> None:
        """Show a line of a process: as detail of the running step, or behind its name."""
        if name in QUIET or not line:
            return
        if self._status and name != "up":
            self.detail(line)
            return
        self._console.print(f"[{COLOURS.get(name, 'blue')}]{name:>8} |[/] {escape(line)}")

    def detail(self, text: str) -> None:
        """Show what the running step is at."""
        if self._status:
            self._status.update(f"{self._title}  [dim]{escape(text[:100])}[/]")

    def say(self, text: str) -> None:
        self._console.print(text)

    def ready(self, address: str, accounts: list[Account]) -> None:
        """The last word of a start: where it is and who may sign in."""
        table = Table(box=None, padding=(0, 3, 0, 0))
        for heading in ("user name", "password", "may"):
            table.add_column(heading, header_style="dim")
        for account in accounts:
            table.add_row(account.username, escape(account.password), account.may)
        self._console.print(Panel(table, title=f"Continuity is ready: {address}", expand=False, padding=(1, 2)))
        self._console.print("[dim]Ctrl-C stops everything and loses nothing.[/]")
