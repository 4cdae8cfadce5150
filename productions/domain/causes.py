"""The event behind what is in force of a shot: the one that last changed it, wherever it happened.

A value in force may rest on several things: a parameter on settings and locks of three levels, what is read of a cast
reference on the shot's entry, on the reference's versions, lock and removal, and where its look changes in the film on
the places of scenes and shots. Their trails say when each of them had which value. So a lock at the present value, or a
version that changes nothing which is read, is no cause.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from events.decider import ABSENT, Folded, Trail, last_changes
from events.registry import Json
from productions.domain import looks, normal_form, reference, settings, sounds
from productions.domain.fields.values import CAST, LOCK, PARAMETER, RECORDING, SOUND, TRANSLATION
from productions.domain.looks import Look, LookChange, inherited
from productions.domain.parameters import PARAMETERS, Level, Parameter
from productions.domain.production import Production
from productions.domain.reference import PEOPLE, Reference
from productions.domain.scene import Scene
from productions.domain.settings import Lock, Settings
from productions.domain.shot import EffectiveShot, Shot, frames_of, speakers_of, words_of
from productions.domain.voices import ANY, VOICE, in_turn, said

Chain = tuple[tuple[Level, Folded[Production] | Folded[Scene] | Folded[Shot]], ...]
"""The states from the production down to a scene or a shot."""

Now = Mapping[str, Any]
IN_SCENE = "in scene"
ALWAYS = UUID(int=0)
"""The event before all others: what came about by none has been so since."""
FRAME_RATE = PARAMETERS["frame_rate"]
LANGUAGE = PARAMETERS["language"]


def of_parameter(parameter: Parameter, chain: Chain) -> UUID | None:
    """Return the event behind the value in force of a parameter; None for a default that nobody touched.

    To a shot that was moved, what its scene says came with the move.
    """
    name = parameter.name
    trails = _settings_trails(name, chain)
    if not trails:
        return None
    changes = last_changes({**trails, **_arrived(chain)}, lambda now: {name: _in_force(parameter, chain, now)})
    return changes[name] if changes[name].int else None


def _arrived(chain: Chain) -> dict[str, Trail]:
    """Since when the last of a chain stands in its scene."""
    level, last = chain[-1]
    moved = last.causes.get("scene") if level == "shot" else None
    return {IN_SCENE: ((moved, True),) if moved else ((ALWAYS, True),)}


def _settings_trails(name: str, chain: Chain) -> dict[str, Trail]:
    trails = {}
    for level, folded in chain:
        held: Settings = folded.state.settings
        lock = held.locks.get(name)
        values = {PARAMETER: held.values.get(name, ABSENT), LOCK: msgspec.to_builtins(lock) if lock else ABSENT}
        for kind, value in values.items():
            if f"{kind}{name}" in folded.causes:
                trails[f"{level} {kind}"] = folded.trail(f"{kind}{name}", value)
    return trails


def _in_force(parameter: Parameter, chain: Chain, now: Now) -> Json:
    levels = [level for level, _ in chain if level != "scene" or now.get(IN_SCENE)]
    return settings.effective(parameter, [(level, _settings(parameter.name, level, now)) for level in levels]).value


def _settings(name: str, level: Level, now: Now) -> Settings:
    value, lock = now.get(f"{level} {PARAMETER}", ABSENT), now.get(f"{level} {LOCK}", ABSENT)
    return Settings(
        {} if value is ABSENT else {name: value}, {} if lock is ABSENT else {name: msgspec.convert(lock, Lock)}
    )


def of_frames(shot: Folded[Shot], effective: EffectiveShot, production: Folded[Production]) -> UUID:
    """Return the event behind the length: the script's estimate follows the rate of the production too."""
    chain: Chain = (("production", production),)
    trails = _settings_trails(FRAME_RATE.name, chain)
    if not trails:
        return shot.cause("frames")

    def frames(now: Now) -> Mapping[str, Json]:
        rate = str(_in_force(FRAME_RATE, chain, now))
        return {"frames": frames_of(now["frames"], rate)} if "frames" in now else {}

    return last_changes({**trails, "frames": shot.trail("frames", effective.length)}, frames)["frames"]


def of_dialogue(shot: Folded[Shot], effective: EffectiveShot, references: Mapping[UUID, Folded[Reference]]) -> UUID:
    """Return the event behind the dialogue: who speaks a line follows the cast and the names of references too."""
    spoken = {normal_form.folded(line.character) for line in effective.dialogue}
    if not spoken:
        return shot.cause("dialogue")
    refs = [ref for ref in ever_cast(shot) if ref in references]
    recast = any(key.startswith(CAST) for key in shot.causes)
    if not recast and not any(part in references[ref].causes for ref in refs for part in SPEAKER_PARTS):
        return shot.cause("dialogue")
    trails: dict[str, Trail] = {"lines": ((shot.cause("dialogue"), True),), **_cast_trails(shot, refs, references)}

    def speakers(now: Now) -> Mapping[str, Json]:
        called = _speaking_then(refs, now)
        return {"dialogue": {name: called.get(name) for name in spoken}} if "lines" in now else {}

    return last_changes(trails, speakers)["dialogue"]


def of_voices(
    shot: Folded[Shot], references: Mapping[UUID, Folded[Reference]], production: Folded[Production]
) -> Mapping[str, UUID]:
    """Return the events behind the voices of a shot, by input key, also of those that it has no longer.

    Whose voice is heard follows the speakers, the cast, the names of references, and the language of the film where
    somebody has a voice of its own in one; the voice itself follows its own versions.
    """
    refs = [ref for ref in ever_cast(shot) if ref in references]
    voices = {ref: reference.voices_of(references[ref]) for ref in refs if ever_voiced(references[ref])}
    if not voices:
        return {}
    names = speakers_of(shot.state)
    trails = {"speakers": shot.trail("speakers", names), **_cast_trails(shot, refs, references)}
    for ref, had in voices.items():
        trails.update(_voice_trails(ref, references[ref]))
        for voice in (each for each in had if each in references):
            trails.update(_look_trails(voice, references[voice]))

    chain: Chain = (("production", production),)
    if any(len(of) > 1 for of in map(_tags_of, (references[ref] for ref in voices))):
        trails.update(_settings_trails(LANGUAGE.name, chain))

    def heard(now: Now) -> Mapping[str, Json]:
        called = _speaking_then(refs, now)
        speak = {called[name] for name in str(now.get("speakers", "")).split("\n") if name in called}
        language = str(_in_force(LANGUAGE, chain, now))
        said = {ref: _heard_then(ref, references, language, now) for ref in voices if str(ref) in speak}
        return {f"{VOICE}{ref}": each for ref, each in said.items() if each is not None}

    return last_changes(trails, heard)


def ever_voiced(folded: Folded[Reference]) -> bool:
    """Whether somebody has a voice that is cast, in any language, or had one."""
    return any(key == "voice" or key.startswith(reference.VOICE_IN) for key in folded.causes)


def _tags_of(folded: Folded[Reference]) -> set[str]:
    """The languages in which somebody has a voice of its own or had one, and no language for all others."""
    own = (key for key in folded.causes if key.startswith(reference.VOICE_IN))
    return {ANY, *(key.removeprefix(reference.VOICE_IN) for key in own)}


def _voice_trails(ref: UUID, folded: Folded[Reference]) -> dict[str, Trail]:
    """Return with which voice somebody spoke when, by language."""
    voices = reference.cast_voices(folded.state)
    now = {tag: str(voices[tag]) if tag in voices else ABSENT for tag in _tags_of(folded)}
    return {
        f"voice {tag} {ref}": folded.trail(f"{reference.VOICE_IN}{tag}" if tag else "voice", value)
        for tag, value in now.items()
    }


def _heard_then(ref: UUID, references: Mapping[UUID, Folded[Reference]], language: str, now: Now) -> Json:
    """What is read of the voice of somebody in a language at a time; None where none is there."""
    then = {tag: now.get(f"voice {tag} {ref}", ABSENT) for tag in _tags_of(references[ref])}
    said = (_voice_then(voice, references, now) for voice in in_turn(then, language))
    return next((each for each in said if each is not None), None)


def _voice_then(voice: Json, references: Mapping[UUID, Folded[Reference]], now: Now) -> Json:
    """What is read of a voice at a time; None where there is none, and while it is removed."""
    ref = UUID(voice) if isinstance(voice, str) else None
    if ref is None or ref not in references:
        return None
    look = _look_then(ref, {ref: references[ref]}, now)
    return said(look.attributes) if look else None


def of_recordings(shot: Folded[Shot], chain: Chain) -> Mapping[str, UUID]:
    """Return the events behind the recordings of a shot's lines, by input key, also of those that it has no longer.

    Which is heard follows the words of the lines and the language that the shot is made in.
    """
    return _of_lines(shot, chain, RECORDING, shot.state.recordings, "digest")


def of_translations(shot: Folded[Shot], chain: Chain) -> Mapping[str, UUID]:
    """Return the events behind the translations of a shot's lines, as `of_recordings` does."""
    return _of_lines(shot, chain, TRANSLATION, shot.state.translations, "text")


def _of_lines(
    shot: Folded[Shot], chain: Chain, prefix: str, by_slot: Mapping[str, object], read: str
) -> Mapping[str, UUID]:
    """The events behind what lines have under their slots, of which `read` is what inputs hold."""
    held = {key: by_slot.get(key.removeprefix(prefix)) for key in shot.causes if key.startswith(prefix)}
    if not held:
        return {}
    trails = {key: shot.trail(key, msgspec.to_builtins(each) if each else ABSENT) for key, each in held.items()}
    words = {"words": shot.trail("words", words_of(shot.state))}

    def heard(now: Now) -> Mapping[str, Json]:
        language = _in_force(LANGUAGE, chain, now)
        lines = enumerate(now.get("words", ()))
        named = {f"{prefix}{line}": now.get(f"{prefix}{language}{word}", ABSENT) for line, word in lines}
        return {key: each[read] for key, each in named.items() if each is not ABSENT}

    return last_changes({**trails, **words, **_settings_trails(LANGUAGE.name, chain), **_arrived(chain)}, heard)


def of_sounds(shot: Folded[Shot], references: Mapping[UUID, Folded[Reference]]) -> Mapping[str, UUID]:
    """Return the events behind the sounds that are placed on a shot, by input key, also of those that are gone.

    What is heard follows the file of the reference: its versions, its lock and its removal.
    """
    placed = {key: shot.state.sounds.get(UUID(key.removeprefix(SOUND))) for key in shot.causes if key.startswith(SOUND)}
    if not placed:
        return {}
    trails = {key: shot.trail(key, msgspec.to_builtins(each) if each else ABSENT) for key, each in placed.items()}
    for ref in ever_heard(shot) & references.keys():
        trails.update(_look_trails(ref, references[ref]))

    def heard(now: Now) -> Mapping[str, Json]:
        there = {key: each for key in placed if isinstance(each := now.get(key), dict)}
        return {key: said for key, each in there.items() if (said := _sound_then(each, references, now))}

    return last_changes(trails, heard)


def _sound_then(value: Mapping[str, Any], references: Mapping[UUID, Folded[Reference]], now: Now) -> Json:
    """What is heard of a placed sound at a time; None where its reference has no file then."""
    placed = msgspec.convert(value, sounds.Placed)
    folded = references.get(placed.reference)
    look = _look_then(placed.reference, {placed.reference: folded}, now) if folded else None
    digest = look.attributes.get(sounds.ATTRIBUTE) if look else None
    return sounds.said(placed, digest) if digest else None


def ever_heard(shot: Folded[Shot]) -> set[UUID]:
    """Return the references that are placed on a shot as sounds, and those that once were."""
    trails = (trail for key, trail in shot.trails.items() if key.startswith(SOUND))
    once = {UUID(each["reference"]) for trail in trails for _, each in trail if isinstance(each, dict)}
    return once | {each.reference for each in shot.state.sounds.values()}


def ever_read(shot: Folded[Shot]) -> set[UUID]:
    """Return the references of which something is read, or was: those that are cast, and those that are heard."""
    return ever_cast(shot) | ever_heard(shot)


SPEAKER_PARTS = ("called", "kind", "removed")
"""The parts of a reference on which it depends what it speaks."""


class Speaker(NamedTuple):
    """What a reference that is cast may speak as: its kind, and its names as they are compared, its own first."""

    kind: str
    names: Sequence[str]


def speaker(state: Reference) -> Speaker | None:
    """Return what a reference may speak as; None while it is removed."""
    return None if state.removed else Speaker(state.kind, reference.called(state).split("\n"))


def speaking(cast: Mapping[UUID, Speaker]) -> dict[str, UUID]:
    """Return who speaks under each name, given those who are cast.

    An own name goes before an alias, among those people go before things, and what was added later before the earlier:
    kinds have names of their own, so that two may be called the same.
    """
    weakest_first = sorted(cast, key=lambda ref: (cast[ref].kind in PEOPLE, ref))
    aliases = {name: ref for ref in weakest_first for name in cast[ref].names[1:]}
    return {**aliases, **{cast[ref].names[0]: ref for ref in weakest_first}}


def _cast_trails(
    shot: Folded[Shot], refs: Sequence[UUID], references: Mapping[UUID, Folded[Reference]]
) -> dict[str, Trail]:
    """Return how a shot cast some references, and as what each of them may have spoken."""
    trails = {f"{CAST}{ref}": entry_trail(shot, ref) for ref in refs}
    for ref in refs:
        trails.update(_speaker_trails(ref, references[ref]))
    return trails


def _speaking_then(refs: Sequence[UUID], now: Now) -> dict[str, Json]:
    """Who speaks under each name at a time, of those who are cast then."""
    cast = (ref for ref in refs if isinstance(now.get(f"{CAST}{ref}"), dict))
    called = speaking({ref: speaker for ref in cast if (speaker := _speaker_then(ref, now))})
    return {name: str(ref) for name, ref in called.items()}


def _speaker_trails(ref: UUID, folded: Folded[Reference]) -> dict[str, Trail]:
    return {
        f"called {ref}": folded.trail("called", reference.called(folded.state)),
        f"kind {ref}": folded.trail("kind", folded.state.kind),
        f"removed {ref}": _removed_trail(folded),
    }


def _speaker_then(ref: UUID, now: Now) -> Speaker | None:
    """What it could speak as at a time; None before it was there and while it was removed."""
    if f"called {ref}" not in now or now.get(f"removed {ref}", ABSENT) is not ABSENT:
        return None
    return Speaker(str(now.get(f"kind {ref}")), str(now[f"called {ref}"]).split("\n"))


def _removed_trail(folded: Folded[Reference]) -> Trail:
    return folded.trail("removed", True if folded.state.removed else ABSENT)


def ever_cast(shot: Folded[Shot]) -> set[UUID]:
    """Who was cast once, and who is."""
    known = (UUID(key.removeprefix(CAST)) for key in shot.causes if key.startswith(CAST))
    return {*known, *shot.state.cast}


def entry_trail(shot: Folded[Shot], ref: UUID) -> Trail:
    """Return how a shot cast a reference, and when."""
    entry = shot.state.cast.get(ref)
    return shot.trail(f"{CAST}{ref}", msgspec.to_builtins(entry) if entry else ABSENT)


class Stands(NamedTuple):
    """Where a shot stands in the film, and stood: what is read of a reference rests on that where its look changes.

    `changes` are all that there are or were; `ends` are the places that the scenes and shots had at which they begin
    and end.
    """

    places: Trail
    changes: Sequence[LookChange]
    ends: Mapping[UUID, Trail]

    def like(self) -> Hashable:
        """Return what is alike for shots for which the look changes alike, now and at any time."""
        sides = ((event, looks.sides(change, at, self.ends)) for event, at in self.places for change in self.changes)
        return tuple((event, *each) for event, each in sides)


def of_cast(
    ref: UUID, references: Mapping[UUID, Folded[Reference]], entries: Trail, stands: Stands | None = None
) -> Mapping[str, UUID]:
    """Return the event behind each part of what is read of a reference that is cast so.

    A place takes what it lacks from the place it lies in, so that one's trails count too. Where looks change in parts
    of the film, `stands` says where the shot does.
    """
    around = {**reference.ancestors(references, [ref]), ref: references[ref]}
    trails: dict[str, Trail] = {"entry": entries}
    for each, folded in around.items():
        trails.update(_look_trails(each, folded))
    if stands:
        trails["stands"] = stands.places
        trails.update({f"end {id_}": trail for id_, trail in stands.ends.items()})
    return last_changes(trails, lambda now: _cast_parts(ref, around, now))


def _look_trails(ref: UUID, folded: Folded[Reference]) -> dict[str, Trail]:
    state = folded.state
    lock = {"version": state.locked_version, "reason": state.lock_reason} if state.locked_version else ABSENT
    return {
        f"kind {ref}": folded.trail("kind", state.kind),
        f"removed {ref}": _removed_trail(folded),
        f"lock {ref}": folded.trail("lock", lock),
        f"newest {ref}": tuple((folded.cause(f"look:{version}"), version) for version in reference.versions(state)),
        f"parent {ref}": folded.trail("parent", str(state.parent) if state.parent else None),
    }


def _cast_parts(ref: UUID, around: Mapping[UUID, Folded[Reference]], now: Now) -> Mapping[str, Json]:
    entry = now.get("entry")
    if not isinstance(entry, dict) or (look := _look_then(ref, around, now, entry["version"])) is None:
        return {}
    kind = str(now[f"kind {ref}"])
    return parts(cast_value(kind, entry["role"], entry["strength"], msgspec.to_builtins(look)))


def _look_then(
    ref: UUID, around: Mapping[UUID, Folded[Reference]], now: Now, version: int | None = None
) -> Look | None:
    """The look at a time; None before it was there and while it is removed."""
    look, seen, at = None, set[UUID](), ref
    while at in around and at not in seen and f"newest {at}" in now and now.get(f"removed {at}", ABSENT) is ABSENT:
        lock = now.get(f"lock {at}", ABSENT)
        version = version or (now[f"newest {at}"] if lock is ABSENT else lock["version"])
        own = _worn_then(around[at].state, version, now)
        look, version = own if look is None else inherited(look, own), None
        seen.add(at)
        at = UUID(now.get(f"parent {at}") or str(at))
    return look


def _worn_then(state: Reference, version: int, now: Now) -> Look:
    """The look of a version where the shot stood at a time."""
    if "stands" not in now or not (changes := state.look_changes(version)):
        return state.look(version)
    ends = {point.id for change in changes.values() for point in change.ends}
    places = {id_: now[f"end {id_}"] for id_ in ends if f"end {id_}" in now}
    return looks.worn(state.look(version), changes, looks.holding(changes, now["stands"], places))


def cast_value(kind: str, role: str, strength: str, look: Json) -> dict[str, Json]:
    """Return what is read of a cast reference, of which `look` is the look as plain data."""
    return {"kind": kind, "role": role, "strength": strength, "look": look}


def parts(value: Json) -> dict[str, Json]:
    """Return the parts of an input's value that have causes of their own; a value that has none is one by itself."""
    if not isinstance(value, dict) or "look" not in value:
        return {"": value}
    look = value["look"]
    attributes = {f"attribute:{name}": text for name, text in look["attributes"].items()}
    plain = {name: each for name, each in value.items() if name != "look"}
    return {**plain, "description": look["description"], "images": list(look["images"]), **attributes}
