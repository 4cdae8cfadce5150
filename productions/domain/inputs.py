"""The effective inputs of a shot: everything that a recipe may read, flat, each with the event behind it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import msgspec

from events.decider import BEGAN, Folded, Trail
from events.registry import Json
from productions.domain import causes, settings, sounds
from productions.domain.causes import Chain
from productions.domain.fields.values import CAST, LOCK, PARAMETER, RECORDING, SOUND, TRANSLATION
from productions.domain.looks import Look
from productions.domain.looks_reader import Held, LooksReader
from productions.domain.normal_form import folded
from productions.domain.parameters import PARAMETERS, Level, Parameters
from productions.domain.production import Production
from productions.domain.reference import Reference, cast_voices
from productions.domain.scene import Scene
from productions.domain.settings import EffectiveParameter, Settings
from productions.domain.shot import CastEntry, Line, Shot, effective
from productions.domain.shot.state import NO_SOURCE
from productions.domain.voices import VOICE, in_turn
from productions.domain.voices import said as voices_said

__all__ = ["Chain", "InputsReader", "ShotInputs", "effective_parameters", "settings_of"]


class ShotInputs(msgspec.Struct, frozen=True):
    """`values` by input key and, under the same keys, the events that last changed them in `causes`.

    `within` holds, for a key whose value has parts, the events that last changed each of them; to the shot an older
    one than its own first event came about with that. Shots of one `above`, the same in memory, have all of it among
    their values, and nothing else from the levels above; it is None where a shot shares that with no other.
    `brought` are the recordings and translations of its lines in every language in which it has some, by input key.
    `voices` is what is read of the voices of those who speak, by input key and language, where any is cast.
    """

    shot: UUID
    scene: UUID
    code: str
    values: dict[str, Json]
    causes: dict[str, UUID]
    within: dict[str, Mapping[str, UUID]] = {}
    above: Mapping[str, Json] | None = None
    brought: Mapping[str, Mapping[str, Json]] = {}
    voices: Mapping[str, Mapping[str, Json]] = {}

    def spoken_in(self, values: Mapping[str, Json]) -> Mapping[str, Json]:
        """Return values of the shot that may name another language than its own with what it has in that one."""
        if values[LANGUAGE] == self.values[LANGUAGE]:
            return values
        language = str(values[LANGUAGE])
        others = {key: value for key, value in values.items() if not key.startswith(_OF_LANGUAGES)}
        voices = {key: next(in_turn(said, language), None) for key, said in self.voices.items()}
        heard = {key: said for key, said in voices.items() if said is not None}
        return {**others, **heard, **self.brought.get(language, {})}


SHOT_KEYS = ("code", "description", "size", "camera", "continues", "dialogue", "frames")
SCENE_KEYS = ("scene.heading", "scene.setting", "scene.time", "scene.place")
"""The input keys that every shot has, beside parameters and cast."""

_OF_LANGUAGES = (RECORDING, TRANSLATION, VOICE)
_BROUGHT = (RECORDING, TRANSLATION, SOUND)
_OF_LEVELS = (PARAMETER, LOCK)
FRAME_RATE, LANGUAGE = f"{PARAMETER}frame_rate", f"{PARAMETER}language"

Entries = dict[str, tuple[Json, UUID]]
"""Value and cause by input key."""


class _Shared(NamedTuple):
    """What the shots of a scene share: values, and causes under the same keys."""

    values: dict[str, Json]
    causes: dict[str, UUID]


@dataclass(slots=True)
class _CastReference:
    """What is known of a reference that shots cast, under the key of its input; `changes` is whether its look does.

    `values` by how a shot casts it, where the look does not change; `followed` are the causes of those who follow it.
    """

    key: str
    folded: Folded[Reference]
    changes: bool
    values: dict[tuple[str, str, int | None], Json] = field(default_factory=dict)
    followed: tuple[Mapping[str, UUID], UUID] | None = None


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
    _inherited: dict[UUID, _Shared] = field(default_factory=dict)
    _plain: Entries | None = None
    _known: dict[UUID, _CastReference | None] = field(default_factory=dict)
    _read: Parameters = field(init=False)
    _looks: LooksReader = field(init=False)
    _changing: bool = field(init=False)
    _voiced: bool = field(init=False)
    _followed: dict[Hashable, tuple[Mapping[str, UUID], UUID]] = field(default_factory=dict)
    _speakers: dict[UUID, causes.Speaker | None] = field(default_factory=dict)
    _cast_values: dict[tuple[UUID, str, str, int | None, Held], Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._read = {name: each for name, each in self.parameters.items() if each.input}
        self._looks = LooksReader(self.references, self.scenes, self.shots)
        self._voiced = any(map(causes.ever_voiced, self.references.values()))
        self._changing = any(folded.state.changes for folded in self.references.values())

    def read(self, shot_id: UUID, scene: Folded[Scene], shot: Folded[Shot]) -> ShotInputs:
        """Return the inputs of one shot of the production."""
        scene_id = shot.state.scene
        assert scene_id is not None, "only an added shot has inputs"
        shared, level = self._of_scene(scene_id, scene), self._of_level(scene, shot)
        entries, within, gone = self._cast(shot_id, shot)
        rate, language = (level.get(key, (shared.values[key],))[0] for key in (FRAME_RATE, LANGUAGE))
        entries.update(self._shot(shot, str(rate)))
        voices, heard = self._voices(shot, entries["dialogue"][0])
        spoken = {key: next(in_turn(said, str(language)), None) for key, said in voices.items()}
        entries.update({key: (said, heard[key]) for key, said in spoken.items() if said is not None})
        brings = shot.state.recordings or shot.state.sounds or shot.state.translations
        if brings or any(key.startswith(_BROUGHT) for key in shot.causes):
            brought, silent = self._brought(scene, shot, str(language))
            entries.update(brought)
            heard = {**heard, **silent}
        own = {**level, **entries}
        return ShotInputs(
            shot=shot_id,
            scene=scene_id,
            code=shot.state.code,
            values={**shared.values, **{key: value for key, (value, _) in own.items()}},
            causes={**gone, **heard, **shared.causes, **{key: cause for key, (_, cause) in own.items()}},
            within=within,
            above=None if level else shared.values,
            brought={tag: dict(_in_language(shot.state, tag)) for tag in _languages(shot.state)},
            voices=voices,
        )

    def _of_scene(self, scene_id: UUID, scene: Folded[Scene]) -> _Shared:
        if scene_id not in self._inherited:
            entries = {**self._of_scene_levels(scene), **_scene(scene)}
            values, events = zip(*entries.values(), strict=True)
            self._inherited[scene_id] = _Shared(
                dict(zip(entries, values, strict=True)), dict(zip(entries, events, strict=True))
            )
        return self._inherited[scene_id]

    def _of_scene_levels(self, scene: Folded[Scene]) -> Entries:
        """The parameters in a scene: of the production alone, where the scene never had any of its own."""
        if any(key.startswith(_OF_LEVELS) for key in scene.causes):
            return self._parameters((("production", self.production), ("scene", scene)))
        return self.of_production()

    def of_production(self) -> Entries:
        """Return the parameters of the production alone: those of scenes and shots that never had any of their own."""
        if self._plain is None:
            self._plain = self._parameters((("production", self.production),))
        return self._plain

    def _of_level(self, scene: Folded[Scene], shot: Folded[Shot]) -> Entries:
        """What a shot does not simply share with its scene: settings of its own, and all of it when it was moved."""
        moved = shot.causes.get("scene")
        if not moved and not any(key.startswith(_OF_LEVELS) for key in shot.causes):
            return {}
        values = self._parameters((("production", self.production), ("scene", scene), ("shot", shot)))
        if moved:
            values |= {key: (value, max(cause, moved)) for key, (value, cause) in _scene(scene).items()}
        return values

    def _parameters(self, chain: Chain) -> Entries:
        began = chain[0][1].causes[BEGAN]
        in_force = effective_parameters(chain, self._read)
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
                causes.of_dialogue(shot, said, self.references) if said.dialogue else shot.cause("dialogue"),
            ),
            "frames": (said.frames(rate), causes.of_frames(shot, said, self.production)),
        }

    def _dialogue(self, state: Shot, dialogue: Sequence[Line]) -> list[Json]:
        """Each line with the cast reference that speaks it: the one of the character's name."""
        if not dialogue:
            return []
        cast = [ref for ref in state.cast if ref in self.references]
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

    def _voices(self, shot: Folded[Shot], dialogue: Json) -> tuple[dict[str, dict[str, Json]], Mapping[str, UUID]]:
        """What is read of the voices of those who speak, by input key and language, and the events behind what is
        heard of them in the film's own language, and was.
        """
        if not self._voiced:
            return {}, {}
        said: dict[str, dict[str, Json]] = {}
        for ref in {UUID(line["reference"]) for line in dialogue if line["reference"]}:
            cast = cast_voices(self.references[ref].state).items()
            if there := {tag: voices_said(look.attributes) for tag, id_ in cast if (look := self._voice(id_))}:
                said[f"{VOICE}{ref}"] = there
        return said, causes.of_voices(shot, self.references, self.production)

    def _voice(self, ref: UUID) -> Look | None:
        """What a voice says of itself; None where it is no voice, and while it is removed."""
        state = self.references[ref].state if ref in self.references else None
        return state.look() if state and state.kind == "voice" and not state.removed else None

    def _brought(self, scene: Folded[Scene], shot: Folded[Shot], language: str) -> tuple[Entries, Mapping[str, UUID]]:
        """The sounds and translations that people brought, and the events behind them and those before."""
        chain: Chain = (("production", self.production), ("scene", scene), ("shot", shot))
        behind = {
            **causes.of_recordings(shot, chain),
            **causes.of_translations(shot, chain),
            **causes.of_sounds(shot, self.references),
        }
        said = dict(_in_language(shot.state, language))
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

    def _cast(self, id_: UUID, shot: Folded[Shot]) -> tuple[Entries, dict[str, Mapping[str, UUID]], dict[str, UUID]]:
        """What is read of those who are cast, the events behind the parts of that, and those that took others away."""
        entries: Entries = {}
        within: dict[str, Mapping[str, UUID]] = {}
        gone = {key: event for key, event in shot.causes.items() if key.startswith(CAST)}
        began = shot.causes[BEGAN]
        for ref, entry in shot.state.cast.items():
            known = self._reference(ref)
            if known is None:
                continue
            key = known.key
            if known.folded.state.removed:
                gone[key] = known.folded.cause("removed")
                continue
            within[key], newest = self._cast_causes(ref, known, id_, shot)
            entries[key] = self._cast_value(ref, known, entry, id_, shot), newest if newest.int > began.int else began
        return entries, within, gone

    def _reference(self, ref: UUID) -> _CastReference | None:
        """What is known of a reference; None where it is not among those given."""
        if ref not in self._known:
            folded = self.references.get(ref)
            changes = self._changing and folded is not None and self._looks.changes(ref)
            self._known[ref] = _CastReference(f"{CAST}{ref}", folded, changes) if folded else None
        return self._known[ref]

    def _cast_causes(
        self, ref: UUID, known: _CastReference, id_: UUID, shot: Folded[Shot]
    ) -> tuple[Mapping[str, UUID], UUID]:
        """The event behind each part of what a shot reads of a reference, and the newest.

        Followers share theirs; where the look changes in the film, those for whom it does so alike.
        """
        stands = self._looks.stands(ref, id_, shot) if known.changes else None
        if shot.state.cast[ref].version is not None or known.key in shot.causes:
            return _with_newest(causes.of_cast(ref, self.references, causes.entry_trail(shot, ref), stands))
        if not known.changes:
            if known.followed is None:
                known.followed = _with_newest(causes.of_cast(ref, self.references, _FOLLOWING))
            return known.followed
        alike = (ref, stands.like()) if stands else ref
        if alike not in self._followed:
            self._followed[alike] = _with_newest(causes.of_cast(ref, self.references, _FOLLOWING, stands))
        return self._followed[alike]

    def _cast_value(self, ref: UUID, known: _CastReference, entry: CastEntry, id_: UUID, shot: Folded[Shot]) -> Json:
        how = entry.role, entry.strength, entry.version
        if known.changes:
            held = self._looks.held(ref, entry.version, id_, shot)
            return self._cast_values.setdefault((ref, *how, held), self._read_cast(ref, known, entry, held))
        if how not in known.values:
            known.values[how] = self._read_cast(ref, known, entry, ())
        return known.values[how]

    def _read_cast(self, ref: UUID, known: _CastReference, entry: CastEntry, held: Held) -> Json:
        look = self._looks.look(ref, entry.version, held)
        return causes.cast_value(known.folded.state.kind, entry.role, entry.strength, look)


_FOLLOWING: Trail = ((causes.ALWAYS, msgspec.to_builtins(CastEntry())),)
"""Cast as one who follows the newest version, ever since."""


def _with_newest(parts: Mapping[str, UUID]) -> tuple[Mapping[str, UUID], UUID]:
    return parts, max(parts.values())


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


def _languages(state: Shot) -> Iterable[str]:
    """The languages in which something was brought for lines of a shot."""
    if not state.recordings and not state.translations:
        return ()
    recorded = {each.language for each in state.recordings.values()}
    return recorded | {each.language for each in state.translations.values()}


def _in_language(state: Shot, language: str) -> Iterator[tuple[str, Json]]:
    """What was brought for the lines of a shot in a language, by input key."""
    for line, slot in enumerate(sounds.slots((state.source or NO_SOURCE).dialogue, language)):
        if recording := state.recordings.get(slot):
            yield f"{RECORDING}{line}", recording.digest
        if translation := state.translations.get(slot):
            yield f"{TRANSLATION}{line}", translation.text
