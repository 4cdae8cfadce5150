"""What the board looks like."""

from typing import Literal
from uuid import UUID

import msgspec

from generation.api.shapes.names import PortName, StageName, TakeName
from generation.api.shapes.progress import Progress
from generation.api.shapes.takes import TakePort, Use
from generation.domain.findings import Against, Matter
from generation.domain.plan import Verdict
from generation.domain.states import CellState, ReviewState, WorkState
from productions.api.shapes import Cause


class CheckFinding(msgspec.Struct):
    """A measure beyond its limit, as decimals. `code` is that of the shot before, where it is about that."""

    matter: Matter
    against: Against
    measured: str
    limit: str
    code: str | None


class Check(msgspec.Struct):
    """What was measured of the take in use, as decimals: points of lightness and tint; empty findings are well."""

    flicker: str
    pulse: str
    light: str
    warmth: str
    findings: list[CheckFinding]


class Cell(msgspec.Struct):
    """One stage of one shot on the board; `check` where it is one that measures, and has."""

    shot: UUID
    stage: StageName
    state: CellState
    job: UUID | None
    order: UUID | None
    progress: Progress | None
    take: UUID | None
    verdict: Verdict | None
    reason: str
    causes: list[Cause]
    check: Check | None


class ShotStanding(msgspec.Struct):
    """How a shot stands with its reviewers, and in its newest order.

    `use` is why its take is in use, `kept` what keeps that from being made anew, `ports` what it holds.
    """

    shot: UUID
    review: ReviewState
    work: WorkState
    out_of_date: bool
    causes: list[Cause]
    take: TakeName | None
    use: Use | None
    kept: Literal["approved", "pinned"] | None
    ports: list[TakePort]


class Column(msgspec.Struct):
    """A stage of the production's pipeline; `ports` are those of a take that stand on it."""

    stage: StageName
    title: str
    kind: str
    ports: list[PortName]


class Board(msgspec.Struct):
    """One cell per shot and stage that applies to it, and each shot's state, in film order; stages as columns.

    `since` asks for what has changed after this reply. With `changes` only shots that differ from then are named, each
    with all its cells, and `gone` are those that left the film; otherwise everything is there.
    """

    as_of: int
    columns: list[Column]
    stages: list[Cell]
    shots: list[ShotStanding]
    since: str = ""
    changes: bool = False
    gone: list[UUID] = []
