"""Which ports of a take would come out other than they are: "sound changes, captions may, the picture is as it was".

Known before anything runs: a port behind which nothing is missing is compared by its content, of the others it is known
whether a stage on the way to them will run, or may.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple
from uuid import UUID

from generation.domain.pipeline import Pipeline
from generation.domain.plan import PlannedStage
from generation.domain.recipes import Contents
from generation.domain.resolve import Resolution, ResolvedStage

PortChange = Literal["same", "changes", "may change", "new", "gone"]


def port_changes(resolution: Resolution, before: Contents, stages: Collection[str]) -> dict[str, PortChange]:
    """Return by port what becomes of a take that holds `before` and was made by `stages`.

    A port that got another name is as it was where its content is.
    """
    changes: dict[str, PortChange] = {}
    kept: set[str] = set()
    for port, (node, output) in resolution.pipeline.meaning.items():
        if cell := resolution.cells.get(node):
            content = cell.trace.contents.get(output) if cell.trace else None
            known = port in before
            if content is not None and content == before.get(port, _renamed(content, before, resolution)):
                changes[port] = "same"
                kept.add(content)
            else:
                changes[port] = _change(cell, node in stages) if known else "new"
    gone = {port: content for port, content in before.items() if port not in changes and content not in kept}
    return {**changes, **dict.fromkeys(gone, "gone")}


def _renamed(content: str, before: Contents, resolution: Resolution) -> str | None:
    """The content, where the take holds it on a port that its shot has no longer."""
    old = (port for port, each in before.items() if each == content)
    return content if any(port not in resolution.pipeline.meaning for port in old) else None


def _change(cell: ResolvedStage, made_before: bool) -> PortChange:
    """What waits for others may come out as it was, unless the take has nothing of that stage."""
    return "may change" if cell.standing in ("may-run", "blocked") and made_before else "changes"


class PlannedPort(NamedTuple):
    """Of how many shots a port would come out other than it is: surely, or only if what it waits for does."""

    port: str
    shots: int
    certain: int
    perhaps: int


def ports_of(lines: Iterable[PlannedStage], pipeline: Pipeline) -> list[PlannedPort]:
    """Return what becomes of the ports of takes by a plan; what it leaves alone too, so that people can tell."""
    surely: dict[str, set[UUID]] = defaultdict(set)
    perhaps: dict[str, set[UUID]] = defaultdict(set)
    for line in lines:
        if line.verdict in ("run", "reused") or line.certain:
            surely[line.stage].add(line.shot)
        elif line.verdict == "may-run":
            perhaps[line.stage].add(line.shot)
    return [
        PlannedPort(port, len(surely[node] | perhaps[node]), len(surely[node]), len(perhaps[node] - surely[node]))
        for port, (node, _) in pipeline.meaning.items()
    ]
