"""Keying: the action keys of very many recipes, with what they share written and digested once.

A recipe's canonical bytes are put together of those of its parts: a value that many shots share is written once, and
what the nodes of one kind read of a shot is digested once for all of them. The keys are those of `recipes.build`.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from events.codec import canonical_again
from events.registry import Json
from generation.domain.keys import RECIPE
from generation.domain.pipeline import Node, StageSpec, Upstream, gathered
from generation.domain.recipes import SETTING, default_seed

SEED = "parameter:seed"
Digest = Any
"""A digest that goes on: what `hashlib` gives."""
_ABOVE = ("parameter:", "scene.")
"""What the names of inputs begin with that shots mostly share."""
_written_plainly = msgspec.json.Encoder().encode
"""A text, a number or nothing as canonical JSON has it."""
_written_name = lru_cache(maxsize=10_000)(lambda name: canonical_again(name) + b":")
_PLACE = re.compile(rb'"\\u0001(\d+)"')


def _by_unit(name: str) -> bytes:
    """As canonical JSON sorts names."""
    return name.encode("utf-16-be")


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
    shot's own. `above` is whether nothing of the shot's own stands between them, `seed` whether the seed is read.
    """

    first: tuple[tuple[str, bytes], ...]
    middle: tuple[tuple[str, bytes], ...]
    last: tuple[tuple[str, bytes], ...]
    above: bool
    seed: bool


Feeds = tuple[int, ...]
"""The edges of a node over which something comes in, by their places among its edges."""


@dataclass(frozen=True, slots=True)
class _Fed:
    """The bytes of a recipe from what comes in to its end, around the contents; and the order of these among feeds."""

    begin: bytes
    after: tuple[tuple[int, bytes], ...]


@dataclass(slots=True)
class Keying:
    """Gives keys. What it was given must not change while it is in use."""

    _frames: dict[int, _Frame] = field(default_factory=dict)
    _layouts: dict[tuple[int, tuple[str, ...]], _Layout] = field(default_factory=dict)
    _shared: dict[tuple[int, ...], tuple[list[Any], bytes]] = field(default_factory=dict)
    _written: dict[int, tuple[Json, bytes]] = field(default_factory=dict)
    _specs: dict[int, StageSpec] = field(default_factory=dict)
    _fed: dict[tuple[int, Feeds, int], _Fed | None] = field(default_factory=dict)
    _nodes: dict[int, Node] = field(default_factory=dict)
    _named: tuple[Mapping[str, Json] | None, tuple[str, ...]] = (None, ())
    _seeded: tuple[UUID | None, int, str] = (None, 0, "")
    _around: dict[tuple[int, int], tuple[object, bytes, bytes]] = field(default_factory=dict)

    def begin(
        self, spec: StageSpec, shot: UUID, values: Mapping[str, Json], variation: int, above: object | None = None
    ) -> Digest:
        """Return the digest of a recipe as far as it goes without what comes in at the node's ports.

        What is set of the node's own parameters stands among the values, by the keys of its recipe. Shots that were
        given one `above` share all values that come from the levels above.
        """
        return hashlib.sha256(RECIPE + self.own(spec, shot, values, variation, above))

    def own(
        self, spec: StageSpec, shot: UUID, values: Mapping[str, Json], variation: int, above: object | None = None
    ) -> bytes:
        """Return the canonical bytes of a recipe up to what comes in: two that begin alike read the same of a shot."""
        if values is not self._named[0]:  # the kinds of a shot are asked for one after the other
            self._named = values, tuple(values)
        frame, names, own = self._frame(spec), self._named[1], self._own
        layout = self._layouts.get((id(spec), names)) or self._laid_out(spec, names)
        pieces = [written + own(values[name]) for name, written in layout.first]
        if layout.seed and values[SEED] is None:
            pieces.append(self._middle_with_seed(layout, values, self._seed(shot, variation), above))
        elif layout.middle:
            pieces.append(self._middle(layout, values, above))
        pieces += [written + own(values[name]) for name, written in layout.last]
        return b"%b%b%b" % (frame.before, b",".join(pieces), frame.between)

    def ends(self, spec: StageSpec) -> str:
        """Return how the text of a recipe ends, which names the version of its stage."""
        return self._frame(spec).after.decode()

    def key(self, spec: StageSpec, begun: Digest, upstream: Upstream, variation: int) -> str:
        """Return the action key of a recipe that begins so."""
        digest = begun.copy()
        digest.update(canonical_again(upstream) + self._end(spec, variation))
        return f"sha256:{digest.hexdigest()}"

    def key_of(self, node: Node, begun: Digest, feeds: Feeds, contents: Sequence[str], variation: int) -> str:
        """Return the action key of a recipe that begins so, where these contents come in over those edges.

        What is asked for once is written plainly; from the second time on it pays to have laid out what stays.
        """
        sign = id(node), feeds, variation
        if sign in self._fed:
            fed = self._fed[sign] or self._laid_open(node, feeds, variation)
        else:
            self._nodes[id(node)], fed = node, None
            self._fed[sign] = None
        if fed is None:
            upstream = gathered(zip((node.edges[place] for place in feeds), contents, strict=True))
            return self.key(node.spec, begun, upstream, variation)
        pieces = [fed.begin]
        for place, after in fed.after:
            pieces += _written_plainly(contents[place]), after
        digest = begun.copy()
        digest.update(b"".join(pieces))
        return f"sha256:{digest.hexdigest()}"

    def _laid_open(self, node: Node, feeds: Feeds, variation: int) -> _Fed | None:
        """What stands around the contents that come in; None where one port takes many of them."""
        edges = [node.edges[place] for place in feeds]
        fed = None
        if len({(edge.port.name, edge.port.role) for edge in edges if edge.port.need != "many"}) == len(edges):
            upstream = gathered((edge, f"\u0001{number}") for number, edge in enumerate(edges))
            begin, *others = _PLACE.split(canonical_again(upstream) + self._end(node.spec, variation))
            fed = _Fed(
                begin, tuple((int(place), after) for place, after in zip(others[::2], others[1::2], strict=True))
            )
        self._fed[id(node), feeds, variation] = fed
        return fed

    def _end(self, spec: StageSpec, variation: int) -> bytes:
        return (b',"variation":%d' % variation if spec.reads_variation else b"") + self._frame(spec).after

    def _frame(self, spec: StageSpec) -> _Frame:
        if id(spec) not in self._frames:
            backend = {"name": spec.backend[0], "version": spec.backend[1]} if spec.backend else None
            self._specs[id(spec)] = spec  # so that no other one takes its place in memory
            self._frames[id(spec)] = _Frame(
                b'{"backend":' + canonical_again(backend) + b',"inputs":{',
                b'},"stage":' + canonical_again(spec.name) + b',"upstream":',
                b',"version":%d}' % spec.version,
            )
        return self._frames[id(spec)]

    def _laid_out(self, spec: StageSpec, names: tuple[str, ...]) -> _Layout:
        prefixes = tuple(key for key in spec.reads if key.endswith((":", ".")))
        exact = set(spec.reads) - set(prefixes)
        read = [name for name in names if name in exact or name.startswith((*prefixes, SETTING))]
        read.sort(key=None if all(map(str.isascii, read)) else _by_unit)
        above = [place for place, name in enumerate(read) if name.startswith(_ABOVE)] or [0]
        begin, end = (above[0], above[-1] + 1) if read and read[above[0]].startswith(_ABOVE) else (0, 0)
        pieces = tuple([(name, _written_name(name)) for name in read])
        shared = all(name.startswith(_ABOVE) for name in read[begin:end])
        layout = _Layout(pieces[:begin], pieces[begin:end], pieces[end:], shared, SEED in read)
        self._layouts[id(spec), names] = layout
        return layout

    def _middle(self, layout: _Layout, values: Mapping[str, Json], above: object | None) -> bytes:
        """What is shared, known by where it is in memory: it is held, so that nothing else takes its place."""
        alike = above is not None and layout.above
        held = [above] if alike else [values[name] for name, _ in layout.middle]
        key = (id(layout), *map(id, held))
        known = self._shared.get(key)
        if known is None:
            pieces = [written + self._own(values[name]) for name, written in layout.middle]
            known = self._shared[key] = held, b",".join(pieces)
        return known[1]

    def _seed(self, shot: UUID, variation: int) -> str:
        if self._seeded[:2] != (shot, variation):
            self._seeded = shot, variation, str(default_seed(shot, variation))
        return self._seeded[2]

    def _middle_with_seed(self, layout: _Layout, values: Mapping[str, Json], seed: str, above: object | None) -> bytes:
        """What is shared, around the seed of the shot's own."""
        if above is None or not layout.above:
            return self._middle(layout, {**values, SEED: seed}, None)
        known = self._around.get((id(layout), id(above)))
        if known is None:
            place = [name for name, _ in layout.middle].index(SEED)
            before = [written + self._own(values[name]) for name, written in layout.middle[:place]]
            after = [written + self._own(values[name]) for name, written in layout.middle[place + 1 :]]
            begin, end = b",".join([*before, layout.middle[place][1]]), b"".join([b"," + piece for piece in after])
            known = self._around[id(layout), id(above)] = above, begin, end
        return b'%b"%b"%b' % (known[1], seed.encode(), known[2])

    def _own(self, value: Json) -> bytes:
        """A value of the shot's own; what is more than a text may still be shared, such as what is read of the cast."""
        if isinstance(value, dict):
            known = self._written.get(id(value))
            if known is None:
                known = self._written[id(value)] = value, canonical_again(value)
            return known[1]
        return canonical_again(value) if isinstance(value, list) else _written_plainly(value)
