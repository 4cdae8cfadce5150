"""The state of a reference, and what each event makes of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never
from uuid import UUID

import msgspec

from events.decider import ABSENT, Folded
from events.registry import Json
from productions.domain import sounds
from productions.domain.fields.values import ATTRIBUTE, LOOK_CHANGE
from productions.domain.looks import Look, LookChange
from productions.domain.normal_form import folded
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
from productions.domain.reference.values import LINKS, VOICE_IN, Kind
from productions.domain.scene import Origin
from productions.domain.voices import ANY


class Reference(msgspec.Struct, frozen=True):
    """The state of a reference. `looks` holds the look as of each version that changed it.

    `changes` holds each change of the look for a part of the film, as of each version that changed it; None: it ended.
    `aliases` are other names, as scripts may spell it. `voice` is the voice that somebody speaks with, `voices` are
    those of languages in which it is another, by tag. `read` are attributes as the script last gave them. `merged` is
    the reference that took this one in, which is removed for that.
    """

    production: UUID | None = None
    kind: Kind = "character"
    name: str = ""
    aliases: tuple[str, ...] = ()
    parent: UUID | None = None
    voice: UUID | None = None
    voices: dict[str, UUID] = {}
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


def _is_look(name: str) -> bool:
    return name == "description" or name.startswith("attribute:")


def called(state: Reference) -> str:
    """Return all names of a reference as they are compared, one on each line, its own first."""
    return "\n".join(map(folded, state.names))


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
        case Changed(field=name, after=after):
            return _with_field(state, name, after)
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


def _with_field(state: Reference, name: str, value: Json) -> Reference:
    if name in LINKS:
        return msgspec.structs.replace(state, **{name: msgspec.convert(value, UUID | None)})
    if not name.startswith(VOICE_IN):
        return msgspec.structs.replace(state, **{name: value})
    tag = name.removeprefix(VOICE_IN)
    voices = {other: voice for other, voice in state.voices.items() if other != tag}
    return msgspec.structs.replace(state, voices={**voices, tag: msgspec.convert(value, UUID)} if value else voices)


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
    """Return the voices that somebody speaks with, in any language, and those before them."""
    trails = (trail for key, trail in folded.trails.items() if key == "voice" or key.startswith(VOICE_IN))
    once = (UUID(value) for trail in trails for _, value in trail if value is not ABSENT and value)
    return [*dict.fromkeys([*cast_voices(folded.state).values(), *once])]


def cast_voices(state: Reference) -> dict[str, UUID]:
    """Return the voices that somebody speaks with by language; that for all others stands under no tag."""
    return {**({ANY: state.voice} if state.voice else {}), **state.voices}
