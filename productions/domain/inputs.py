"""The effective inputs of a shot: everything that a recipe may read, flat, each with the event behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from events.decider import Folded
from events.registry import Json
from productions.domain import parameters, settings
from productions.domain.parameters import PARAMETERS, Level
from productions.domain.production import Production
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.settings import Effective, Settings
from productions.domain.shot import CastEntry, Shot, Source

Chain = tuple[tuple[Level, Folded[Production] | Folded[Scene] | Folded[Shot]], ...]


class ShotInputs(msgspec.Struct, frozen=True):
    """`values` by input key and, under the same keys, the events that last set them in `causes`."""

    shot: UUID
    scene: UUID
    code: str
    values: dict[str, Json]
    causes: dict[str, UUID]


Entries = dict[str, tuple[Json, UUID]]
"""Value and cause by input key."""


@dataclass(slots=True)
class InputsReader:
    """Reads the inputs of many shots of one moment; what they share is worked out once.

    Inheritance, locks and cast versions are resolved: the values are what generation may read.
    """

    production: Folded[Production]
    references: Mapping[UUID, Folded[Reference]]
    _inherited: dict[UUID, Entries] = field(default_factory=dict)
    _looks: dict[tuple[UUID, int | None], Json] = field(default_factory=dict)
    _keys: dict[UUID, str] = field(default_factory=dict)

    def read(self, shot_id: UUID, scene: Folded[Scene], shot: Folded[Shot]) -> ShotInputs:
        """Return the inputs of one shot of the production."""
        scene_id = shot.state.scene
        assert scene_id is not None, "only an added shot has inputs"
        entries = dict(self._of_scene(scene_id, scene))
        if shot.state.settings != Settings() or any(key.startswith("parameter:") for key in shot.causes):
            entries.update(_parameters((("production", self.production), ("scene", scene), ("shot", shot))))
        entries.update(self._cast(shot))
        entries.update(self._shot(shot, str(entries["parameter:frame_rate"][0])))
        return ShotInputs(
            shot=shot_id,
            scene=scene_id,
            code=shot.state.code,
            values={key: value for key, (value, _) in entries.items()},
            causes={**_gone(shot, self.references), **{key: cause for key, (_, cause) in entries.items()}},
        )

    def _of_scene(self, scene_id: UUID, scene: Folded[Scene]) -> Entries:
        if scene_id not in self._inherited:
            levels: Chain = (("production", self.production), ("scene", scene))
            self._inherited[scene_id] = {**_parameters(levels), **_scene(scene)}
        return self._inherited[scene_id]

    def _shot(self, shot: Folded[Shot], rate: str) -> Entries:
        state, source = shot.state, shot.state.source or _NOTHING
        frames = state.frames or parameters.frames_of(source.milliseconds, rate)
        values: dict[str, Json] = {
            "code": state.code,
            "description": source.description if state.description is None else state.description,
            "dialogue": self._dialogue(state, source),
            "size": state.size or source.size,
            "camera": state.camera or source.camera,
            "frames": frames,
            "continues": str(state.continues) if state.continues else None,
        }
        return {key: (value, shot.cause(key)) for key, value in values.items()}

    def _dialogue(self, state: Shot, source: Source) -> list[Json]:
        """Each line with the cast reference that speaks it: the one of the character's name."""
        speakers = {self._key(ref): str(ref) for ref in state.cast if ref in self.references} if source.dialogue else {}
        return [
            {
                "character": line.character,
                "text": line.text,
                "parenthetical": line.parenthetical,
                "reference": speakers.get(line.character.casefold()),
            }
            for line in source.dialogue
        ]

    def _key(self, ref: UUID) -> str:
        if ref not in self._keys:
            self._keys[ref] = self.references[ref].state.name.casefold()
        return self._keys[ref]

    def _cast(self, shot: Folded[Shot]) -> Entries:
        return {
            f"cast:{ref}": self._cast_entry(ref, entry, shot)
            for ref, entry in shot.state.cast.items()
            if ref in self.references and not self.references[ref].state.removed
        }

    def _cast_entry(self, ref: UUID, entry: CastEntry, shot: Folded[Shot]) -> tuple[Json, UUID]:
        reference = self.references[ref]
        value = {
            "kind": reference.state.kind,
            "role": entry.role,
            "strength": entry.strength,
            "look": self._look(ref, entry.version),
        }
        cast = shot.cause(f"cast:{ref}")
        return value, max(cast, reference.cause("look")) if entry.version is None else cast

    def _look(self, ref: UUID, version: int | None) -> Json:
        if (ref, version) not in self._looks:
            self._looks[ref, version] = msgspec.to_builtins(self.references[ref].state.look(version))
        return self._looks[ref, version]


_NOTHING = Source(text="", digest="", description="")


def _gone(shot: Folded[Shot], references: Mapping[UUID, Folded[Reference]]) -> dict[str, UUID]:
    """The events that took references out of the shot: the causes of keys that no longer stand in the values."""
    taken = {key: event for key, event in shot.causes.items() if key.startswith("cast:")}
    removed = {
        f"cast:{ref}": references[ref].cause("removed")
        for ref in shot.state.cast
        if ref in references and references[ref].state.removed
    }
    return {**taken, **removed}


def effective_parameters(chain: Chain) -> dict[str, Effective]:
    """Return every registered parameter's effective value along production, scene, shot."""
    levels = settings_of(chain)
    return {name: settings.effective(name, levels) for name in PARAMETERS}


def settings_of(chain: Chain) -> tuple[tuple[Level, Settings], ...]:
    """Return the settings of each level of a chain."""
    return tuple((level, folded.state.settings) for level, folded in chain)


def _parameters(chain: Chain) -> Entries:
    return {
        f"parameter:{name}": (effective.value, _parameter_cause(name, chain))
        for name, effective in effective_parameters(chain).items()
    }


def _parameter_cause(name: str, chain: Chain) -> UUID:
    """The event behind a value is the newest of those that set, cleared, locked or unlocked it on any level."""
    key = f"parameter:{name}"
    touching = [folded.causes[key] for _, folded in chain if key in folded.causes]
    return max(touching) if touching else chain[0][1].cause(key)


def _scene(scene: Folded[Scene]) -> Entries:
    heading, cause = scene.state.heading, scene.cause("heading")
    return {
        "scene.heading": (heading.text, cause),
        "scene.setting": (heading.setting, cause),
        "scene.place": (heading.place, cause),
        "scene.time": (heading.time, cause),
    }
