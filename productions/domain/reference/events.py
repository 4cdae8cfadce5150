"""What can happen to a reference."""

from uuid import UUID

from events.registry import Event, Json, event, upcaster
from productions.domain.looks import LookChange
from productions.domain.reference.values import Kind
from productions.domain.scene import Origin


@event("reference.added", version=2)
class Added(Event, frozen=True):
    """`parent` is the location that a location lies in. What comes from the script brings the look that it gives."""

    production: UUID
    kind: Kind
    name: str
    description: str = ""
    attributes: dict[str, str] = {}
    origin: Origin = "hand"
    parent: UUID | None = None


@upcaster("reference.added", 1)
def _nowhere(payload: dict[str, Json]) -> dict[str, Json]:
    return {**payload, "parent": None}


@event("reference.changed", version=2)
class Changed(Event, frozen=True):
    """`field` is description, rights, kind, parent, voice, voice:<language> or attribute:<name>; null takes it away.

    A name is changed so where no alias is left behind. `origin` is the script where its introduction says so.
    """

    field: str
    before: Json = None
    after: Json = None
    origin: Origin = "hand"


@upcaster("reference.changed", 1)
def _by_hand(payload: dict[str, Json]) -> dict[str, Json]:
    return {**payload, "origin": "hand"}


@event("reference.renamed")
class Renamed(Event, frozen=True):
    """The old name becomes an alias."""

    before: str
    after: str


@event("reference.alias_added")
class AliasAdded(Event, frozen=True):
    name: str


@event("reference.alias_removed")
class AliasRemoved(Event, frozen=True):
    name: str


@event("reference.merged")
class Merged(Event, frozen=True):
    """It is the same as another one, which everything casts instead from now on."""

    into: UUID


@event("reference.version_added")
class VersionAdded(Event, frozen=True):
    """`images` are all pictures that it has from now on, the one to draw first."""

    images: tuple[str, ...]


@event("reference.look_changed")
class LookChanged(Event, frozen=True):
    """What is different about the look in a part of the film; null where nothing is. `field` is look_change:<id>."""

    field: str
    before: LookChange | None = None
    after: LookChange | None = None


@event("reference.sound_given")
class SoundGiven(Event, frozen=True):
    """The file of sound that music or an effect has from now on, by digest: its attribute `sound`."""

    after: str
    before: str | None = None


@event("reference.locked")
class Locked(Event, frozen=True):
    version: int
    reason: str


@event("reference.unlocked")
class Unlocked(Event, frozen=True):
    pass


@event("reference.removed")
class Removed(Event, frozen=True):
    pass


@event("reference.restored")
class Restored(Event, frozen=True):
    pass


ReferenceEvent = (
    Added
    | Changed
    | Renamed
    | AliasAdded
    | AliasRemoved
    | Merged
    | VersionAdded
    | LookChanged
    | SoundGiven
    | Locked
    | Unlocked
    | Removed
    | Restored
)
