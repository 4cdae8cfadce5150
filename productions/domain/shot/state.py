"""The state of a shot, what is in force of it, and what each event makes of it."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, assert_never
from uuid import UUID

import msgspec

from productions.domain import parameters, settings, sounds
from productions.domain.fields import Value
from productions.domain.normal_form import folded
from productions.domain.scene import Origin
from productions.domain.settings import Locked, ParameterCleared, ParameterSet, Settings, Unlocked
from productions.domain.shot.events import (
    Added,
    CastRemoved,
    CastSet,
    Changed,
    ContinuesSet,
    Moved,
    RecordingSet,
    Removed,
    Restored,
    ShotEvent,
    ShotSoundPlaced,
    TakeSelected,
    TranslationSet,
)
from productions.domain.shot.values import Camera, CastEntry, Line, OwnField, Size, Source
from productions.domain.sounds import Placed, Recording
from productions.domain.translations import Translation


class Shot(msgspec.Struct, frozen=True):
    """The state of a shot. A field that is None follows the script; `refused` is cast that a person removed.

    `home` is the scene in which the script has it; None when a person made it. `recordings` and
    `translations` are those of its lines, by their slots, also of words that the script no longer has.
    """

    scene: UUID | None = None
    home: UUID | None = None
    code: str = ""
    rank: str = ""
    origin: Origin = "hand"
    source: Source | None = None
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    settings: Settings = Settings()
    cast: dict[UUID, CastEntry] = {}
    refused: tuple[UUID, ...] = ()
    continues: UUID | None = None
    take: UUID | None = None
    removed: bool = False
    removed_by: Origin = "hand"
    removed_with: UUID | None = None
    text_changed: bool = False
    recordings: dict[str, Recording] = {}
    sounds: dict[UUID, Placed] = {}
    translations: dict[str, Translation] = {}


NO_SOURCE = Source(text="", digest="", description="")


class EffectiveShot(NamedTuple):
    """What is in force of a shot's text and framing: what a person wrote, else what the script says."""

    text: str
    description: str
    dialogue: tuple[Line, ...]
    size: Size
    camera: Camera
    length: list[int | None]

    def frames(self, rate: str) -> int:
        """Return the length in frames at an exact rate, such as 24000/1001."""
        return frames_of(self.length, rate)


def frames_of(length: Sequence[int | None], rate: str) -> int:
    """Return the frames of a length, which is own frames or else milliseconds of the script's estimate."""
    own, milliseconds = length
    return own or parameters.frames_of(milliseconds or 0, rate)


@cache
def in_force(name: OwnField) -> Callable[[Shot], Any]:
    """Return what reads of a shot what a person wrote, else what the script says."""
    own = attrgetter(name)

    def read(state: Shot) -> Any:
        value = own(state)
        return own(state.source or NO_SOURCE) if value is None else value

    return read


def length_of(state: Shot) -> list[int | None]:
    """Own frames, or else milliseconds of the script's estimate."""
    return [state.frames, None] if state.frames else [None, (state.source or NO_SOURCE).milliseconds]


def dialogue_of(state: Shot) -> Value:
    return msgspec.to_builtins((state.source or NO_SOURCE).dialogue)


def speakers_of(state: Shot) -> str:
    """Return the names of who speaks as they are compared, one on each line."""
    names = (folded(line.character) for line in (state.source or NO_SOURCE).dialogue)
    return "\n".join(dict.fromkeys(names))


def words_of(state: Shot) -> Value:
    """Return by which its lines have recordings and translations: their slots, without a language."""
    return [*sounds.slots((state.source or NO_SOURCE).dialogue, "")]


def effective(state: Shot) -> EffectiveShot:
    """Return what is in force of a shot by itself."""
    source = state.source or NO_SOURCE
    return EffectiveShot(
        text=source.text,
        description=in_force("description")(state),
        dialogue=source.dialogue,
        size=in_force("size")(state),
        camera=in_force("camera")(state),
        length=length_of(state),
    )


def evolve(state: Shot, happened: ShotEvent) -> Shot:
    replace = msgspec.structs.replace
    match happened:
        case Added():
            return Shot(
                scene=happened.scene,
                home=happened.scene if happened.origin == "script" else None,
                code=happened.code,
                rank=happened.rank,
                origin=happened.origin,
                source=happened.source,
                description=happened.description,
                size=happened.size,
                camera=happened.camera,
                frames=happened.frames,
                cast=happened.cast,
            )
        case Changed():
            return _changed(state, happened)
        case Moved(after=after, home=home):
            return replace(state, scene=after.scene, rank=after.rank, home=home or state.home)
        case Removed(scene=scene, origin=origin):
            return replace(state, removed=True, removed_by=origin, removed_with=scene)
        case Restored():
            return replace(state, removed=False, removed_with=None)
        case CastSet(reference=reference, after=entry):
            refused = tuple(other for other in state.refused if other != reference)
            return replace(state, cast={**state.cast, reference: entry}, refused=refused)
        case CastRemoved(reference=reference, derived=derived):
            cast = {other: entry for other, entry in state.cast.items() if other != reference}
            return replace(state, cast=cast, refused=state.refused if derived else (*state.refused, reference))
        case ContinuesSet(after=shot):
            return replace(state, continues=shot)
        case TakeSelected(after=take):
            return replace(state, take=take)
        case RecordingSet() | TranslationSet() | ShotSoundPlaced():
            return _heard(state, happened)
        case ParameterSet() | ParameterCleared() | Locked() | Unlocked():
            return replace(state, settings=settings.evolve(state.settings, happened))
        case _:
            assert_never(happened)


def _heard(state: Shot, happened: RecordingSet | TranslationSet | ShotSoundPlaced) -> Shot:
    replace = msgspec.structs.replace
    match happened:
        case RecordingSet(slot=slot, after=recording):
            others = {name: each for name, each in state.recordings.items() if name != slot}
            return replace(state, recordings={**others, slot: recording} if recording else others)
        case TranslationSet(slot=slot, after=translation):
            kept = {name: each for name, each in state.translations.items() if name != slot}
            return replace(state, translations={**kept, slot: translation} if translation else kept)
        case ShotSoundPlaced():
            return replace(state, sounds=sounds.evolve(state.sounds, happened))


def _changed(state: Shot, happened: Changed) -> Shot:
    replace = msgspec.structs.replace
    if happened.field == "source":
        source = msgspec.convert(happened.after, Source | None)
        return replace(state, source=source, text_changed=state.description is not None)
    state = replace(state, **{happened.field: happened.after})
    return replace(state, text_changed=False) if happened.field == "description" else state
