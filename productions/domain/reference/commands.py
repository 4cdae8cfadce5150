"""What people ask of a reference, and why they may not have it."""

from dataclasses import dataclass, field
from uuid import UUID

from events.errors import Refusal
from events.registry import Json
from productions.domain.looks import LookChange
from productions.domain.reference.values import Kind
from productions.domain.scene import Origin


@dataclass(frozen=True, slots=True)
class AddReference:
    production: UUID
    kind: Kind
    name: str
    description: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    origin: Origin = "hand"
    parent: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangeReference:
    """A new name leaves the old one as an alias."""

    field: str
    value: Json
    origin: Origin = "hand"


@dataclass(frozen=True, slots=True)
class GiveName:
    """The name that it had, which leaves nothing behind."""

    name: str


@dataclass(frozen=True, slots=True)
class AddAlias:
    name: str


@dataclass(frozen=True, slots=True)
class RemoveAlias:
    name: str


@dataclass(frozen=True, slots=True)
class MergeReference:
    into: UUID


@dataclass(frozen=True, slots=True)
class AddPicture:
    """The picture comes first, also when it was there already."""

    digest: str


@dataclass(frozen=True, slots=True)
class RemovePicture:
    digest: str


@dataclass(frozen=True, slots=True)
class SetPictures:
    """All pictures at once, the one to draw first."""

    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GiveSound:
    """The file of sound that was handed in for music or an effect."""

    digest: str


@dataclass(frozen=True, slots=True)
class SetLookChange:
    """Say what is different about the look in a part of the film; None: nothing any more."""

    id: UUID
    change: LookChange | None


@dataclass(frozen=True, slots=True)
class LockReference:
    """Without a version, the newest is locked."""

    reason: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class UnlockReference:
    pass


@dataclass(frozen=True, slots=True)
class RemoveReference:
    pass


@dataclass(frozen=True, slots=True)
class RestoreReference:
    pass


Command = (
    AddReference
    | ChangeReference
    | GiveName
    | AddAlias
    | RemoveAlias
    | MergeReference
    | AddPicture
    | RemovePicture
    | SetPictures
    | GiveSound
    | SetLookChange
    | LockReference
    | UnlockReference
    | RemoveReference
    | RestoreReference
)


class ReferenceAlreadyAdded(Refusal):
    """The reference exists."""

    code = "reference-already-added"


class ReferenceRemoved(Refusal):
    """The reference is removed: restore it first."""

    code = "reference-removed"


class NameTaken(Refusal):
    """Another reference of this kind has the name, or goes by it."""

    code = "name-taken"


class TooManyPictures(Refusal):
    """The reference has as many pictures as one may have."""

    code = "too-many-pictures"


class TooManyLookChanges(Refusal):
    """The look of the reference changes as often as one may."""

    code = "too-many-look-changes"


class TooManyAliases(Refusal):
    """The reference has as many other names as one may have."""

    code = "too-many-aliases"


class NoSoundHere(Refusal):
    """A file of sound is for music and effects; the reference is of another kind."""

    code = "no-sound-here"


class InvalidReference(Refusal):
    """A field of the reference holds what it cannot."""

    code = "invalid-reference"
    status = 422
