"""Resolve: walk the nodes of a pipeline for each shot by action key, to see what exists, what must run and what may.

The one source of plans, staleness and reuse. Many shots are walked together, so that each level of stages
costs one look at the traces.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from uuid import UUID

from events.registry import Json
from generation.domain.conditions import CONTINUES
from generation.domain.keys import known_key
from generation.domain.pipeline import Edge, Pipeline, gathered, lent
from generation.domain.recipes import Contents, Recipe, build
from productions.domain.artifact import Artifact, Named

StageStanding = Literal["made", "run", "may-run", "blocked"]

ShotVariation = tuple[UUID, int]
"""A shot and the variation of it that is wanted."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a key produced first: the artifacts, and which generation of the key they are."""

    key: str
    generation: int
    artifacts: tuple[Artifact, ...]

    @property
    def contents(self) -> Contents:
        """Content digests by role."""
        return {artifact.role: artifact.content for artifact in self.artifacts}

    @property
    def named(self) -> tuple[Named, ...]:
        """The artifacts as events of jobs name them."""
        return tuple(artifact.named for artifact in self.artifacts)


Lookup = Callable[[Collection[str]], Mapping[str, Trace]]


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The shot that another one continues. `contents` are those of its pinned or approved take, by `node.port`."""

    shot: UUID
    contents: Contents | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A shot to resolve: its effective inputs, the variation, and what it continues."""

    shot: UUID
    values: Mapping[str, Json]
    variation: int = 1
    continues: Predecessor | None = None

    @property
    def want(self) -> ShotVariation:
        """Return what identifies it among the others."""
        return self.shot, self.variation


@dataclass(frozen=True, slots=True)
class ResolvedStage:
    """One node of one shot. A node behind a miss has no recipe yet: `behind` names what it waits for."""

    standing: StageStanding
    recipe: Recipe | None = None
    key: str | None = None
    trace: Trace | None = None
    behind: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """All nodes that apply to one shot, in the order of the pipeline."""

    shot: UUID
    variation: int
    cells: Mapping[str, ResolvedStage]
    pipeline: Pipeline

    @property
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


def resolve(wanted: Iterable[Wanted], pipeline: Pipeline, lookup: Lookup) -> dict[ShotVariation, Resolution]:
    """Resolve shots together. A predecessor without a fixed take must be among them, as its variation 1."""
    walk = _Walk({each.want: each for each in wanted}, pipeline)
    walk.run(lookup)
    return {
        want: Resolution(*want, {id_: walk.cells[want, id_] for id_ in pipeline.ids if id_ in present}, pipeline)
        for want, present in walk.present.items()
    }


Place = tuple[ShotVariation, str]
"""A node of a wanted shot."""


@dataclass(slots=True)
class _Walk:
    wanted: Mapping[ShotVariation, Wanted]
    pipeline: Pipeline
    present: dict[ShotVariation, frozenset[str]] = field(init=False)
    cells: dict[Place, ResolvedStage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        applying = self.pipeline.applying
        self.present = {
            want: applying(each.values, continuing=each.continues is not None) for want, each in self.wanted.items()
        }

    def run(self, lookup: Lookup) -> None:
        behind: dict[Place, list[Place]] = defaultdict(list)
        open_edges: dict[Place, int] = {}
        for place in self._places():
            sources = [source for _, source in self._sources(place) if source]
            open_edges[place] = len(sources)
            for source in sources:
                behind[source].append(place)
        level = [place for place, count in open_edges.items() if not count]
        while level:
            self._settle(level, lookup)
            level = _next_level(level, behind, open_edges)
        for place, count in open_edges.items():
            if count:  # only a circle of `continues` leaves edges open; commands refuse to close one
                self.cells[place] = ResolvedStage("blocked", behind=(CONTINUES,))

    def _places(self) -> Iterator[Place]:
        return ((want, id_) for want, present in self.present.items() for id_ in self.pipeline.ids if id_ in present)

    def _sources(self, place: Place) -> Iterator[tuple[Edge, Place | None]]:
        """Yield each edge that feeds a node with the place it comes from; None where a take fixes it."""
        want, id_ = place
        continues = self.wanted[want].continues
        for edge in self.pipeline.by_id[id_].edges:
            if not edge.continues:
                if edge.node in self.present[want]:
                    yield edge, (want, edge.node)
            elif continues and continues.contents is not None:
                yield edge, None
            elif continues and edge.node in self.present[continues.shot, 1]:
                yield edge, ((continues.shot, 1), edge.node)

    def _settle(self, level: Sequence[Place], lookup: Lookup) -> None:
        drafts: dict[Place, tuple[Recipe, str]] = {}
        for place in level:
            sources = list(self._sources(place))
            missing = [edge.behind for edge, source in sources if source and not self.cells[source].trace]
            if missing:
                self.cells[place] = ResolvedStage("may-run", behind=tuple(dict.fromkeys(missing)))
            else:
                recipe = self._recipe(place, sources)
                drafts[place] = recipe, known_key(recipe)
        traces = lookup({key for _, key in drafts.values()}) if drafts else {}
        for place, (recipe, key) in drafts.items():
            trace = traces.get(key)
            self.cells[place] = ResolvedStage("made" if trace else "run", recipe, key, trace)

    def _recipe(self, place: Place, sources: Sequence[tuple[Edge, Place | None]]) -> Recipe:
        (shot, variation), id_ = place
        wanted = self.wanted[shot, variation]
        upstream = gathered((edge, self._content(wanted, edge, source)) for edge, source in sources)
        return build(self.pipeline.by_id[id_].spec, shot, wanted.values, variation, upstream)

    def _content(self, wanted: Wanted, edge: Edge, source: Place | None) -> str | None:
        if source is None:
            assert wanted.continues and wanted.continues.contents is not None
            return lent(edge, wanted.continues.contents)
        trace = self.cells[source].trace
        assert trace
        return trace.contents.get(edge.output)


def _next_level(
    level: Sequence[Place], behind: Mapping[Place, Sequence[Place]], open_edges: dict[Place, int]
) -> list[Place]:
    ready = []
    for place in level:
        for follower in behind.get(place, ()):
            open_edges[follower] -= 1
            if not open_edges[follower]:
                ready.append(follower)
    return ready


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
