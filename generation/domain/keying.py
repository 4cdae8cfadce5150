"""Keying: the action keys of very many recipes, with what they share written and digested once.

A recipe's canonical bytes are put together of those of its parts: a value that many shots share is written once, and
what the nodes of one kind read of a shot is digested once for all of them. The keys are those of `recipes.build`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from events.codec import canonical_again
from events.registry import Json
from generation.domain.keys import RECIPE
from generation.domain.pipeline import StageSpec, Upstream
from generation.domain.recipes import SETTING, default_seed

SEED = "parameter:seed"
Digest = Any
"""A digest that goes on: what `hashlib` gives."""
_ABOVE = ("parameter:", "scene.")
"""What the names of inputs begin with that shots mostly share."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The bytes of a kind's recipe around what differs from shot to shot."""

    before: bytes
    between: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a kind reads of inputs of some names, in the order of canonical bytes, each with its name written.

    Those in the middle come from the levels above, so that many shots share their values; `first` and `last` are the
    shot's own. `seed` is the place of the seed in the middle, if it is there.
    """

    first: tuple[tuple[str, bytes], ...]
    middle: tuple[tuple[str, bytes], ...]
    last: tuple[tuple[str, bytes], ...]
    seed: bool


@dataclass(slots=True)
class Keying:
    """Gives keys. `values` that it was given must not change while it is in use."""

    _frames: dict[int, _Frame] = field(default_factory=dict)
    _layouts: dict[tuple[int, tuple[str, ...]], _Layout] = field(default_factory=dict)
    _shared: dict[tuple[int, ...], tuple[list[Json], bytes]] = field(default_factory=dict)
    _written: dict[int, tuple[Json, bytes]] = field(default_factory=dict)
    _specs: dict[int, StageSpec] = field(default_factory=dict)

    def begin(self, spec: StageSpec, shot: UUID, values: Mapping[str, Json], variation: int) -> Digest:
        """Return the digest of a recipe as far as it goes without what comes in at the node's ports.

        What is set of the node's own parameters stands among the values, by the keys of its recipe.
        """
        frame, names = self._frame(spec), tuple(values)
        layout = self._layouts.get((id(spec), names)) or self._laid_out(spec, names)
        if layout.seed and values[SEED] is None:
            values = {**values, SEED: str(default_seed(shot, variation))}
        pieces = [written + self._own(values[name]) for name, written in layout.first]
        if layout.middle:
            pieces.append(self._middle(layout, values))
        pieces += [written + self._own(values[name]) for name, written in layout.last]
        return hashlib.sha256(b"".join((frame.before, b",".join(pieces), frame.between)))

    def key(self, spec: StageSpec, begun: Digest, upstream: Upstream, variation: int) -> str:
        """Return the action key of a recipe that begins so."""
        digest = begun.copy()
        digest.update(canonical_again(upstream))
        if spec.reads_variation:
            digest.update(b',"variation":%d' % variation)
        digest.update(self._frame(spec).after)
        return f"sha256:{digest.hexdigest()}"

    def _frame(self, spec: StageSpec) -> _Frame:
        if id(spec) not in self._frames:
            backend = {"name": spec.backend[0], "version": spec.backend[1]} if spec.backend else None
            self._specs[id(spec)] = spec  # so that no other one takes its place in memory
            self._frames[id(spec)] = _Frame(
                RECIPE + b'{"backend":' + canonical_again(backend) + b',"inputs":{',
                b'},"stage":' + canonical_again(spec.name) + b',"upstream":',
                b',"version":%d}' % spec.version,
            )
        return self._frames[id(spec)]

    def _laid_out(self, spec: StageSpec, names: tuple[str, ...]) -> _Layout:
        prefixes = tuple(key for key in spec.reads if key.endswith((":", ".")))
        exact = set(spec.reads) - set(prefixes)
        read = [name for name in names if name in exact or name.startswith((*prefixes, SETTING))]
        read.sort(key=lambda name: name.encode("utf-16-be"))
        above = [place for place, name in enumerate(read) if name.startswith(_ABOVE)] or [0]
        begin, end = (above[0], above[-1] + 1) if read and read[above[0]].startswith(_ABOVE) else (0, 0)
        pieces = tuple((name, canonical_again(name) + b":") for name in read)
        layout = _Layout(pieces[:begin], pieces[begin:end], pieces[end:], SEED in read)
        self._layouts[id(spec), names] = layout
        return layout

    def _middle(self, layout: _Layout, values: Mapping[str, Json]) -> bytes:
        """What is shared, known by what its values are in memory: they are held, so that no others get their ids."""
        held = [values[name] for name, _ in layout.middle]
        key = (id(layout), *map(id, held))
        known = self._shared.get(key)
        if known is None:
            pieces = (written + canonical_again(value) for (_, written), value in zip(layout.middle, held, strict=True))
            known = self._shared[key] = held, b",".join(pieces)
        return known[1]

    def _own(self, value: Json) -> bytes:
        """A value of the shot's own; what is more than a text may still be shared, such as what is read of the cast."""
        if not isinstance(value, dict):
            return canonical_again(value)
        known = self._written.get(id(value))
        if known is None:
            known = self._written[id(value)] = value, canonical_again(value)
        return known[1]
