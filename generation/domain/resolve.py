"""Resolve: walk the stages of shots by action key, to see what exists, what must run and what may.

The one source of plans, staleness and reuse. Many shots are walked together, so that each level of stages
costs one look at the traces.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from events.registry import Json
from generation.domain.keys import known_key
from generation.domain.recipes import CONTINUES, Contents, Recipe, StageSpec, build
from productions.domain.artifact import Artifact, Named

StageStanding = Literal["made", "run", "may-run", "blocked"]
MASTER = "master"
"""The role of the artifact whose content is what a take means."""

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
    """The shot that another one continues. `contents` are those of its pinned or approved take, if it has one."""

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
    """One stage of one shot. A stage behind a miss has no recipe yet: `behind` names what it waits for."""

    standing: StageStanding
    recipe: Recipe | None = None
    key: str | None = None
    trace: Trace | None = None
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """All stages of one shot, in pipeline order."""

    shot: UUID
    variation: int
    cells: Mapping[str, ResolvedStage]

    @property
    def complete(self) -> bool:
        """Whether every stage exists."""
        return all(cell.standing == "made" for cell in self.cells.values())

    @property
    def content(self) -> str | None:
        """What a take of it would mean: the frames of its master. None while the last stage is missing."""
        *_, last = self.cells.values()
        return last.trace.contents[MASTER] if last.trace else None

    @property
    def keys(self) -> dict[str, str]:
        """Action keys by stage, as far as they are known."""
        return {name: cell.key for name, cell in self.cells.items() if cell.key}


def resolve(wanted: Iterable[Wanted], pipeline: Sequence[StageSpec], lookup: Lookup) -> dict[ShotVariation, Resolution]:
    """Resolve shots together. A predecessor without a fixed take must be among them, as its variation 1."""
    walk = _Walk({each.want: each for each in wanted}, {spec.name: spec for spec in pipeline})
    walk.run(lookup)
    return {
        want: Resolution(*want, {spec.name: walk.cells[want, spec.name] for spec in pipeline}) for want in walk.wanted
    }


Node = tuple[ShotVariation, str]


@dataclass(slots=True)
class _Walk:
    wanted: Mapping[ShotVariation, Wanted]
    specs: Mapping[str, StageSpec]
    cells: dict[Node, ResolvedStage] = field(default_factory=dict)

    def run(self, lookup: Lookup) -> None:
        behind: dict[Node, list[Node]] = defaultdict(list)
        open_edges: dict[Node, int] = {}
        for node in self._nodes():
            sources = [source for _, source in self._sources(node) if source]
            open_edges[node] = len(sources)
            for source in sources:
                behind[source].append(node)
        level = [node for node, count in open_edges.items() if not count]
        while level:
            self._settle(level, lookup)
            level = _next_level(level, behind, open_edges)
        for node, count in open_edges.items():
            if count:  # only a circle of `continues` leaves edges open; commands refuse to close one
                self.cells[node] = ResolvedStage("blocked", behind=(CONTINUES,))

    def _nodes(self) -> Iterator[Node]:
        return ((want, name) for want in self.wanted for name in self.specs)

    def _sources(self, node: Node) -> Iterator[tuple[str, Node | None]]:
        """Yield each upstream of a node with the node it comes from; None where a take fixes it."""
        want, stage = node
        continues = self.wanted[want].continues
        for upstream in self.specs[stage].upstream:
            if upstream != CONTINUES:
                yield upstream, (want, upstream)
            elif continues:
                yield upstream, None if continues.contents is not None else ((continues.shot, 1), "motion")

    def _settle(self, level: Sequence[Node], lookup: Lookup) -> None:
        drafts: dict[Node, tuple[Recipe, str]] = {}
        for node in level:
            missing = tuple(name for name, source in self._sources(node) if source and not self.cells[source].trace)
            if missing:
                self.cells[node] = ResolvedStage("may-run", behind=missing)
            else:
                recipe = self._recipe(node)
                drafts[node] = recipe, known_key(recipe)
        traces = lookup({key for _, key in drafts.values()}) if drafts else {}
        for node, (recipe, key) in drafts.items():
            trace = traces.get(key)
            self.cells[node] = ResolvedStage("made" if trace else "run", recipe, key, trace)

    def _recipe(self, node: Node) -> Recipe:
        (shot, variation), stage = node
        wanted = self.wanted[shot, variation]
        upstream = {name: self._contents(wanted, source) for name, source in self._sources(node)}
        return build(self.specs[stage], shot, wanted.values, variation, upstream)

    def _contents(self, wanted: Wanted, source: Node | None) -> Contents:
        if source is None:
            assert wanted.continues and wanted.continues.contents is not None
            return wanted.continues.contents
        trace = self.cells[source].trace
        assert trace
        return trace.contents


def _next_level(
    level: Sequence[Node], behind: Mapping[Node, Sequence[Node]], open_edges: dict[Node, int]
) -> list[Node]:
    ready = []
    for node in level:
        for follower in behind.get(node, ()):
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
