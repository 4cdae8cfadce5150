"""How the tour looks on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from config.tour.client import Client

NOTHING = "Plan: nothing would run. 0 stages, 0 seconds."


class Narrator:
    """Prints chapters, sentences and tables."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._chapter = 0

    def chapter(self, title: str, why: str) -> None:
        """Begin a part of the tour."""
        self._chapter += 1
        self.console.print()
        self.console.print(Panel(why, title=f"[bold]{self._chapter}. {title}", title_align="left", border_style="cyan"))

    def say(self, text: str) -> None:
        self.console.print(f"  {text}", markup=False)

    def table(self, *heads: str, rows: Sequence[Sequence[object]]) -> None:
        made = Table(*heads, box=None, padding=(0, 2), header_style="bold")
        for row in rows:
            made.add_row(*(str(cell) for cell in row))
        self.console.print(made)

    def plan(self, plan: Mapping[str, Any], codes: Mapping[str, str]) -> None:
        """Say what would run, shot by shot, with the reason."""
        if not plan["stages"]:
            self.say(NOTHING)
            return
        lines: dict[str, list[Mapping[str, Any]]] = {}
        for line in plan["stages"]:
            lines.setdefault(line["shot"], []).append(line)
        rows: list[tuple[object, ...]] = [
            (
                codes.get(shot, shot),
                ", ".join(f"{line['stage']} ({line['verdict']})" for line in stages),
                stages[0]["reason"],
            )
            for shot, stages in lines.items()
        ]
        self.table("shot", "stages", "why", rows=rows[:12])
        if len(rows) > 12:
            self.say(f"… and {_counted(len(rows) - 12, 'more shot')}")
        total = plan["total"]
        if not total["stages"]:
            self.say(NOTHING)  # all that is listed is pinned or blocked
            return
        seconds = total["cost"]["seconds"]
        self.say(
            f"Plan: {_counted(total['stages'], 'stage')} in {_counted(total['shots'], 'shot')}, "
            f"{seconds['low']} to {seconds['high']} seconds of {total['cost']['device_class']}."
        )

    def follow(self, person: Client, production: str, order: str, codes: Mapping[str, str]) -> Mapping[str, Any]:
        """Show an order's progress until it ends, and return it as it ended."""
        columns = (
            TextColumn("  {task.description}"),
            BarColumn(30),
            TextColumn("{task.fields[note]}"),
            TimeElapsedColumn(),
        )
        ended: Mapping[str, Any] = {}
        with Progress(*columns, console=self.console, transient=not self.console.is_terminal) as bars:
            whole = bars.add_task("order", total=None, note="")
            stage = bars.add_task("", total=1, note="", visible=False)
            for state, progress in person.watch(production, order):
                ended, jobs = state, state["jobs"]
                closed = sum(jobs[name] for name in ("done", "reused", "failed", "skipped", "cancelled"))
                bars.update(whole, total=jobs["total"], completed=closed, note=f"{closed} of {jobs['total']} jobs")
                if progress:
                    name = f"{codes.get(progress['shot'], '')} {progress['stage']}"
                    bars.update(
                        stage,
                        description=name,
                        total=progress["steps"],
                        completed=progress["step"],
                        note=f"{progress['step']} of {progress['steps']}",
                        visible=True,
                    )
        counts = ", ".join(f"{count} {name}" for name, count in ended["jobs"].items() if count and name != "total")
        self.say(f"Order {ended['state']}: {counts}.")
        return ended


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
