"""What replies say of how a reference looks in the film as it was made."""

from uuid import UUID

import msgspec

from generation.api.shapes.names import TakeName
from generation.domain.states import ReviewState, WorkState
from generation.planning.appearances import Lacks


class AppearingScene(msgspec.Struct):
    """A scene of the film in which a reference is cast."""

    id: UUID
    code: str
    number: str
    heading: str


class AppearingLook(msgspec.Struct):
    """A change of a look that holds in some of the shots; `reference` is the place around whose look it is, or the
    reference itself.
    """

    id: UUID
    reference: UUID
    label: str


class Appearance(msgspec.Struct):
    """A shot that casts a reference. `version` null follows the newest; `derived`: the script casts it.

    `looks` are the changes of the look that hold, in the order in which they begin. `poster` is the picture of the
    `take` in use; where it is null, `lacks` says why: no take was made, the take has no picture, or its file is lost or
    was removed to free room; and `work` how the newest order of the shot stands.
    """

    shot: UUID
    code: str
    scene: UUID
    role: str
    version: int | None
    derived: bool
    looks: list[UUID]
    review: ReviewState
    work: WorkState | None
    out_of_date: bool
    take: TakeName | None
    poster: str | None
    lacks: Lacks | None


class CharacterSheet(msgspec.Struct):
    """How a reference looks in the film as it was made: every shot that casts it, and its scenes, in film order."""

    reference: UUID
    scenes: list[AppearingScene]
    looks: list[AppearingLook]
    shots: list[Appearance]
