"""A progress bar for long work in a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from events.evidence import live


@contextmanager
def shown(console: Console, title: str) -> Iterator[live.OnProgress]:
    """Show a bar while the block runs, moved by the function that it gets."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(escape(title), total=None)

        def tell(done: int, total: int, step: str) -> None:
            bar.update(task, completed=done, total=total or None, description=escape(f"{title}: {step}"))

        yield tell
