"""A reference: a versioned character, group, location, prop, style, voice, music or effect that shots cast."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.decider import Folded, Part
from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain import sounds, voices
from productions.domain.colours import clean_colour, holds_colour
from productions.domain.fields import ABSENT, Aggregate, Field, Value, as_read, attribute, converted
from productions.domain.fields.values import ALIAS, ATTRIBUTE, LOOK_CHANGE, PICTURE, REMOVED
from productions.domain.looks import InvalidLookChange, Look, LookChange, clean_where, document, inherited
from productions.domain.names import clean_label, clean_name
from productions.domain.normal_form import folded
from productions.domain.scene import Origin

Kind = Literal["character", "group", "location", "prop", "style", "voice", "music", "effect"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LINKS = ("parent", "voice")
"""The fields that name another reference."""
SCRIPTED: tuple[Kind, ...] = ("character", "group", "location", "prop")
"""The kinds that a script can name; one of them may turn out to be another of them."""
PEOPLE: tuple[Kind, ...] = ("character", "group")
"""The kinds that speak."""
_ATTRIBUTE = re.compile(r"attribute:[a-z][a-z0-9_]{0,39}")
LONGEST_TEXT = 10_000
LONGEST_ATTRIBUTE = 200
MOST_PICTURES = 24
MOST_ALIASES = 100


MOST_LOOK_CHANGES = 100

__all__ = ["Look", "LookChange", "inherited"]


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
    """`field` is description, rights, kind, parent, voice or attribute:<name>; a null `to` takes it away.

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


class Reference(msgspec.Struct, frozen=True):
    """The state of a reference. `looks` holds the look as of each version that changed it.

    `changes` holds each change of the look for a part of the film, as of each version that changed it; None: it ended.
    `aliases` are other names, as scripts may spell it. `voice` is the voice that somebody speaks with. `read` are
    attributes as the script last gave them. `merged` is the reference that took this one in, which is removed for that.
    """

    production: UUID | None = None
    kind: Kind = "character"
    name: str = ""
    aliases: tuple[str, ...] = ()
    parent: UUID | None = None
    voice: UUID | None = None
    read: dict[str, str] = {}
    rights: str = ""
    origin: Origin = "hand"
    version: int = 0
    looks: dict[int, Look] = {}
    changes: dict[UUID, dict[int, LookChange | None]] = {}
    locked_version: int | None = None
    lock_reason: str = ""
    removed: bool = False
    merged: UUID | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that it is called, its own name first."""
        return (self.name, *self.aliases)

    def look(self, version: int | None = None) -> Look:
        """Return the look of a version; None is the one that cast entries follow: the locked, else the newest."""
        wanted = version or self.locked_version or self.version
        known = [number for number in self.looks if number <= wanted]
        return self.looks[max(known)] if known else Look()

    def look_changes(self, version: int | None = None) -> dict[UUID, LookChange]:
        """Return the changes of the look for parts of the film, of the version of which `look` is the look."""
        wanted = version or self.locked_version or self.version
        then = {id_: _as_of(versions, wanted) for id_, versions in self.changes.items()}
        return {id_: change for id_, change in then.items() if change}

    @property
    def pictures(self) -> set[str]:
        """The digests of all pictures that it has or once had, in any part of the film."""
        each = [*(look.images for look in self.looks.values()), *(one.images or () for one in ever_changed(self))]
        return {digest for images in each for digest in images}

    @property
    def sound_files(self) -> set[str]:
        """The digests of all files of sound that it has or once had."""
        named = (look.attributes.get(sounds.ATTRIBUTE) for look in self.looks.values())
        return {digest for digest in named if digest} if self.kind in sounds.SOUNDING else set()


def _as_of(versions: Mapping[int, LookChange | None], wanted: int) -> LookChange | None:
    known = [number for number in versions if number <= wanted]
    return versions[max(known)] if known else None


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


def _clean(kind: Kind, name: str, value: Json) -> Json:
    """Return a field's canonical value, of a voice that of what it says of how lines are spoken."""
    clean = clean_field(name, value)
    if kind != "voice" or not name.startswith(ATTRIBUTE) or not isinstance(clean, str):
        return clean
    try:
        return voices.clean(name.removeprefix(ATTRIBUTE), clean)
    except ValueError as error:
        label = name.removeprefix(ATTRIBUTE).capitalize()
        raise InvalidReference(f"{label} of a voice {error}.", field=name) from None


def _is_look(name: str) -> bool:
    return name == "description" or name.startswith("attribute:")


def clean_field(name: str, value: Json) -> Json:
    """Return a field's canonical value; InvalidReference says what is wrong with it."""
    if name == "name" and isinstance(value, str):
        return clean_name(value)
    if name == "kind" and value in SCRIPTED:
        return value
    if name in LINKS and (value is None or isinstance(value, str)):
        return value and str(converted(value, UUID, name))
    if name in ("description", "rights") and isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value.strip()
    if _ATTRIBUTE.fullmatch(name) and (value is None or isinstance(value, str)):
        return _clean_attribute(name.removeprefix("attribute:"), value or "") or None
    raise InvalidReference(
        "A reference has name, description, rights, parent, voice and attribute:<name>, each of them text; its kind "
        f"may become {', '.join(SCRIPTED[:-1])} or {SCRIPTED[-1]}.",
        field=name,
    )


def clean_kind(value: Json) -> Kind:
    """Return a kind that a reference may become; InvalidReference for another."""
    clean_field("kind", value)
    return next(kind for kind in SCRIPTED if kind == value)


def _clean_attribute(name: str, value: str) -> str:
    label = clean_label(value, LONGEST_ATTRIBUTE)
    return clean_colour(name, label) if label and holds_colour(name) else label


def decide(state: Reference, command: Command) -> Sequence[ReferenceEvent]:
    if state.removed and not isinstance(command, RemoveReference | RestoreReference | MergeReference):
        raise ReferenceRemoved(f"{state.name} is removed; restore it first.", name=state.name)
    match command:
        case AddReference():
            return _add(state, command)
        case ChangeReference():
            return _change(state, command)
        case GiveName(name):
            return [Changed(field="name", before=state.name, after=name)] if state.name != name else []
        case AddAlias(name) | RemoveAlias(name):
            return _alias(state, name, added=isinstance(command, AddAlias))
        case MergeReference(into):
            return [] if state.removed else [Merged(into=into)]
        case AddPicture() | RemovePicture() | SetPictures():
            return _with_images(state, _wanted_images(state, command))
        case GiveSound(digest):
            return _give_sound(state, digest)
        case SetLookChange(id_, change):
            return _change_look(state, id_, change)
        case LockReference(reason, version):
            locked = Locked(version=version or state.version, reason=reason.strip())
            return [] if state.locked_version else [locked]
        case UnlockReference():
            return [Unlocked()] if state.locked_version else []
        case RemoveReference():
            return [] if state.removed else [Removed()]
        case RestoreReference():
            return [Restored()] if state.removed else []
        case _:
            assert_never(command)


def called(state: Reference) -> str:
    """Return all names of a reference as they are compared, one on each line, its own first."""
    return "\n".join(map(folded, state.names))


def _change(state: Reference, command: ChangeReference) -> Sequence[ReferenceEvent]:
    name, after = command.field, _clean(state.kind, command.field, command.value)
    before = _field(state, name)
    if before == after:
        return []
    if name == "kind":
        _check_kind(state, after)
    if name == "parent" and state.kind != "location":
        raise InvalidReference("Only a location lies in another one.", field=name)
    if name == "voice" and state.kind not in PEOPLE:
        raise InvalidReference("Only a character or a group speaks with a voice.", field=name)
    if _names_sound(state, name) and after is not None and after not in state.sound_files:
        raise InvalidReference("A file of sound is handed in; its digest is not written by hand.", field=name)
    if name == "name":
        return [Renamed(before=str(before), after=str(after))]
    return [Changed(field=name, before=before, after=after, origin=command.origin)]


def _names_sound(state: Reference, name: str) -> bool:
    return state.kind in sounds.SOUNDING and name == f"{ATTRIBUTE}{sounds.ATTRIBUTE}"


def _give_sound(state: Reference, digest: str) -> Sequence[ReferenceEvent]:
    if state.kind not in sounds.SOUNDING:
        raise NoSoundHere(f"Music and effects have a file of sound, a {state.kind} has none.", kind=state.kind)
    name = f"{ATTRIBUTE}{sounds.ATTRIBUTE}"
    before = _field(state, name)
    had = before if isinstance(before, str) else None
    return [SoundGiven(before=had, after=digest)] if had != digest else []


def _check_kind(state: Reference, after: Json) -> None:
    if state.kind not in SCRIPTED:
        raise InvalidReference(f"A {state.kind} is nothing that a script names, and stays one.", field="kind")
    if state.locked_version:
        raise InvalidReference(f"{state.name} is locked: unlock it before it becomes another kind.", field="kind")
    if state.parent:
        raise InvalidReference(f"{state.name} lies in another place: take it out of that first.", field="kind")
    if state.voice and after not in PEOPLE:
        raise InvalidReference(f"{state.name} speaks with a voice: take that away first.", field="kind")


def _alias(state: Reference, name: str, *, added: bool) -> Sequence[ReferenceEvent]:
    if not added:
        return [AliasRemoved(name=each) for each in state.aliases if folded(each) == folded(name)]
    name = clean_name(name)
    if folded(name) in map(folded, state.names):
        return []
    if len(state.aliases) >= MOST_ALIASES:
        raise TooManyAliases(f"A reference has at most {MOST_ALIASES} other names; take one away first.")
    return [AliasAdded(name=name)]


def _add(state: Reference, command: AddReference) -> Sequence[ReferenceEvent]:
    if state.name:
        raise ReferenceAlreadyAdded("This reference exists already.")
    if command.kind not in KINDS:
        raise InvalidReference(f"kind must be one of {', '.join(KINDS)}.", field="kind")
    if command.parent and command.kind != "location":
        raise InvalidReference("Only a location lies in another one.", field="parent")
    given = command.attributes.items()
    if command.kind in sounds.SOUNDING and sounds.ATTRIBUTE in command.attributes:
        raise InvalidReference("A file of sound is handed in once the reference is there.", field="attributes")
    attributes = {name: _clean(command.kind, f"{ATTRIBUTE}{name}", value) for name, value in given}
    return [
        Added(
            production=command.production,
            kind=command.kind,
            name=clean_name(command.name),
            description=clean_field("description", command.description),
            attributes={name: value for name, value in attributes.items() if value},
            origin=command.origin,
            parent=command.parent,
        )
    ]


def _images(state: Reference) -> tuple[str, ...]:
    return newest(state).images


def _wanted_images(state: Reference, command: AddPicture | RemovePicture | SetPictures) -> tuple[str, ...]:
    match command:
        case AddPicture(digest):
            return (digest, *(each for each in _images(state) if each != digest))
        case RemovePicture(digest):
            return tuple(each for each in _images(state) if each != digest)
        case SetPictures(digests):
            return digests


def _with_images(state: Reference, images: tuple[str, ...]) -> Sequence[ReferenceEvent]:
    if len(images) > MOST_PICTURES:
        raise TooManyPictures(f"A reference has at most {MOST_PICTURES} pictures; take one away first.")
    return [VersionAdded(images=images)] if images != _images(state) else []


def _change_look(state: Reference, id_: UUID, wanted: LookChange | None) -> Sequence[ReferenceEvent]:
    if state.kind == "voice" or state.kind in sounds.SOUNDING:
        raise InvalidLookChange(f"A {state.kind} is one and the same in the whole film.", field="attributes")
    known = newest_changes(state)
    before, after = known.get(id_), clean_look_change(wanted) if wanted else None
    if before == after:
        return []
    if before is None and len(known) >= MOST_LOOK_CHANGES:
        raise TooManyLookChanges(f"A look changes at most {MOST_LOOK_CHANGES} times; take a change away first.")
    return [LookChanged(field=f"{LOOK_CHANGE}{id_}", before=before, after=after)]


def clean_look_change(change: LookChange) -> LookChange:
    """Return the canonical form of a change of a look; InvalidLookChange and others say what is wrong with it."""
    described = change.description if change.description is None else clean_field("description", change.description)
    attributes = {name: clean_field(f"{ATTRIBUTE}{name}", value) for name, value in change.attributes.items()}
    images = change.images if change.images is None else tuple(dict.fromkeys(change.images))
    if len(images or ()) > MOST_PICTURES:
        raise TooManyPictures(f"A reference has at most {MOST_PICTURES} pictures; take one away first.")
    clean = msgspec.structs.replace(clean_where(change), description=described, attributes=attributes, images=images)
    if not clean.fields:
        raise InvalidLookChange("Say what is different there: nothing of the look changes.", field="attributes")
    return clean


def _field(state: Reference, name: str) -> Json:
    if name.startswith(ATTRIBUTE):
        return newest(state).attributes.get(name.removeprefix(ATTRIBUTE))
    if name in LINKS:
        linked = getattr(state, name)
        return str(linked) if linked else None
    return newest(state).description if name == "description" else getattr(state, name, None)


def evolve(state: Reference, happened: ReferenceEvent) -> Reference:
    replace = msgspec.structs.replace
    state = replace(state, version=state.version + 1)
    match happened:
        case Added():
            look = Look(happened.description, happened.attributes)
            return Reference(
                production=happened.production,
                kind=happened.kind,
                name=happened.name,
                origin=happened.origin,
                parent=happened.parent,
                read=happened.attributes if happened.origin == "script" else {},
                version=state.version,
                looks={state.version: look},
            )
        case Changed(field=name) if _is_look(name):
            return _look_changed(state, happened)
        case Changed(field="parent" | "voice" as name, after=after):
            return replace(state, **{name: msgspec.convert(after, UUID | None)})
        case Changed(field=name, after=after):
            return replace(state, **{name: after})
        case Renamed() | AliasAdded() | AliasRemoved():
            return _named(state, happened)
        case Merged(into=into):
            return replace(state, removed=True, merged=into)
        case VersionAdded() | SoundGiven():
            return _with_look(state, _given(newest(state), happened))
        case LookChanged(field=name, after=change):
            return _with_change(state, UUID(name.removeprefix(LOOK_CHANGE)), change)
        case Locked(version=version, reason=reason):
            return replace(state, locked_version=version, lock_reason=reason)
        case Unlocked():
            return replace(state, locked_version=None, lock_reason="")
        case Removed():
            return replace(state, removed=True)
        case Restored():
            return replace(state, removed=False, merged=None)
        case _:
            assert_never(happened)


def _named(state: Reference, happened: Renamed | AliasAdded | AliasRemoved) -> Reference:
    match happened:
        case Renamed(before=before, after=name):
            others = [each for each in state.aliases if folded(each) not in (folded(before), folded(name))]
            aliases = [*others, before] if folded(before) != folded(name) else others
        case AliasAdded():
            name, aliases = state.name, [*state.aliases, happened.name]
        case AliasRemoved():
            name, aliases = state.name, [each for each in state.aliases if each != happened.name]
    return msgspec.structs.replace(state, name=name, aliases=tuple(aliases))


def _look_changed(state: Reference, happened: Changed) -> Reference:
    changed = _with_look(state, _changed_look(newest(state), happened.field, happened.after))
    if happened.origin == "hand" or not isinstance(happened.after, str):
        return changed
    return msgspec.structs.replace(changed, read={**state.read, happened.field.removeprefix(ATTRIBUTE): happened.after})


def _with_look(state: Reference, look: Look) -> Reference:
    return msgspec.structs.replace(state, looks={**state.looks, state.version: look})


def _given(look: Look, happened: VersionAdded | SoundGiven) -> Look:
    match happened:
        case VersionAdded(images=images):
            return msgspec.structs.replace(look, images=images)
        case SoundGiven(after=digest):
            return _changed_look(look, f"{ATTRIBUTE}{sounds.ATTRIBUTE}", digest)


def _with_change(state: Reference, id_: UUID, change: LookChange | None) -> Reference:
    versions = {**state.changes.get(id_, {}), state.version: change}
    return msgspec.structs.replace(state, changes={**state.changes, id_: versions})


def _changed_look(look: Look, name: str, value: Json) -> Look:
    if name == "description":
        return msgspec.structs.replace(look, description=value)
    attribute = name.removeprefix("attribute:")
    attributes = {other: text for other, text in look.attributes.items() if other != attribute}
    return msgspec.structs.replace(look, attributes=attributes if value is None else {**attributes, attribute: value})


def ever_changed(state: Reference) -> Iterator[LookChange]:
    """Yield every change of the look for a part of the film that there is or was, as of each version."""
    yield from (change for versions in state.changes.values() for change in versions.values() if change)


def versions(state: Reference) -> list[int]:
    """Return the versions that changed the look, in any part of the film."""
    return sorted({*state.looks, *(version for versions in state.changes.values() for version in versions)})


def newest(state: Reference) -> Look:
    """Return the newest look, whatever is locked."""
    return state.looks[max(state.looks)] if state.looks else Look()


def newest_changes(state: Reference) -> dict[UUID, LookChange]:
    """Return the newest changes of the look, whatever is locked."""
    return state.look_changes(state.version)


def ancestors(
    references: Mapping[UUID, Folded[Reference]], of: Iterable[UUID], *, ever: bool = True
) -> dict[UUID, Folded[Reference]]:
    """Return the references that the named ones lie in, at any depth; with `ever` those that they once lay in too."""
    chain: dict[UUID, Folded[Reference]] = {}
    waiting = [parent for ref in of if ref in references for parent in parents(references[ref], ever=ever)]
    while waiting:
        ref = waiting.pop()
        if ref in references and ref not in chain:
            chain[ref] = references[ref]
            waiting += parents(references[ref], ever=ever)
    return chain


def parents(folded: Folded[Reference], *, ever: bool = True) -> list[UUID]:
    """Return the reference that one lies in, and with `ever` those before it."""
    now = [folded.state.parent] if folded.state.parent else []
    trail = folded.trails.get("parent", ()) if ever else ()
    return [*dict.fromkeys([*now, *(UUID(value) for _, value in trail if value)])]


def linked(folded: Folded[Reference]) -> list[UUID]:
    """Return all references that one names or once named, what is read of which is read with it."""
    return [*parents(folded), *voices_of(folded)]


def voices_of(folded: Folded[Reference]) -> list[UUID]:
    """Return the voice that somebody speaks with, and those before it."""
    now = [folded.state.voice] if folded.state.voice else []
    return [*dict.fromkeys([*now, *(UUID(value) for _, value in folded.trails.get("voice", ()) if value)])]


def _changing(name: str) -> Callable[[Reference, str, Value], Command]:
    return lambda state, behind, value: ChangeReference(f"{name}{behind}", None if value is ABSENT else value)


def _lock_command(_: Reference, __: str, value: Value) -> Command:
    return UnlockReference() if value is ABSENT else LockReference(value["reason"], value["version"])


def _asked_lock(_: Reference, __: str, value: Json) -> Command:
    return UnlockReference() if value is None else LockReference(converted(value, str, "lock"))


def _asked_removal(_: Reference, __: str, value: Json) -> Command:
    return RemoveReference() if converted(value, bool, REMOVED) else RestoreReference()


def _asked_picture(_: Reference, digest: str, value: Json) -> Command:
    return AddPicture(digest) if converted(value, bool, PICTURE) else RemovePicture(digest)


def _removal(state: Reference) -> Value:
    return {"into": str(state.merged)} if state.merged else True if state.removed else ABSENT


def _removal_command(_: Reference, __: str, value: Value) -> Command:
    if value is ABSENT:
        return RestoreReference()
    return MergeReference(UUID(value["into"])) if isinstance(value, dict) else RemoveReference()


def _asked_look(_: Reference, name: str, value: Json) -> Command:
    asked = None if value is None else converted(value, LookChange, LOOK_CHANGE)
    return SetLookChange(converted(name, UUID, LOOK_CHANGE), asked)


def _look_command(_: Reference, name: str, value: Value) -> Command:
    return SetLookChange(UUID(name), None if value is ABSENT else msgspec.convert(value, LookChange))


def _asked_alias(_: Reference, name: str, value: Json) -> Command:
    return AddAlias(name) if converted(value, bool, ALIAS) else RemoveAlias(name)


def _lock(state: Reference) -> Value:
    return {"version": state.locked_version, "reason": state.lock_reason} if state.locked_version else ABSENT


def _text_field(name: str, read: Callable[[Reference], Value], of: str) -> Field[Reference]:
    changing = _changing(name)
    return Field(name, (of,), read, command=changing, edit=changing, told=as_read, right="edit_references")


PARTS: tuple[Part[Reference], ...] = (
    Field(
        "name",
        ("name",),
        attribute("name"),
        command=lambda state, _, value: GiveName(value),
        edit=_changing("name"),
        told=as_read,
        right="edit_references",
    ),
    Part("called", ("name", "aliases"), called, trail=True),
    Field(
        ALIAS,
        ("aliases",),
        lambda state: dict.fromkeys(state.aliases, True),
        command=lambda state, name, value: RemoveAlias(name) if value is ABSENT else AddAlias(name),
        edit=_asked_alias,
        told=as_read,
        label="alias {name}",
        right="edit_references",
    ),
    Field(
        "parent",
        ("parent",),
        attribute("parent"),
        trail=True,
        command=_changing("parent"),
        edit=_changing("parent"),
        told=as_read,
        right="edit_references",
    ),
    Field(
        "voice",
        ("voice",),
        attribute("voice"),
        trail=True,
        command=_changing("voice"),
        edit=_changing("voice"),
        told=as_read,
        right="edit_references",
    ),
    Field(
        "kind",
        ("kind",),
        attribute("kind"),
        trail=True,
        command=_changing("kind"),
        told=as_read,
        right="edit_references",
    ),
    _text_field("rights", attribute("rights"), "rights"),
    _text_field("description", lambda state: newest(state).description, "looks"),
    Field(
        "images",
        ("looks",),
        lambda state: list(newest(state).images),
        command=lambda state, _, value: SetPictures(tuple(value)),
        told=as_read,
        right="edit_references",
    ),
    Field(PICTURE, (), lambda state: {}, edit=_asked_picture, right="edit_references"),
    Field(
        ATTRIBUTE,
        ("looks",),
        lambda state: newest(state).attributes,
        command=_changing(ATTRIBUTE),
        edit=_changing(ATTRIBUTE),
        told=as_read,
        label="{name}",
        right="edit_references",
    ),
    Field(
        LOOK_CHANGE,
        ("changes",),
        lambda state: {str(id_): document(change) for id_, change in newest_changes(state).items()},
        command=_look_command,
        edit=_asked_look,
        told=as_read,
        label="look in a part of the film",
        right="edit_references",
    ),
    Part("look:", ("looks", "changes"), lambda state: {str(version): version for version in versions(state)}),
    Field(
        "lock",
        ("locked_version", "lock_reason"),
        _lock,
        trail=True,
        command=_lock_command,
        edit=_asked_lock,
        told=lambda value, around: value["version"],
        right="lock",
        lifting="unlock",
    ),
    Field(
        REMOVED,
        ("removed", "merged"),
        _removal,
        trail=True,
        command=_removal_command,
        edit=_asked_removal,
        label="removal",
        right="edit_references",
    ),
)

reference: Aggregate[Reference, Command] = Aggregate(
    "reference",
    Reference(),
    decide,
    evolve,
    PARTS,
    fixed=("production", "origin"),
    unheld=("version", "read"),
)
