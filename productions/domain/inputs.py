"""The effective inputs of a shot: everything that a recipe may read, flat, each with the event behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Json
    cause: UUID


def effective_inputs(
    shot_id: UUID,
    production: Folded[Production],
    scene: Folded[Scene],
    shot: Folded[Shot],
    references: Mapping[UUID, Folded[Reference]],
) -> ShotInputs:
    """Return what generation may read of a shot, with inheritance, locks and cast versions resolved."""
    assert shot.state.scene is not None, "only an added shot has inputs"
    entries = {
        **_parameters((("production", production), ("scene", scene), ("shot", shot))),
        **_scene(scene),
        **_cast(shot, references),
    }
    entries.update(_shot(shot, references, str(entries["parameter:frame_rate"].value)))
    return ShotInputs(
        shot=shot_id,
        scene=shot.state.scene,
        code=shot.state.code,
        values={key: entry.value for key, entry in entries.items()},
        causes={**_gone(shot, references), **{key: entry.cause for key, entry in entries.items()}},
    )


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


def _parameters(chain: Chain) -> dict[str, _Entry]:
    return {
        f"parameter:{name}": _Entry(effective.value, _parameter_cause(name, effective.level, chain))
        for name, effective in effective_parameters(chain).items()
    }


def _parameter_cause(name: str, level: Level | None, chain: Chain) -> UUID:
    """The event behind a value is the newest of those that set, cleared, locked or unlocked it on any level."""
    touching = [folded.causes[key] for _, folded in chain if (key := f"parameter:{name}") in folded.causes]
    return max(touching) if touching else chain[0][1].cause(f"parameter:{name}")


def _scene(scene: Folded[Scene]) -> dict[str, _Entry]:
    heading, cause = scene.state.heading, scene.cause("heading")
    return {
        "scene.heading": _Entry(heading.text, cause),
        "scene.setting": _Entry(heading.setting, cause),
        "scene.place": _Entry(heading.place, cause),
        "scene.time": _Entry(heading.time, cause),
    }


def _shot(shot: Folded[Shot], references: Mapping[UUID, Folded[Reference]], rate: str) -> dict[str, _Entry]:
    state, source = shot.state, shot.state.source or Source(text="", digest="", description="")
    frames = state.frames or parameters.frames_of(source.milliseconds, rate)
    description = source.description if state.description is None else state.description
    return {
        "code": _Entry(state.code, shot.cause("code")),
        "description": _Entry(description, shot.cause("description")),
        "dialogue": _Entry(_dialogue(state, source, references), shot.cause("dialogue")),
        "size": _Entry(state.size or source.size, shot.cause("size")),
        "camera": _Entry(state.camera or source.camera, shot.cause("camera")),
        "frames": _Entry(frames, shot.cause("frames")),
        "continues": _Entry(str(state.continues) if state.continues else None, shot.cause("continues")),
    }


def _dialogue(state: Shot, source: Source, references: Mapping[UUID, Folded[Reference]]) -> list[Json]:
    """Each line with the cast reference that speaks it: the one of the character's name."""
    speakers = {references[ref].state.name.casefold(): str(ref) for ref in state.cast if ref in references}
    return [
        {
            "character": line.character,
            "text": line.text,
            "parenthetical": line.parenthetical,
            "reference": speakers.get(line.character.casefold()),
        }
        for line in source.dialogue
    ]


def _cast(shot: Folded[Shot], references: Mapping[UUID, Folded[Reference]]) -> dict[str, _Entry]:
    return {
        f"cast:{ref}": _cast_entry(ref, entry, shot, references[ref])
        for ref, entry in shot.state.cast.items()
        if ref in references and not references[ref].state.removed
    }


def _cast_entry(ref: UUID, entry: CastEntry, shot: Folded[Shot], reference: Folded[Reference]) -> _Entry:
    look = reference.state.look(entry.version)
    value = {
        "kind": reference.state.kind,
        "role": entry.role,
        "strength": entry.strength,
        "look": msgspec.to_builtins(look),
    }
    cast = shot.cause(f"cast:{ref}")
    return _Entry(value, max(cast, reference.cause("look")) if entry.version is None else cast)
