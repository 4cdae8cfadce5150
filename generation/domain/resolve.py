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
from generation.domain.keying import Digest, Feeds, Keying
from generation.domain.pipeline import Node, Pipeline, Upstream, gathered, lent
from generation.domain.recipes import Contents, Recipe, Set, build, own_parameters, settings
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

    `values` are with what is set for the variation alone, which `settings` names. Shots of one `above` share all that
    comes from the levels above.
    """

    shot: UUID
    values: Mapping[str, Json]
    variation: int = 1
    continues: Predecessor | None = None
    settings: str = ""
    above: object | None = None

    @property
    def want(self) -> ShotVariation:
        """Return what identifies it among the others."""
        return self.shot, self.variation, self.settings


class Ingredients(msgspec.Struct, frozen=True, gc=False):
    """What the recipe of one node of one shot is made of."""

    node: Node
    wanted: ShotToResolve
    feeds: Feeds
    contents: list[str]

    @property
    def upstream(self) -> Upstream:
        """What comes in at the ports of the node."""
        return gathered(zip((self.node.edges[place] for place in self.feeds), self.contents, strict=True))


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
        wanted = self.ingredients.wanted
        return build(self.ingredients.node, wanted.shot, wanted.values, wanted.variation, self.ingredients.upstream)


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


def resolve(wanted: Iterable[ShotToResolve], pipeline: Pipeline, lookup: Lookup) -> dict[ShotVariation, Resolution]:
    """Resolve shots together. A predecessor without a fixed take must be among them, as its variation 1.

    `lookup` may return more than it was asked for. Shots that come after those that they continue cost least.
    """
    walk = _Walk({each.want: each for each in wanted}, pipeline)
    walk.run(lookup)
    ids = pipeline.ids
    return {
        want: Resolution(
            each.wanted.shot,
            each.wanted.variation,
            {id_: cell for id_, cell in zip(ids, each.cells, strict=True) if cell},
            pipeline,
        )
        for want, each in walk.shots.items()
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
    begun: dict[int | tuple[int, bytes], Digest] = field(default_factory=dict)
    drafts: dict[int, tuple[str, Ingredients]] = field(default_factory=dict)


class _Walk:
    def __init__(self, wanted: Mapping[ShotVariation, ShotToResolve], pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.known: dict[str, Trace | None] = {}
        self.asked: set[str] = set()
        self.settled = 0
        self.keying = Keying()
        self.waiting: dict[tuple[str, ...], ResolvedStage] = {}
        places = {id_: place for place, id_ in enumerate(pipeline.ids)}
        self.feeds = [
            [(number, edge, places[edge.node], edge.behind) for number, edge in enumerate(node.edges)]
            for node in pipeline.nodes
        ]
        self.own = [own_parameters(node) for node in pipeline.nodes]
        self.set: dict[tuple[int, int], Set] = {}
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
                self.known.update(dict.fromkeys(self.asked))
                self.known.update(traces)
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
        draft = shot.drafts.get(place)
        if draft is None:
            feeds: list[int] = []
            contents: list[str] = []
            missing: dict[str, None] = {}
            continues = shot.wanted.continues
            for number, edge, source, behind in self.feeds[place]:
                content: str | None
                if edge.continues and continues and continues.contents is not None:
                    content = lent(edge, continues.contents)
                else:
                    of = shot.before if edge.continues else shot
                    if of is None or not of.present[source]:
                        continue
                    cell = of.cells[source]
                    if cell is None:
                        return None
                    if cell.trace is None:
                        missing[behind] = None
                        continue
                    content = cell.trace.contents.get(edge.output)
                if content is not None:
                    feeds.append(number)
                    contents.append(content)
            if missing:
                return self._waiting(tuple(missing))
            draft = shot.drafts[place] = self._draft(shot, place, tuple(feeds), contents)
        key, ingredients = draft
        try:
            trace = self.known[key]
        except KeyError:
            self.asked.add(key)
            return None
        return ResolvedStage("made" if trace else "run", key, trace, (), ingredients)

    def _draft(self, shot: _Shot, place: int, feeds: Feeds, contents: list[str]) -> tuple[str, Ingredients]:
        node, wanted = self.pipeline.nodes[place], shot.wanted
        own = self._own(place, wanted) if self.own[place] else ()
        known = (id(node.spec), canonical_again(own)) if own else id(node.spec)
        begun = shot.begun.get(known)
        if begun is None:
            values = {**wanted.values, **dict(own)} if own else wanted.values
            above = None if own else wanted.above
            begun = self.keying.begin(node.spec, wanted.shot, values, wanted.variation, above)
            shot.begun[known] = begun
        key = self.keying.key_of(node, begun, feeds, contents, wanted.variation)
        return key, Ingredients(node, wanted, feeds, contents)

    def _own(self, place: int, wanted: ShotToResolve) -> Set:
        """What is set of a node: for shots that share all from above once, since that is where it comes from."""
        if wanted.above is None:
            return settings(self.own[place], wanted.values)
        known = place, id(wanted.above)
        if known not in self.set:
            self.set[known] = settings(self.own[place], wanted.values)
        return self.set[known]

    def _waiting(self, behind: tuple[str, ...]) -> ResolvedStage:
        if behind not in self.waiting:
            self.waiting[behind] = ResolvedStage("may-run", behind=behind)
        return self.waiting[behind]


def predecessors_first(shots: Iterable[UUID], continues: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Return the shots and all that they continue, each after the one it continues."""
    ordered: dict[UUID, None] = {}
    for shot in shots:
        if shot not in continues:
            ordered[shot] = None
            continue
        chain: dict[UUID, None] = {}
        each: UUID | None = shot
        while each is not None and each not in ordered and each not in chain:
            chain[each] = None
            each = continues.get(each)
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)
