"""The events of a shot."""

from typing import Literal
from uuid import UUID

import msgspec

from events.registry import Event, Json, event, upcaster
from productions.domain.scene import Origin
from productions.domain.settings import Locked, ParameterCleared, ParameterSet, Unlocked
from productions.domain.shot.values import Camera, CastEntry, Place, Size, Source
from productions.domain.sounds import Recording, SoundPlaced
from productions.domain.translations import Translation


@upcaster("shot.added", 1)
@upcaster("shot.cast_set", 1)
@upcaster("shot.cast_removed", 1)
def _without_reasons(payload: dict[str, Json]) -> dict[str, Json]:
    """What a cast entry said before it gave its reason: nothing of one."""
    return payload


@event("shot.added", version=2)
class Added(Event, frozen=True):
    scene: UUID
    code: str
    rank: str
    origin: Origin = "hand"
    source: Source | None = None
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    cast: dict[UUID, CastEntry] = {}


@event("shot.changed")
class Changed(Event, frozen=True):
    field: Literal["source", "description", "size", "camera", "frames"]
    before: Json = None
    after: Json = None


@event("shot.moved")
class Moved(Event, frozen=True):
    """`home` is the scene in which the script has the shot from now on; None when a person moved it."""

    before: Place
    after: Place
    home: UUID | None = None


@event("shot.removed")
class Removed(Event, frozen=True):
    """`scene` is the one whose removal took the shot along; `origin` says whether the script or a person did it."""

    scene: UUID | None = msgspec.field(default=None, name="with")
    origin: Origin = "hand"


@event("shot.restored")
class Restored(Event, frozen=True):
    pass


@event("shot.parameter_set")
class ShotParameterSet(ParameterSet, frozen=True):
    pass


@event("shot.parameter_cleared")
class ShotParameterCleared(ParameterCleared, frozen=True):
    pass


@event("shot.locked")
class ShotLocked(Locked, frozen=True):
    pass


@event("shot.unlocked")
class ShotUnlocked(Unlocked, frozen=True):
    pass


@event("shot.cast_set", version=2)
class CastSet(Event, frozen=True):
    reference: UUID
    after: CastEntry
    before: CastEntry | None = None


@event("shot.cast_removed", version=2)
class CastRemoved(Event, frozen=True):
    reference: UUID
    before: CastEntry
    derived: bool = False


@event("shot.continues_set")
class ContinuesSet(Event, frozen=True):
    before: UUID | None = None
    after: UUID | None = None


@event("shot.take_selected")
class TakeSelected(Event, frozen=True):
    after: UUID | None
    before: UUID | None = None

    def touches(self) -> tuple[str, ...]:
        """The same take may be selected again, so that it is in use before what was made since."""
        return ("take",)


@event("shot.recording_set")
class RecordingSet(Event, frozen=True):
    """`slot` names language and line; null is no recording, so that the engine speaks the line."""

    slot: str
    before: Recording | None = None
    after: Recording | None = None


@event("shot.translation_set")
class TranslationSet(Event, frozen=True):
    """`slot` names language and line; null is no translation."""

    slot: str
    before: Translation | None = None
    after: Translation | None = None


@event("shot.sound_placed")
class ShotSoundPlaced(SoundPlaced, frozen=True):
    pass


ShotEvent = (
    Added
    | Changed
    | Moved
    | Removed
    | Restored
    | ShotParameterSet
    | ShotParameterCleared
    | ShotLocked
    | ShotUnlocked
    | CastSet
    | CastRemoved
    | ContinuesSet
    | TakeSelected
    | RecordingSet
    | TranslationSet
    | ShotSoundPlaced
)
