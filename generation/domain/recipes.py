"""Recipes: the complete input document of one stage of one shot, and how two of them differ.

A recipe names the kind of a stage, never the node, the pipeline or the production that it stands in: equal work is met
again wherever it was done.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from uuid import UUID

from events.codec import canonical_again
from events.registry import Json
from generation.domain.pipeline import Node, StageSpec, Upstream
from productions.domain.colour_tables import FILE

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
    for key in _names_read(spec.reads, tuple(values)):
        yield key, values[key]


def reads_any(node: Node, keys: Iterable[str]) -> bool:
    """Whether a stage reads any of some inputs of a shot, parameters of its own among them."""
    own = {key for key, _, _ in own_parameters(node)}
    names = tuple(keys)
    return bool(_names_read(node.spec.reads, names)) or not own.isdisjoint(names)


@lru_cache(maxsize=10_000)
def _names_read(reads: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names of inputs that are read; shots have few sets of names."""
    prefixes = tuple(key for key in reads if key.endswith((":", ".")))
    exact = set(reads) - set(prefixes)
    return tuple(name for name in names if name in exact or (prefixes and name.startswith(prefixes)))


def own_parameters(node: Node) -> OwnParameters:
    """Return the parameters of a stage, each under the key of its value, that of its recipe, and with its default."""
    known = node.spec.parameters.items()
    return tuple((node.parameter(name), f"{SETTING}{name}", parameter.default) for name, parameter in known)


def settings(own: OwnParameters, values: Mapping[str, Json]) -> Set:
    """Return what is set of a stage, by the keys of its recipe.

    A default is left out: so stages keep their keys when they learn a parameter. Of a file that people brought counts
    what is in it, not what they call it.
    """
    if not own:
        return ()
    now = ((name, _counted(values.get(key, default)), default) for key, name, default in own)
    return tuple((name, value) for name, value, default in now if value != default)


def _counted(value: Json) -> Json:
    return value[FILE] if isinstance(value, dict) and FILE in value else value


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
    differing = [key for key, value in before.items() if key not in after or not _equal(value, after[key])]
    return sorted([*differing, *(after.keys() - before.keys())])


_PLAIN = (str, int, type(None))


def _equal(one: Json, other: Json) -> bool:
    if isinstance(one, _PLAIN):
        return type(one) is type(other) and bool(one == other)
    return canonical_again(one) == canonical_again(other)
