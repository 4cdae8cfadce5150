"""Recipes: the complete input document of one stage of one shot, and how two of them differ."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.codec import canonical_again
from events.registry import Json

Contents = Mapping[str, str]
"""The content digests of one stage's outputs by role."""

Recipe = dict[str, Json]

CONTINUES = "continues"
"""The upstream that stands for the motion of the shot which this one continues."""


@dataclass(frozen=True, slots=True)
class StageSpec:
    """What keys and plans must know of a stage together with the backend that runs it.

    `reads` holds exact input keys, or prefixes that end in `:` or `.`; `upstream` says of each earlier stage
    which of its outputs' roles matter here.
    """

    name: str
    version: int
    reads: tuple[str, ...]
    upstream: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    backend: tuple[str, str] | None = None
    reads_variation: bool = False

    @property
    def kind(self) -> str:
        """Return the name under which workers say that they can run it, like `motion/1/animatic/1`."""
        return "/".join((self.name, str(self.version), *(self.backend or ())))


def build(
    spec: StageSpec, shot: UUID, values: Mapping[str, Json], variation: int, upstream: Mapping[str, Contents]
) -> Recipe:
    """Return the recipe of a stage: only what the stage and its backend read, and upstream outputs by content."""
    recipe: Recipe = {
        "stage": spec.name,
        "version": spec.version,
        "backend": {"name": spec.backend[0], "version": spec.backend[1]} if spec.backend else None,
        "inputs": _with_seed(dict(_read(spec, values)), shot, variation),
        "upstream": {name: _passed(spec.upstream[name], contents) for name, contents in upstream.items()},
    }
    return {**recipe, "variation": variation} if spec.reads_variation else recipe


def _passed(roles: tuple[str, ...], contents: Contents) -> dict[str, str]:
    return {role: contents[role] for role in roles if role in contents}


def _read(spec: StageSpec, values: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    prefixes = tuple(key for key in spec.reads if key.endswith((":", ".")))
    exact = set(spec.reads) - set(prefixes)
    for key, value in values.items():
        if key in exact or (prefixes and key.startswith(prefixes)):
            yield key, value


def _with_seed(inputs: Recipe, shot: UUID, variation: int) -> Recipe:
    if "parameter:seed" in inputs and inputs["parameter:seed"] is None:
        inputs["parameter:seed"] = str(default_seed(shot, variation))
    return inputs


def default_seed(shot: UUID, variation: int) -> int:
    """Return the 31-bit seed of a shot's variation that nobody chose."""
    digest = hashlib.sha256(f"{shot}:{variation}".encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFFFFFF


def changed(before: Recipe, after: Recipe) -> tuple[str, ...]:
    """Return what differs between two recipes of a stage: input keys, `upstream:<stage>`, or a field's name."""
    fields = [name for name in ("version", "backend", "variation") if before.get(name) != after.get(name)]
    inputs = _differing(before["inputs"], after["inputs"])
    upstream = _differing(before["upstream"], after["upstream"])
    return (*inputs, *(f"upstream:{name}" for name in upstream), *fields)


def _differing(before: Mapping[str, Json], after: Mapping[str, Json]) -> list[str]:
    """Compare as the key does: a list is a list, whatever Python holds it in."""
    shared = before.keys() & after.keys()
    same = {key for key in shared if canonical_again(before[key]) == canonical_again(after[key])}
    return sorted((before.keys() | after.keys()) - same)
