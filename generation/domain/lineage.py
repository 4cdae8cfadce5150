"""Lineage: which take of a shot came after which, and what had changed in between.

Takes are numbered as they were ordered, but a shot branches: variations of one order stand beside each other, frames of
a take are made again long after others followed it, and another language goes over the same picture.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

from events.registry import Json
from generation.domain.recipes import Recipe
from generation.domain.retake import RETAKE, Retake, kept_of

StepKind = Literal["first", "edit", "model", "variation", "settings", "language", "retake", "extension", "again"]
"""Why a take stands where it does. `model`: nothing but models changed; `again`: nothing that recipes tell."""

_CAST = "cast:"
_STAGE = "stage:"
_BACKEND = "backend"
_VARIATION = "variation"
_SEED = "parameter:seed"
_LANGUAGE = "parameter:language"
_MODEL = "setting:model"


@dataclass(frozen=True, slots=True)
class TakeMade:
    """A take as it was made: `recipes` are those of its stages in full, as far as they are kept."""

    id: UUID
    number: int
    order: UUID
    language: str
    variation: int
    settings: Mapping[str, Json]
    recipes: Mapping[str, Recipe]


class InputChange(NamedTuple):
    """An input that differs from the take before, and the stages that read it; None where there is none."""

    key: str
    before: Json
    after: Json
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A take, the one that it came `after`, None for the first, and what had changed."""

    take: TakeMade
    after: TakeMade | None
    kind: StepKind
    changes: tuple[InputChange, ...]


def lineage(takes: Sequence[TakeMade]) -> list[Step]:
    """Return the steps of the takes of a shot in the order of their numbers."""
    ordered = sorted(takes, key=lambda take: take.number)
    return [_step(take, _before(take, ordered[:place], takes)) for place, take in enumerate(ordered)]


def _before(take: TakeMade, earlier: Sequence[TakeMade], takes: Sequence[TakeMade]) -> TakeMade | None:
    """The take whose frames are kept; of several of one order the first; else the newest of the same sort before it.

    Whatever was made whole follows what was made whole: frames of a take that were made again are a branch of it.
    """
    if kept := kept_of(take.settings):
        return next((each for each in takes if each.id == kept.take), None)
    beside = [each for each in earlier if each.order == take.order]
    if beside:
        return beside[0]
    whole = [each for each in earlier if not each.settings]
    for alike in (_alike, _one_variation):
        if found := [each for each in whole if alike(each, take)]:
            return found[-1]
    others = whole or earlier
    return others[-1] if others else None


def _alike(one: TakeMade, other: TakeMade) -> bool:
    return (one.language, one.variation) == (other.language, other.variation)


def _one_variation(one: TakeMade, other: TakeMade) -> bool:
    return one.variation == other.variation


def _step(take: TakeMade, after: TakeMade | None) -> Step:
    changes = tuple(differing(after.recipes, take.recipes)) if after else ()
    return Step(take, after, _kind(take, after, [each.key for each in changes]), changes)


def _kind(take: TakeMade, after: TakeMade | None, keys: Sequence[str]) -> StepKind:
    if RETAKE in take.settings:
        settings = take.settings[RETAKE]
        retake = Retake.of(settings["value"] if isinstance(settings, Mapping) else None)
        return "extension" if retake.first >= retake.kept else "retake"
    if after is None:
        return "first"
    if take.settings:
        return "settings"
    own = [key for key in keys if key not in (_VARIATION, _SEED, _LANGUAGE)]
    if take.language != after.language:
        return "language"
    if take.variation != after.variation and not own:
        return "variation"
    if not keys:
        return "again"
    return "model" if own and all(_is_model(key) for key in own) else "edit"


def _is_model(key: str) -> bool:
    return key == _BACKEND or key.startswith((_STAGE, _MODEL))


def differing(before: Mapping[str, Recipe], after: Mapping[str, Recipe]) -> Iterator[InputChange]:
    """Yield every input that differs between the recipes of two takes, once, with the stages that read it.

    Cast entries are compared trait by trait. What comes in from other stages follows from inputs and is left out.
    """
    found: dict[str, InputChange] = {}
    for stage in dict.fromkeys([*before, *after]):
        old, new = _read(before.get(stage)), _read(after.get(stage))
        for key in dict.fromkeys([*old, *new]):
            if key in old and key in new and old[key] == new[key]:
                continue
            known = found.get(key)
            stages = (*known.stages, stage) if known else (stage,)
            found[key] = InputChange(key, old.get(key), new.get(key), stages)
    yield from found.values()


def _read(recipe: Recipe | None) -> dict[str, Json]:
    """What a recipe says of its inputs, its kind and its backend, by key."""
    if recipe is None:
        return {}
    read: dict[str, Json] = {}
    for key, value in recipe["inputs"].items():
        read.update(_leaves(key, value) if key.startswith(_CAST) else [(key, value)])
    if _VARIATION in recipe:
        read[_VARIATION] = recipe[_VARIATION]
    read[f"{_STAGE}{recipe['stage']}"] = recipe["version"]
    if backend := recipe[_BACKEND]:
        read[_BACKEND] = f"{backend['name']} {backend['version']}"
    return read


def _leaves(path: str, value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping) and value:
        for name, part in value.items():
            yield from _leaves(f"{path}/{name}", part)
    else:
        yield path, value
