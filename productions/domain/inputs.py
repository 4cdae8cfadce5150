"""The effective inputs of a shot: everything that a recipe may read, flat, each with the event behind it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from events.decider import BEGAN, Folded
from events.registry import Json
from productions.domain import causes, settings, sounds
from productions.domain.causes import Chain, Stands
from productions.domain.fields.values import CAST, LOCK, PARAMETER, RECORDING, SOUND
from productions.domain.looks_reader import Held, LooksReader
from productions.domain.normal_form import folded
from productions.domain.parameters import PARAMETERS, Level, Parameters
from productions.domain.production import Production
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.settings import EffectiveParameter, Settings
from productions.domain.shot import CastEntry, Line, Shot, effective
from productions.domain.shot.state import NO_SOURCE
from productions.domain.voices import VOICE
from productions.domain.voices import said as voices_said

__all__ = ["Chain", "InputsReader", "ShotInputs", "effective_parameters", "settings_of"]


class ShotInputs(msgspec.Struct, frozen=True):
    """`values` by input key and, under the same keys, the events that last changed them in `causes`.

    `within` holds, for a key whose value has parts, the events that last changed each of them; to the shot an older
    one than its own first event came about with that.
    """

    shot: UUID
    scene: UUID
    code: str
    values: dict[str, Json]
    causes: dict[str, UUID]
    within: dict[str, Mapping[str, UUID]] = {}


SHOT_KEYS = ("code", "description", "size", "camera", "continues", "dialogue", "frames")
SCENE_KEYS = ("scene.heading", "scene.setting", "scene.time", "scene.place")
"""The input keys that every shot has, beside parameters and cast."""

_BROUGHT = (RECORDING, SOUND)

Entries = dict[str, tuple[Json, UUID]]
"""Value and cause by input key."""


@dataclass(slots=True)
class InputsReader:
    """Reads the inputs of many shots of one moment; what they share is worked out once.

    Inheritance, locks, cast versions and looks are resolved: the values are what generation may read. `parameters` are
    those of the production and of the stages of its pipeline. `scenes` and `shots` are at least those that changes of
    looks name, and the scenes in which the shots stand and stood. A cause is the event that last changed a value in
    force: what sets it to what it is already is none.
    """

    production: Folded[Production]
    references: Mapping[UUID, Folded[Reference]]
    parameters: Parameters = field(default_factory=lambda: PARAMETERS)
    scenes: Mapping[UUID, Folded[Scene]] = field(default_factory=dict)
    shots: Mapping[UUID, Folded[Shot]] = field(default_factory=dict)
    _inherited: dict[UUID, Entries] = field(default_factory=dict)
    _looks: LooksReader = field(init=False)
    _changing: bool = field(init=False)
    _voiced: bool = field(init=False)
    _followed: dict[Hashable, tuple[Mapping[str, UUID], UUID]] = field(default_factory=dict)
    _speakers: dict[UUID, causes.Speaker | None] = field(default_factory=dict)
    _cast_values: dict[tuple[UUID, str, str, int | None, Held], Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._looks = LooksReader(self.references, self.scenes, self.shots)
        self._voiced = any("voice" in folded.causes for folded in self.references.values())
        self._changing = any(folded.state.changes for folded in self.references.values())

    def read(self, shot_id: UUID, scene: Folded[Scene], shot: Folded[Shot]) -> ShotInputs:
        """Return the inputs of one shot of the production."""
        scene_id = shot.state.scene
        assert scene_id is not None, "only an added shot has inputs"
        entries = self._of_scene(scene_id, scene) | self._of_level(scene, shot)
        cast, within = self._cast(shot_id, shot)
        entries.update(cast)
        entries.update(self._shot(shot, str(entries["parameter:frame_rate"][0])))
        voices, heard = self._voices(shot, entries["dialogue"][0])
        entries.update(voices)
        if shot.state.recordings or shot.state.sounds or any(key.startswith(_BROUGHT) for key in shot.causes):
            brought, gone = self._brought(scene, shot, str(entries["parameter:language"][0]))
            entries.update(brought)
            heard = {**heard, **gone}
        return ShotInputs(
            shot=shot_id,
            scene=scene_id,
            code=shot.state.code,
            values={key: value for key, (value, _) in entries.items()},
            causes={**_gone(shot, self.references), **heard, **{key: cause for key, (_, cause) in entries.items()}},
            within=within,
        )

    def _of_scene(self, scene_id: UUID, scene: Folded[Scene]) -> Entries:
        if scene_id not in self._inherited:
            levels: Chain = (("production", self.production), ("scene", scene))
            self._inherited[scene_id] = {**self._parameters(levels), **_scene(scene)}
        return self._inherited[scene_id]

    def _of_level(self, scene: Folded[Scene], shot: Folded[Shot]) -> Entries:
        """What a shot does not simply share with its scene: settings of its own, and all of it when it was moved."""
        moved = shot.causes.get("scene")
        if not moved and not any(key.startswith((PARAMETER, LOCK)) for key in shot.causes):
            return {}
        values = self._parameters((("production", self.production), ("scene", scene), ("shot", shot)))
        if moved:
            values |= {key: (value, max(cause, moved)) for key, (value, cause) in _scene(scene).items()}
        return values

    def _parameters(self, chain: Chain) -> Entries:
        began = chain[0][1].causes[BEGAN]
        in_force = effective_parameters(chain, self.parameters)
        return {
            f"{PARAMETER}{name}": (now.value, causes.of_parameter(self.parameters[name], chain) or began)
            for name, now in in_force.items()
        }

    def _shot(self, shot: Folded[Shot], rate: str) -> Entries:
        said = effective(shot.state)
        values: dict[str, Json] = {
            "code": shot.state.code,
            "description": said.description,
            "size": said.size,
            "camera": said.camera,
            "continues": str(shot.state.continues) if shot.state.continues else None,
        }
        return {
            **{key: (value, shot.cause(key)) for key, value in values.items()},
            "dialogue": (
                self._dialogue(shot.state, said.dialogue),
                causes.of_dialogue(shot, said, self.references),
            ),
            "frames": (said.frames(rate), causes.of_frames(shot, said, self.production)),
        }

    def _dialogue(self, state: Shot, dialogue: Sequence[Line]) -> list[Json]:
        """Each line with the cast reference that speaks it: the one of the character's name."""
        cast = [ref for ref in state.cast if ref in self.references] if dialogue else []
        speakers = causes.speaking({ref: named for ref in cast if (named := self._speaker(ref))})
        return [
            {
                "character": line.character,
                "text": line.text,
                "parenthetical": line.parenthetical,
                "reference": str(speaker) if (speaker := speakers.get(folded(line.character))) else None,
            }
            for line in dialogue
        ]

    def _voices(self, shot: Folded[Shot], dialogue: Json) -> tuple[Entries, Mapping[str, UUID]]:
        """What is read of the voices of those who speak, and the events behind these voices and those before."""
        heard = causes.of_voices(shot, self.references) if self._voiced else {}
        speak = {UUID(line["reference"]) for line in dialogue if line["reference"]} if heard else set()
        said: dict[str, Json] = {}
        for ref in speak:
            voice = self.references.get(self.references[ref].state.voice or ref)
            if voice and voice.state.kind == "voice" and not voice.state.removed:
                said[f"{VOICE}{ref}"] = voices_said(voice.state.look().attributes)
        return {key: (value, heard[key]) for key, value in said.items()}, heard

    def _brought(self, scene: Folded[Scene], shot: Folded[Shot], language: str) -> tuple[Entries, Mapping[str, UUID]]:
        """The sounds that people brought, and the events behind them and those before."""
        chain: Chain = (("production", self.production), ("scene", scene), ("shot", shot))
        behind = {**causes.of_recordings(shot, chain), **causes.of_sounds(shot, self.references)}
        slots = enumerate(sounds.slots((shot.state.source or NO_SOURCE).dialogue, language))
        recorded = {f"{RECORDING}{line}": shot.state.recordings.get(slot) for line, slot in slots}
        said: dict[str, Json] = {key: each.digest for key, each in recorded.items() if each}
        for id_, placed in shot.state.sounds.items():
            if digest := self._file(placed.reference):
                said[f"{SOUND}{id_}"] = sounds.said(placed, digest)
        return {key: (value, behind[key]) for key, value in said.items()}, behind

    def _file(self, ref: UUID) -> str | None:
        """The digest of the file of sound of a reference; None where it has none, and while it is removed."""
        state = self.references[ref].state if ref in self.references else None
        return None if state is None or state.removed else state.look().attributes.get(sounds.ATTRIBUTE)

    def _speaker(self, ref: UUID) -> causes.Speaker | None:
        if ref not in self._speakers:
            self._speakers[ref] = causes.speaker(self.references[ref].state)
        return self._speakers[ref]

    def _cast(self, id_: UUID, shot: Folded[Shot]) -> tuple[Entries, dict[str, Mapping[str, UUID]]]:
        entries: Entries = {}
        within: dict[str, Mapping[str, UUID]] = {}
        for ref, entry in shot.state.cast.items():
            if ref in self.references and not self.references[ref].state.removed:
                key = f"{CAST}{ref}"
                changes = self._changing and self._looks.changes(ref)
                stands = self._looks.stands(ref, id_, shot) if changes else None
                within[key], newest = self._cast_causes(ref, key, shot, stands)
                held = self._looks.held(ref, entry.version, id_, shot) if changes else ()
                entries[key] = self._cast_value(ref, entry, held), max(newest, shot.causes[BEGAN])
        return entries, within

    def _cast_causes(
        self, ref: UUID, key: str, shot: Folded[Shot], stands: Stands | None
    ) -> tuple[Mapping[str, UUID], UUID]:
        """The event behind each part of what a shot reads of a reference, and the newest.

        Followers share theirs; where the look changes in the film, those for whom it does so alike.
        """
        if shot.state.cast[ref].version is not None or key in shot.causes:
            parts = causes.of_cast(ref, self.references, causes.entry_trail(shot, ref), stands)
            return parts, max(parts.values())
        alike = (ref, stands.like()) if stands else ref
        if alike not in self._followed:
            always = ((causes.ALWAYS, msgspec.to_builtins(CastEntry())),)
            parts = causes.of_cast(ref, self.references, always, stands)
            self._followed[alike] = parts, max(parts.values())
        return self._followed[alike]

    def _cast_value(self, ref: UUID, entry: CastEntry, held: Held) -> Json:
        known = (ref, entry.role, entry.strength, entry.version, held)
        if known not in self._cast_values:
            look = self._looks.look(ref, entry.version, held)
            kind = self.references[ref].state.kind
            self._cast_values[known] = causes.cast_value(kind, entry.role, entry.strength, look)
        return self._cast_values[known]


def _gone(shot: Folded[Shot], references: Mapping[UUID, Folded[Reference]]) -> dict[str, UUID]:
    """The events that took references out of the shot: the causes of keys that no longer stand in the values."""
    taken = {key: event for key, event in shot.causes.items() if key.startswith(CAST)}
    removed = {
        f"{CAST}{ref}": references[ref].cause("removed")
        for ref in shot.state.cast
        if ref in references and references[ref].state.removed
    }
    return {**taken, **removed}


def effective_parameters(chain: Chain, known: Parameters) -> dict[str, EffectiveParameter]:
    """Return every known parameter's effective value along production, scene, shot."""
    levels = settings_of(chain)
    return {name: settings.effective(parameter, levels) for name, parameter in known.items()}


def settings_of(chain: Chain) -> tuple[tuple[Level, Settings], ...]:
    """Return the settings of each level of a chain."""
    return tuple((level, folded.state.settings) for level, folded in chain)


def _scene(scene: Folded[Scene]) -> Entries:
    heading = msgspec.structs.asdict(scene.state.heading)
    keys = {"scene.heading": "text", "scene.setting": "setting", "scene.time": "time"}
    entries = {key: (heading[part], scene.cause(f"heading.{part}")) for key, part in keys.items()}
    places = [(heading[part], scene.cause(f"heading.{part}")) for part in ("place", "sub_place")]
    whole = " - ".join(place for place, _ in places if place)
    return {**entries, "scene.place": (whole, max(cause for _, cause in places))}
