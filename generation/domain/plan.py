"""Plans: what would run, what may, why, and at what cost, from resolved shots and the takes in use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from uuid import UUID

from events.registry import Json
from generation.domain.recipes import CONTINUES, Recipe, StageSpec, changed
from generation.domain.resolve import Resolution, ResolvedStage
from productions.domain.causes import parts

Verdict = Literal["run", "may-run", "reused", "pinned", "blocked"]
Kept = Literal["", "approved", "pinned"]


@dataclass(frozen=True, slots=True)
class Cost:
    """A range in device-seconds."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.low + other.low, self.high + other.high)


Estimate = Callable[[StageSpec, Mapping[str, Json]], Cost]


@dataclass(frozen=True, slots=True)
class Subject:
    """A resolved shot beside its take in use.

    `keys_before` holds the keys of the take in use by stage (empty: never made), `before` the recipes of those that
    the resolution does not share; `content` is what it means, `kept` whether it is approved or pinned; `causes` the
    event behind each input, `within` those behind the parts of an input that has some; `stages` the ones to plan, when
    not all are wanted; `made` the stages that were ever made for the shot, from whatever inputs: what comes out of
    them may be met again.
    """

    shot: UUID
    code: str
    resolution: Resolution
    values: Mapping[str, Json]
    causes: Mapping[str, UUID]
    began: UUID
    before: Mapping[str, Recipe] = field(default_factory=dict)
    keys_before: Mapping[str, str] = field(default_factory=dict)
    content: str | None = None
    kept: Kept = ""
    continues: UUID | None = None
    stages: frozenset[str] | None = None
    made: frozenset[str] = frozenset()
    within: Mapping[str, Mapping[str, UUID]] = field(default_factory=dict)

    def behind(self, key: str, before: Json, after: Json) -> Iterable[UUID]:
        """Yield the events behind an input that was one value and is another: of one with parts, those that differ."""
        known = self.within.get(key, {})
        old, new = (parts(value) for value in (before, after))
        differing = (name for name in {**old, **new} if old.get(name) != new.get(name))
        events = [max(known[name], self.began) for name in differing if name in known]
        return events or ([self.causes[key]] if key in self.causes else [])


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage of one shot in a plan. `causes` are event ids."""

    shot: UUID
    stage: str
    verdict: Verdict
    reason: str
    causes: tuple[UUID, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class Plan:
    """Every stage that is not up to date, and what it comes to."""

    lines: tuple[PlannedStage, ...]

    @property
    def shots(self) -> set[UUID]:
        """The shots that something would or may run for."""
        return {line.shot for line in self._working}

    @property
    def approved(self) -> set[UUID]:
        """The shots that are out of date and stay so, because their take is approved or pinned."""
        return {line.shot for line in self.lines if line.verdict == "pinned"}

    @property
    def stages(self) -> int:
        """How many stages would or may run."""
        return len(self._working)

    @property
    def cost(self) -> Cost:
        """From what no luck can save, to all that may run."""
        return sum((line.cost for line in self._working), Cost())

    def beyond(self, other: "Plan") -> "Plan":
        """Return what would or may run by this plan, and by the other would not."""
        known = {(line.shot, line.stage) for line in other._working}
        return Plan(tuple(line for line in self._working if (line.shot, line.stage) not in known))

    @property
    def _working(self) -> list[PlannedStage]:
        return [line for line in self.lines if line.verdict in ("run", "may-run")]


@dataclass(slots=True)
class _Planner:
    pipeline: Sequence[StageSpec]
    estimate: Estimate
    names: Mapping[str, str]
    codes: Mapping[UUID, str]
    why: dict[tuple[UUID, str], tuple[UUID, ...]] = field(default_factory=dict)

    def lines(self, subject: Subject) -> Iterable[PlannedStage]:
        resolution = subject.resolution
        current = subject.content is not None and resolution.content == subject.content
        for spec in self.pipeline:
            cell = resolution.cells[spec.name]
            differing = _differing(subject, spec.name, cell)
            self.why[subject.shot, spec.name] = self._causes(subject, spec.name, cell, differing)
            verdict = _verdict(subject, spec.name, cell)
            if verdict and not current and (subject.stages is None or spec.name in subject.stages):
                yield PlannedStage(
                    subject.shot,
                    spec.name,
                    verdict,
                    self._reason(subject, verdict, cell, differing),
                    self.why[subject.shot, spec.name],
                    self._cost(spec, subject, cell),
                )

    def _causes(self, subject: Subject, stage: str, cell: ResolvedStage, differing: Sequence[str]) -> tuple[UUID, ...]:
        events: dict[UUID, None] = {}
        if not subject.keys_before:
            events[subject.began] = None
        before, after = (subject.before.get(stage) or _NO_RECIPE)["inputs"], (cell.recipe or _NO_RECIPE)["inputs"]
        for key in differing:
            events.update(dict.fromkeys(subject.behind(key, before.get(key), after.get(key))))
        for upstream in (*cell.behind, *(key.removeprefix("upstream:") for key in differing if ":" in key)):
            events.update(dict.fromkeys(self._behind(subject, upstream)))
        return tuple(events)

    def _behind(self, subject: Subject, upstream: str) -> tuple[UUID, ...]:
        if upstream != CONTINUES:
            return self.why.get((subject.shot, upstream), ())
        edge = (subject.causes["continues"],) if subject.continues is None and "continues" in subject.causes else ()
        return edge if subject.continues is None else self.why.get((subject.continues, "motion"), ())

    def _reason(self, subject: Subject, verdict: Verdict, cell: ResolvedStage, differing: Sequence[str]) -> str:
        if verdict == "pinned":
            return subject.kept
        if verdict == "reused":
            return "exists already"
        if verdict == "blocked":
            return "the shots continue each other in a circle"
        if CONTINUES in cell.behind and subject.continues:
            return f"continues {self.codes.get(subject.continues, 'a shot')}"
        if cell.behind:
            return f"only if the {' or the '.join(cell.behind)} comes out different"
        if not subject.keys_before:
            return "never made"
        words = [self._word(key, subject) for key in differing]
        return f"{', '.join(words)} changed" if words else "its result is no longer stored"

    def _word(self, key: str, subject: Subject) -> str:
        if key == f"upstream:{CONTINUES}":
            return (
                f"what it continues ({self.codes.get(subject.continues, 'nothing')})"
                if subject.continues
                else CONTINUES
            )
        kind, _, name = key.partition(":")
        if kind == "cast":
            return self.names.get(name, "cast")
        return (name or kind).replace("_", " ").replace(".", " ")

    def _cost(self, spec: StageSpec, subject: Subject, cell: ResolvedStage) -> Cost:
        """What may run costs nothing at best, if what it waits for comes out as before: so it must have been made."""
        if cell.standing == "made":
            return Cost()
        full = self.estimate(spec, subject.values)
        saved = cell.standing != "run" and spec.name in subject.made
        return Cost(Decimal(0), full.high) if saved else full


_NO_RECIPE: Recipe = {"inputs": {}}


def _differing(subject: Subject, stage: str, cell: ResolvedStage) -> tuple[str, ...]:
    if cell.key is not None and cell.key == subject.keys_before.get(stage):
        return ()
    before = subject.before.get(stage)
    return changed(before, cell.recipe) if before and cell.recipe else ()


def _verdict(subject: Subject, stage: str, cell: ResolvedStage) -> Verdict | None:
    if cell.standing == "made":
        return "reused" if cell.key != subject.keys_before.get(stage) else None
    return "pinned" if subject.kept else cell.standing


def plan(
    subjects: Iterable[Subject],
    pipeline: Sequence[StageSpec],
    estimate: Estimate,
    names: Mapping[str, str],
    codes: Mapping[UUID, str],
) -> Plan:
    """Plan shots that come in an order in which each follows the one it continues.

    `names` maps reference ids to what people call them, `codes` shots to their codes.
    """
    planner = _Planner(pipeline, estimate, names, codes)
    return Plan(tuple(line for subject in subjects for line in planner.lines(subject)))
