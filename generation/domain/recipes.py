"""Recipes: the complete input document of one stage of one shot, and how two of them differ.

A recipe names the kind of a stage, never the node, the pipeline or the production that it stands in: equal work is met
again wherever it was done.
"""

import hashlib
from collections.abc import Iterator, Mapping
from uuid import UUID

from events.codec import canonical_again
from events.registry import Json
from generation.domain.pipeline import Node, StageSpec, Upstream

Contents = Mapping[str, str]
"""The content digests of one stage's outputs by role."""

Recipe = dict[str, Json]

SETTING = "setting:"
"""What the names of a stage's own parameters begin with in its recipe, which names no node."""

OwnParameters = tuple[tuple[str, str, Json], ...]
Set = tuple[tuple[str, Json], ...]
"""What is set of a stage, by the keys of its recipe."""


def build(node: Node, shot: UUID, values: Mapping[str, Json], variation: int, upstream: Upstream) -> Recipe:
    """Return the recipe of a stage: only what the stage and its backend read, and what comes in by content."""
    spec = node.spec
    inputs = {**dict(_read(spec, values)), **dict(settings(own_parameters(node), values))}
    recipe: Recipe = {
        "stage": spec.name,
        "version": spec.version,
        "backend": {"name": spec.backend[0], "version": spec.backend[1]} if spec.backend else None,
        "inputs": _with_seed(inputs, shot, variation),
        "upstream": upstream,
    }
    return {**recipe, "variation": variation} if spec.reads_variation else recipe


def _read(spec: StageSpec, values: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    prefixes = tuple(key for key in spec.reads if key.endswith((":", ".")))
    exact = set(spec.reads) - set(prefixes)
    for key, value in values.items():
        if key in exact or (prefixes and key.startswith(prefixes)):
            yield key, value


def own_parameters(node: Node) -> OwnParameters:
    """Return the parameters of a stage, each under the key of its value, that of its recipe, and with its default."""
    known = node.spec.parameters.items()
    return tuple((node.parameter(name), f"{SETTING}{name}", parameter.default) for name, parameter in known)


def settings(own: OwnParameters, values: Mapping[str, Json]) -> Set:
    """Return what is set of a stage, by the keys of its recipe.

    A default is left out: so stages keep their keys when they learn a parameter.
    """
    if not own:
        return ()
    now = ((name, values.get(key, default), default) for key, name, default in own)
    return tuple((name, value) for name, value, default in now if value != default)


def input_key(node: Node, key: str) -> str:
    """Return the input key of a shot behind one of a stage's recipe."""
    return node.parameter(key.removeprefix(SETTING)) if key.startswith(SETTING) else key


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
    same = {key for key in shared if _equal(before[key], after[key])}
    return sorted((before.keys() | after.keys()) - same)


def _equal(one: Json, other: Json) -> bool:
    if isinstance(one, str) or one is None:
        return bool(one == other)
    return canonical_again(one) == canonical_again(other)
