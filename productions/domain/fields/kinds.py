"""The kinds of things whose fields can be given back an earlier value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from events.decider import Decider
from productions.domain.fields import productions, shots, works
from productions.domain.fields.values import Fields, Value
from productions.domain.production import production
from productions.domain.reference import reference
from productions.domain.scene import scene
from productions.domain.script import script
from productions.domain.shot import shot
from productions.domain.take import take

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """How the fields of a kind of thing are read, and which command gives one of them a value (Stays if none)."""

    decider: Decider[S, Any]
    read: Callable[[S], Fields]
    command: Callable[[S, str, Value], object]


KINDS: Mapping[str, Kind[Any]] = {
    "production": Kind(production, productions.of_production, productions.production_command),
    "script": Kind(script, works.of_script, works.script_command),
    "scene": Kind(scene, shots.of_scene, shots.scene_command),
    "shot": Kind(shot, shots.of_shot, shots.shot_command),
    "reference": Kind(reference, works.of_reference, works.reference_command),
    "take": Kind(take, works.of_take, works.take_command),
}
