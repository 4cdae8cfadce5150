"""What replies about workers look like."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from generation.api.shapes.names import StageName
from generation.api.shapes.progress import Progress
from productions.api.http.operations import Can, actions

WorkerState = Literal["idle", "working", "draining", "drained", "benched"]


class WorkerTask(msgspec.Struct):
    """What a worker runs, as far as the asker may see it: of a production that is not theirs no more than that."""

    production: UUID | None
    shot: UUID | None
    stage: StageName | None
    since: datetime | None
    progress: Progress | None


class Worker(msgspec.Struct):
    """A worker that is here. `memory` are the bytes that it can give to work, `resident` the models it holds, by name.

    Draining it finishes what it runs, and drained it takes nothing. `benched` says why it was drained where nobody
    told it to: it failed at one thing after another.
    """

    name: str
    host: str
    state: WorkerState
    benched: str
    device_class: str
    classes: list[str]
    memory: int
    kinds: list[str]
    resident: list[str]
    started_at: datetime
    seen_at: datetime
    task: WorkerTask | None


class Workers(msgspec.Struct):
    """The workers that are here, and what the asker can do with them."""

    workers: list[Worker]
    can: Annotated[Can, actions(["drain"])]
