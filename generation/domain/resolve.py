"""Resolve: walk the nodes of a pipeline for each shot by action key, to see what exists, what must run and what may.

The one source of plans, staleness and reuse. Many shots are walked together: keys whose traces are not known yet are
gathered from all of them, and looked up in one set, as often as something was found that others stand on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from uuid import UUID

import msgspec

from events.codec import canonical_again
from events.registry import Json
from generation.domain.conditions import CONTINUES
from generation.domain.keying import Digest, Keying
from generation.domain.pipeline import Edge, Node, Pipeline, Upstream, gathered, lent
from generation.domain.recipes import Contents, Recipe, build, own_parameters, settings
from generation.domain.trace import Trace

StageStanding = Literal["made", "run", "may-run", "blocked"]

ShotVariation = tuple[UUID, int, str]
"""A shot, the variation of it that is wanted, and what is set for that alone, as `grid.written` has it."""

Lookup = Callable[[Collection[str]], Mapping[str, Trace]]


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The shot that another one continues. `contents` are those of its pinned or approved take, by `node.port`."""

    shot: UUID
    contents: Contents | None = None


@dataclass(frozen=True, slots=True)
class ShotToResolve:
    """A shot to resolve: its effective inputs, the variation, and what it continues.

    `values` are with what is set for the variation alone, which `settings` names.
    """

    shot: UUID
    values: Mapping[str, Json]
    variation: int = 1
    continues: Predecessor | None = None
    settings: str = ""

    @property
    def want(self) -> ShotVariation:
        """Return what identifies it among the others."""
        return self.shot, self.variation, self.settings


class Ingredients(msgspec.Struct, frozen=True, gc=False):
    """What the recipe of one node of one shot is made of."""

    node: Node
    wanted: ShotToResolve
    upstream: Upstream


class ResolvedStage(msgspec.Struct, frozen=True, gc=False):
    """One node of one shot. A node behind a miss has no recipe yet: `behind` names what it waits for."""

    standing: StageStanding
    key: str | None = None
    trace: Trace | None = None
    behind: tuple[str, ...] = ()
    ingredients: Ingredients | None = None

    @property
    def recipe(self) -> Recipe | None:
        """The recipe behind the key, written out."""
        if self.ingredients is None:
            return None
        node, wanted, upstream = msgspec.structs.astuple(self.ingredients)
        return build(node, wanted.shot, wanted.values, wanted.variation, upstream)


@dataclass(frozen=True)
class Resolution:
    """All nodes that apply to one shot, in the order of the pipeline."""

    shot: UUID
    variation: int
    cells: Mapping[str, ResolvedStage]
    pipeline: Pipeline

    @cached_property
    def complete(self) -> bool:
        """Whether every stage exists."""
        return all(cell.standing == "made" for cell in self.cells.values())

    @cached_property
    def contents(self) -> Contents | None:
        """What a take of it would mean, by the pipeline's outputs. None while something that makes it is missing."""
        contents: dict[str, str] = {}
        for name, (node, port) in self.pipeline.meaning.items():
            if cell := self.cells.get(node):
                if not cell.trace or port not in cell.trace.contents:
                    return None
                contents[name] = cell.trace.contents[port]
        return contents

    @property
    def keys(self) -> dict[str, str]:
        """Action keys by node, as far as they are known."""
        return {name: cell.key for name, cell in self.cells.items() if cell.key}


def resolve(
    wanted: Iterable[ShotToResolve], pipeline: Pipeline, lookup: Lookup, known: Mapping[str, Trace] | None = None
) -> dict[ShotVariation, Resolution]:
    """Resolve shots together. A predecessor without a fixed take must be among them, as its variation 1.

    `known` are traces that need not be looked up. Shots that come after those that they continue cost least.
    """
    walk = _Walk({each.want: each for each in wanted}, pipeline, dict(known or {}))
    walk.run(lookup)
    return {
        each.wanted.want: Resolution(
            each.wanted.shot,
            each.wanted.variation,
            {id_: cell for id_, cell in zip(pipeline.ids, each.cells, strict=True) if cell},
            pipeline,
        )
        for each in walk.shots.values()
    }


_BLOCKED = ResolvedStage("blocked", behind=(CONTINUES,))


@dataclass(slots=True, eq=False)
class _Shot:
    """A shot on its walk. Lists go by the places of nodes in the pipeline; `open` are those still to settle."""

    wanted: ShotToResolve
    present: tuple[bool, ...]
    cells: list[ResolvedStage | None]
    open: list[int]
    before: "_Shot | None" = None
    begun: dict[tuple[int, bytes], Digest] = field(default_factory=dict)
    drafts: dict[int, tuple[str, Ingredients]] = field(default_factory=dict)


class _Walk:
    def __init__(
        self, wanted: Mapping[ShotVariation, ShotToResolve], pipeline: Pipeline, known: dict[str, Trace]
    ) -> None:
        self.pipeline = pipeline
        self.known: dict[str, Trace | None] = {**known}
        self.asked: set[str] = set()
        self.settled = 0
        self.keying = Keying()
        self.waiting: dict[tuple[str, ...], ResolvedStage] = {}
        places = {id_: place for place, id_ in enumerate(pipeline.ids)}
        self.feeds = [[(edge, places[edge.node], edge.behind) for edge in node.edges] for node in pipeline.nodes]
        self.own = [own_parameters(node) for node in pipeline.nodes]
        self.shots = {want: self._start(each) for want, each in wanted.items()}
        for each in self.shots.values():
            if (continues := each.wanted.continues) and continues.contents is None:
                each.before = self.shots[continues.shot, 1, ""]

    def _start(self, wanted: ShotToResolve) -> _Shot:
        applying = self.pipeline.applying(wanted.values, continuing=wanted.continues is not None)
        present = tuple(id_ in applying for id_ in self.pipeline.ids)
        return _Shot(wanted, present, [None] * len(present), [place for place, there in enumerate(present) if there])

    def run(self, lookup: Lookup) -> None:
        """Settle the nodes of all shots; what a circle of `continues` leaves open is blocked: commands close none."""
        open_ = list(self.shots.values())
        while open_:
            self.asked, before = set(), self.settled
            open_ = [each for each in open_ if self._go_on(each)]
            if self.asked:
                traces = lookup(self.asked)
                self.known.update((key, traces.get(key)) for key in self.asked)
            elif self.settled == before:
                break
        for each in open_:
            for place in each.open:
                each.cells[place] = _BLOCKED

    def _go_on(self, shot: _Shot) -> bool:
        """Settle what can be settled of a shot; return whether some of it is still open."""
        left = []
        for place in shot.open:
            cell = self._cell(shot, place)
            if cell is None:
                left.append(place)
            else:
                shot.cells[place] = cell
        self.settled += len(shot.open) - len(left)
        shot.open = left
        return bool(left)

    def _cell(self, shot: _Shot, place: int) -> ResolvedStage | None:
        """Return a node of a shot; None while what it stands on, or its own trace, is not known."""
        if place not in shot.drafts:
            brought: list[tuple[Edge, str | None]] = []
            missing: dict[str, None] = {}
            continues = shot.wanted.continues
            for edge, source, behind in self.feeds[place]:
                if edge.continues and continues and continues.contents is not None:
                    brought.append((edge, lent(edge, continues.contents)))
                    continue
                of = shot.before if edge.continues else shot
                if of is None or not of.present[source]:
                    continue
                cell = of.cells[source]
                if cell is None:
                    return None
                if cell.trace is None:
                    missing[behind] = None
                else:
                    brought.append((edge, cell.trace.contents.get(edge.output)))
            if missing:
                return self._waiting(tuple(missing))
            shot.drafts[place] = self._draft(shot, place, gathered(brought))
        key, ingredients = shot.drafts[place]
        if key not in self.known:
            self.asked.add(key)
            return None
        trace = self.known[key]
        return ResolvedStage("made" if trace else "run", key, trace, (), ingredients)

    def _draft(self, shot: _Shot, place: int, upstream: Upstream) -> tuple[str, Ingredients]:
        node, wanted = self.pipeline.nodes[place], shot.wanted
        own = settings(self.own[place], wanted.values)
        known = id(node.spec), canonical_again(own) if own else b""
        begun = shot.begun.get(known)
        if begun is None:
            values = {**wanted.values, **dict(own)} if own else wanted.values
            begun = self.keying.begin(node.spec, wanted.shot, values, wanted.variation)
            shot.begun[known] = begun
        key = self.keying.key(node.spec, begun, upstream, wanted.variation)
        return key, Ingredients(node, wanted, upstream)

    def _waiting(self, behind: tuple[str, ...]) -> ResolvedStage:
        if behind not in self.waiting:
            self.waiting[behind] = ResolvedStage("may-run", behind=behind)
        return self.waiting[behind]


def predecessors_first(shots: Iterable[UUID], continues: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Return the shots and all that they continue, each after the one it continues."""
    ordered: dict[UUID, None] = {}
    for shot in shots:
        chain: dict[UUID, None] = {}
        each: UUID | None = shot
        while each is not None and each not in ordered and each not in chain:
            chain[each] = None
            each = continues.get(each)
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)
