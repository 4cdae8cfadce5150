"""Which events a command on a shot makes."""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import assert_never
from uuid import UUID

import msgspec

from events.registry import Event, Json
from productions.domain import settings, sounds, translations
from productions.domain.settings import EventClasses
from productions.domain.shot.commands import (
    AddShot,
    ChangeShot,
    Command,
    ContinuesInACircle,
    InvalidShot,
    MoveShot,
    RemoveCast,
    RemoveShot,
    RestoreShot,
    RestoreSource,
    ReviseSource,
    SelectTake,
    SetCast,
    SetContinues,
    SetRecording,
    SetTranslation,
    ShotAlreadyAdded,
    ShotRemoved,
)
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
    ShotLocked,
    ShotParameterCleared,
    ShotParameterSet,
    ShotSoundPlaced,
    ShotUnlocked,
    TakeSelected,
    TranslationSet,
)
from productions.domain.shot.state import Shot
from productions.domain.shot.values import CAMERAS, LONGEST_FRAMES, LONGEST_TEXT, SIZES, CastEntry, Place, Source

CLASSES = EventClasses("shot", ShotParameterSet, ShotParameterCleared, ShotLocked, ShotUnlocked)


def clean_field(name: str, value: Json) -> Json:
    """Return a field's canonical value; InvalidShot says what is wrong with it. None follows the script."""
    if value is None:
        return None
    match name:
        case "description" if isinstance(value, str) and len(value) <= LONGEST_TEXT:
            return value.strip()
        case "size" if value in SIZES:
            return value
        case "camera" if value in CAMERAS:
            return value
        case "frames" if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST_FRAMES:
            return value
    allowed = {
        "description": f"text of at most {LONGEST_TEXT} characters",
        "size": f"one of {', '.join(SIZES)}",
        "camera": f"one of {', '.join(CAMERAS)}",
        "frames": f"a whole number from 1 to {LONGEST_FRAMES}",
    }
    if name not in allowed:
        raise InvalidShot(f"A shot has no field called {name!r} that can be edited.", field=name)
    raise InvalidShot(f"{name} must be {allowed[name]}, or null to follow the script.", field=name)


_STRENGTH = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?")


def clean_strength(strength: str) -> str:
    """Return a strength between 0 and 1 as a plain decimal; InvalidShot otherwise."""
    if not _STRENGTH.fullmatch(strength):
        raise InvalidShot('strength must be a decimal from 0 to 1, written as text, for example "0.65".')
    return format(Decimal(strength).normalize(), "f")


def decide(state: Shot, command: Command) -> Sequence[Event]:
    if state.removed and not isinstance(command, RemoveShot | RestoreShot):
        raise ShotRemoved(f"Shot {state.code} is removed; restore it first.", shot=state.code)
    match command:
        case AddShot():
            return _add(state, command)
        case ChangeShot(name, value):
            before, after = getattr(state, name, None), clean_field(name, value)
            return [Changed(field=name, before=before, after=after)] if before != after else []
        case ReviseSource():
            return _revise(state, command)
        case RestoreSource(source):
            return _source_changed(state, source)
        case MoveShot(scene, rank, home):
            before, after = Place(_scene(state), state.rank), Place(scene, rank)
            still = before == after and home in (None, state.home)
            return [] if still else [Moved(before=before, after=after, home=home)]
        case RemoveShot(with_scene, origin):
            return [] if state.removed else [Removed(scene=with_scene, origin=origin)]
        case RestoreShot():
            return [Restored()] if state.removed else []
        case SetCast() | RemoveCast():
            return _cast(state, command)
        case SetContinues(shot, cycle):
            if cycle:
                raise ContinuesInACircle("A shot cannot continue itself, at once or over others.")
            return [ContinuesSet(before=state.continues, after=shot)] if shot != state.continues else []
        case SelectTake(take):
            return [TakeSelected(before=state.take, after=take)] if take or state.take else []
        case SetRecording() | SetTranslation() | sounds.PlaceSound():
            return _heard(state, command)
        case (
            settings.SetParameter() | settings.ClearParameter() | settings.LockParameter() | settings.UnlockParameter()
        ):
            return settings.decide(state.settings, command, CLASSES)
        case _:
            assert_never(command)


def _heard(state: Shot, command: SetRecording | SetTranslation | sounds.PlaceSound) -> Sequence[Event]:
    match command:
        case SetRecording(slot, recording):
            before, after = state.recordings.get(slot), sounds.clean_recording(recording) if recording else None
            return [RecordingSet(slot=slot, before=before, after=after)] if before != after else []
        case SetTranslation(slot, translation):
            said, now = state.translations.get(slot), translations.clean(translation) if translation else None
            return [TranslationSet(slot=slot, before=said, after=now)] if said != now else []
        case sounds.PlaceSound():
            return sounds.decide(state.sounds, command, ShotSoundPlaced)


def _scene(state: Shot) -> UUID:
    assert state.scene is not None, "an added shot stands in a scene"
    return state.scene


def _add(state: Shot, command: AddShot) -> Sequence[Event]:
    if state.code:
        raise ShotAlreadyAdded("This shot exists already.")
    return [
        Added(
            scene=command.scene,
            code=command.code,
            rank=command.rank,
            origin=command.origin,
            source=command.source,
            description=clean_field("description", command.description),
            size=clean_field("size", command.size),
            camera=clean_field("camera", command.camera),
            frames=clean_field("frames", command.frames),
            cast=dict(command.cast),
        )
    ]


def _revise(state: Shot, command: ReviseSource) -> Sequence[Event]:
    """A source that says the same leaves the shot alone; a new one redoes the derived cast."""
    same = state.source is not None and state.source.digest == command.source.digest
    revised = [] if same and not command.decided else _source_changed(state, command.source)
    return [*revised, *recast(state, dict(command.cast), command.again if same else None)]


def _source_changed(state: Shot, source: Source | None) -> Sequence[Event]:
    before, after = msgspec.to_builtins(state.source), msgspec.to_builtins(source)
    return [Changed(field="source", before=before, after=after)] if before != after else []


def recast(
    state: Shot, wanted: Mapping[UUID, CastEntry], only: Collection[UUID] | None = None
) -> Sequence[CastSet | CastRemoved]:
    """Return what makes the derived entries those wanted, or `only` those of some references.

    What a person set or took out stays. Of some references, another reason alone is no change.
    """
    derived = {ref: entry for ref, entry in state.cast.items() if entry.derived and (only is None or ref in only)}
    asked = {ref: entry for ref, entry in wanted.items() if only is None or ref in only}
    new = {
        ref: entry
        for ref, entry in asked.items()
        if ref in derived or (ref not in state.cast and ref not in state.refused)
    }
    return [
        *(CastRemoved(reference=ref, before=derived[ref], derived=True) for ref in derived if ref not in asked),
        *(
            CastSet(reference=ref, before=state.cast.get(ref), after=entry)
            for ref, entry in new.items()
            if _differs(entry, state.cast.get(ref), reasons=only is None)
        ),
    ]


def _differs(entry: CastEntry, before: CastEntry | None, *, reasons: bool) -> bool:
    if before is None or reasons:
        return entry != before
    return msgspec.structs.replace(entry, why=before.why) != before


def _cast(state: Shot, command: SetCast | RemoveCast) -> Sequence[Event]:
    before = state.cast.get(command.reference)
    match command:
        case SetCast(reference, entry):
            entry = msgspec.structs.replace(entry, strength=clean_strength(entry.strength))
            return [CastSet(reference=reference, before=before, after=entry)] if entry != before else []
        case RemoveCast(reference, derived):
            return [CastRemoved(reference=reference, before=before, derived=derived)] if before else []
        case _:
            assert_never(command)
