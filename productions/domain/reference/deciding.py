"""Which events a command on a reference makes."""

import re
from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

import msgspec

from events.registry import Json
from productions.domain import sounds, voices
from productions.domain.colours import clean_colour, holds_colour
from productions.domain.fields import converted
from productions.domain.fields.values import ATTRIBUTE, LOOK_CHANGE
from productions.domain.looks import InvalidLookChange, LookChange, clean_where
from productions.domain.names import clean_label, clean_name
from productions.domain.normal_form import folded
from productions.domain.parameters import language_tag
from productions.domain.reference.commands import (
    AddAlias,
    AddPicture,
    AddReference,
    ChangeReference,
    Command,
    GiveName,
    GiveSound,
    InvalidReference,
    LockReference,
    MergeReference,
    NoSoundHere,
    ReferenceAlreadyAdded,
    ReferenceRemoved,
    RemoveAlias,
    RemovePicture,
    RemoveReference,
    RestoreReference,
    SetLookChange,
    SetPictures,
    TooManyAliases,
    TooManyLookChanges,
    TooManyPictures,
    UnlockReference,
)
from productions.domain.reference.events import (
    Added,
    AliasAdded,
    AliasRemoved,
    Changed,
    Locked,
    LookChanged,
    Merged,
    ReferenceEvent,
    Removed,
    Renamed,
    Restored,
    SoundGiven,
    Unlocked,
    VersionAdded,
)
from productions.domain.reference.state import Reference, cast_voices, newest, newest_changes
from productions.domain.reference.values import (
    KINDS,
    LINKS,
    LONGEST_ATTRIBUTE,
    LONGEST_TEXT,
    MOST_ALIASES,
    MOST_LOOK_CHANGES,
    MOST_PICTURES,
    MOST_VOICES,
    PEOPLE,
    SCRIPTED,
    VOICE_IN,
    Kind,
)

_ATTRIBUTE = re.compile(r"attribute:[a-z][a-z0-9_]{0,39}")


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


def clean_field(name: str, value: Json) -> Json:
    """Return a field's canonical value; InvalidReference says what is wrong with it."""
    if name == "name" and isinstance(value, str):
        return clean_name(value)
    if name == "kind" and value in SCRIPTED:
        return value
    if _is_link(name) and (value is None or isinstance(value, str)):
        return value and str(converted(value, UUID, name))
    if name in ("description", "rights") and isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value.strip()
    if _ATTRIBUTE.fullmatch(name) and (value is None or isinstance(value, str)):
        return _clean_attribute(name.removeprefix("attribute:"), value or "") or None
    raise InvalidReference(
        "A reference has name, description, rights, parent, voice, voice:<language> and attribute:<name>, each of them "
        f"text; its kind may become {', '.join(SCRIPTED[:-1])} or {SCRIPTED[-1]}.",
        field=name,
    )


def _is_link(name: str) -> bool:
    return name in LINKS or (name.startswith(VOICE_IN) and _is_tag(name.removeprefix(VOICE_IN)))


def _is_tag(text: str) -> bool:
    """Whether a text is the tag of a language as it is kept: de-AT, never de-at."""
    try:
        return language_tag(text) == text
    except ValueError:
        return False


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


def _change(state: Reference, command: ChangeReference) -> Sequence[ReferenceEvent]:
    name, after = command.field, _clean(state.kind, command.field, command.value)
    before = _field(state, name)
    if before == after:
        return []
    if name == "kind":
        _check_kind(state, after)
    if name == "parent" and state.kind != "location":
        raise InvalidReference("Only a location lies in another one.", field=name)
    if _names_voice(name) and state.kind not in PEOPLE:
        raise InvalidReference("Only a character or a group speaks with a voice.", field=name)
    if name.startswith(VOICE_IN) and before is None and len(state.voices) >= MOST_VOICES:
        raise InvalidReference(f"Somebody has a voice of its own in at most {MOST_VOICES} languages.", field=name)
    if _names_sound(state, name) and after is not None and after not in state.sound_files:
        raise InvalidReference("A file of sound is handed in; its digest is not written by hand.", field=name)
    if name == "name":
        return [Renamed(before=str(before), after=str(after))]
    return [Changed(field=name, before=before, after=after, origin=command.origin)]


def _names_voice(name: str) -> bool:
    return name == "voice" or name.startswith(VOICE_IN)


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
    if cast_voices(state) and after not in PEOPLE:
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
    if name.startswith(VOICE_IN):
        voice = state.voices.get(name.removeprefix(VOICE_IN))
        return str(voice) if voice else None
    if name in LINKS:
        linked = getattr(state, name)
        return str(linked) if linked else None
    return newest(state).description if name == "description" else getattr(state, name, None)
