"""What replies say of the lineage of takes."""

from typing import Annotated, Any
from uuid import UUID

import msgspec

from generation.api.shapes.costs import Money
from generation.api.shapes.names import StageName, TakeName
from generation.domain.lineage import StepKind
from productions.domain.reading import COSTS, PROMPTS


class StepChange(msgspec.Struct):
    """An input that differs from the take before, and the stages that read it; null where there is none."""

    key: str
    before: Any
    after: Any
    stages: list[StageName]


class SentFile(msgspec.Struct):
    """A file that says what a stage sent to its model, at `url`."""

    stage: StageName
    role: str
    url: str


class TakeStep(msgspec.Struct):
    """A take, the one that it came `after`, null for the first, and what had changed in between.

    `seed` is that of its picture. `seconds` of a device and the money that was `spent` are those of the work that was
    ordered for it; null where all of it had been made before.
    """

    take: UUID
    number: int
    after: TakeName | None
    kind: StepKind
    variation: int
    language: str
    changes: Annotated[list[StepChange] | None, PROMPTS]
    seed: Annotated[str | None, PROMPTS]
    sent: Annotated[list[SentFile] | None, PROMPTS]
    seconds: Annotated[float | None, COSTS]
    spent: Annotated[Money | None, COSTS]


class Lineage(msgspec.Struct):
    """The takes of a shot as they came after each other, the first one first."""

    shot: UUID
    steps: list[TakeStep]
