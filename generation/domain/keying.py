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
from generation.domain.recipes import default_seed

SEED = "parameter:seed"
Digest = Any
"""A digest that goes on: what `hashlib` gives."""
_SEED_WRITTEN = canonical_again(SEED) + b":"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The bytes of a kind's recipe around what differs from shot to shot."""

    before: bytes
    between: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a kind reads of inputs of some names: in the order of canonical bytes, each with its name written.

    `seed` is the place of the seed, if it is among them.
    """

    pieces: tuple[tuple[str, bytes], ...]
    seed: int | None


@dataclass(slots=True)
class Keying:
    """Gives keys. `values` that it was given must not change while it is in use."""

    _frames: dict[int, _Frame] = field(default_factory=dict)
    _layouts: dict[tuple[int, tuple[str, ...]], _Layout] = field(default_factory=dict)
    _written: dict[tuple[str, int], tuple[Json, bytes]] = field(default_factory=dict)
    _specs: dict[int, StageSpec] = field(default_factory=dict)

    def begin(self, spec: StageSpec, shot: UUID, values: Mapping[str, Json], variation: int) -> Digest:
        """Return the digest of a recipe as far as it goes without what comes in at the node's ports."""
        frame, names = self._frame(spec), tuple(values)
        layout = self._layouts.get((id(spec), names)) or self._laid_out(spec, names)
        pieces = [self._piece(name, written, values[name]) for name, written in layout.pieces]
        if layout.seed is not None and values[SEED] is None:
            pieces[layout.seed] = _SEED_WRITTEN + canonical_again(str(default_seed(shot, variation)))
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
        read = [name for name in names if name in exact or name.startswith(prefixes)]
        read.sort(key=lambda name: name.encode("utf-16-be"))
        pieces = tuple((name, canonical_again(name) + b":") for name in read)
        layout = _Layout(pieces, read.index(SEED) if SEED in read else None)
        self._layouts[id(spec), names] = layout
        return layout

    def _piece(self, name: str, written: bytes, value: Json) -> bytes:
        known = self._written.get((name, id(value)))
        if known is None:
            known = value, written + canonical_again(value)  # the value is held, so that no other one gets its id
            self._written[name, id(value)] = known
        return known[1]
