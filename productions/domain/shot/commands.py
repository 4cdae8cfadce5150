"""What can be asked of a shot, and what refuses it."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Json
from productions.domain import settings
from productions.domain.scene import Origin
from productions.domain.shot.values import Camera, CastEntry, OwnField, Size, Source
from productions.domain.sounds import PlaceSound, Recording
from productions.domain.translations import Translation


@dataclass(frozen=True, slots=True)
class AddShot:
    scene: UUID
    code: str
    rank: str
    origin: Origin = "hand"
    source: Source | None = None
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    cast: tuple[tuple[UUID, CastEntry], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeShot:
    field: OwnField
    value: Json


@dataclass(frozen=True, slots=True)
class ReviseSource:
    """The script's text of the shot, with the cast that follows from it.

    `again` are references whose derived entries are redone although the text is the same: what the script calls them
    changed. `decided` says that people decided about the shot, so that the same text may mean another length.
    """

    source: Source
    cast: tuple[tuple[UUID, CastEntry], ...]
    again: frozenset[UUID] = frozenset()
    decided: bool = False


@dataclass(frozen=True, slots=True)
class RestoreSource:
    """The script's text of the shot as it was at another time; its cast stays as it is."""

    source: Source | None


@dataclass(frozen=True, slots=True)
class MoveShot:
    """`home` is the scene in which the script has the shot, when the script moves it."""

    scene: UUID
    rank: str
    home: UUID | None = None


class AskedPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a person wants a shot: in a scene, behind another shot of it, or in front of all (`after` None)."""

    scene: UUID
    after: UUID | None = None


class AskedShot(AskedPlace, frozen=True, forbid_unknown_fields=True):
    """A shot that a person wants to have, and where."""

    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveShot:
    scene: UUID | None = None
    origin: Origin = "hand"


@dataclass(frozen=True, slots=True)
class RestoreShot:
    pass


@dataclass(frozen=True, slots=True)
class SetCast:
    reference: UUID
    entry: CastEntry


@dataclass(frozen=True, slots=True)
class RemoveCast:
    """`derived`: the script may cast the reference again."""

    reference: UUID
    derived: bool = False


@dataclass(frozen=True, slots=True)
class SetContinues:
    """`cycle` says that following the edges from `shot` leads back here."""

    shot: UUID | None
    cycle: bool = False


@dataclass(frozen=True, slots=True)
class SelectTake:
    """Without a take, none is selected any more."""

    take: UUID | None


@dataclass(frozen=True, slots=True)
class SetRecording:
    """A recording that was handed in for a line, by its slot; None lets the engine speak it again."""

    slot: str
    recording: Recording | None


@dataclass(frozen=True, slots=True)
class SetTranslation:
    """What a line is in a language, by its slot; None takes it away."""

    slot: str
    translation: Translation | None


Command = (
    AddShot
    | ChangeShot
    | ReviseSource
    | RestoreSource
    | MoveShot
    | RemoveShot
    | RestoreShot
    | SetCast
    | RemoveCast
    | SetContinues
    | SelectTake
    | SetRecording
    | SetTranslation
    | PlaceSound
    | settings.Command
)


class ShotAlreadyAdded(Refusal):
    """The shot exists."""

    code = "shot-already-added"


class ShotRemoved(Refusal):
    """The shot is removed: restore it first."""

    code = "shot-removed"


class ContinuesInACircle(Refusal):
    """A shot would continue itself, at once or over others."""

    code = "continues-cycle"


class NoSuchVersion(Refusal):
    """The reference does not have this version."""

    code = "no-such-version"
    status = 422


class InvalidShot(Refusal):
    """A field of the shot holds what it cannot."""

    code = "invalid-shot"
    status = 422
