"""Plans: what would run, what may, why, and at what cost, from resolved shots and the takes in use."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec

from events.registry import Json
from generation.domain.comparing import NO_DIFFERENCE, Comparing, Difference
from generation.domain.conditions import CONTINUES
from generation.domain.model_work import FittedWork, ModelWork
from generation.domain.pipeline import Node, Pipeline
from generation.domain.recipes import Contents, input_key
from generation.domain.resolve import Resolution, ResolvedStage
from productions.domain.causes import parts

PIPELINE = "pipeline"
"""Among the causes of a shot the event that published its pipeline."""

Events = tuple[tuple[UUID, ...], ...]
"""Events by what they changed, in its order."""

Verdict = Literal["run", "may-run", "reused", "pinned", "blocked"]
Kept = Literal["", "approved", "pinned"]


Money = tuple[Decimal, Decimal, Decimal]
"""The same three of a price."""
FREE: Money = (Decimal(0), Decimal(0), Decimal(0))

Basis = Literal["measured", "elsewhere", "guessed"]
"""What a cost rests on: work of this kind, such work on other devices alone, or what its author thought."""
_BASES: tuple[Basis, ...] = get_args(Basis)


class Cost(msgspec.Struct, frozen=True, gc=False):
    """A range in device-seconds: what no luck can save, what nine of ten stay below, and the middle between.

    `price` is what these cost on the classes of `devices` that may do the work; None where a rate is not known. `basis`
    is what it rests on. In units, `work` is what is asked of a model.
    """

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    expected: Decimal = Decimal(0)
    price: Money | None = FREE
    devices: tuple[str, ...] = ()
    basis: Basis = "measured"
    work: ModelWork | None = None

    @property
    def most(self) -> Decimal:
        """The most money, as far as rates are known."""
        return self.price[1] if self.price else Decimal(0)


def total(costs: Iterable[Cost]) -> Cost:
    """Return the sum of costs."""
    low = high = expected = Decimal(0)
    money: Money | None = FREE
    devices: set[tuple[str, ...]] = set()
    bases: set[Basis] = set()
    for cost in costs:
        bases.add(cost.basis)
        low, high, expected = low + cost.low, high + cost.high, expected + cost.expected
        devices.add(cost.devices)
        if money is None or cost.price is None:
            money = None
        elif cost.price is not FREE:
            money = money[0] + cost.price[0], money[1] + cost.price[1], money[2] + cost.price[2]
    named = tuple(sorted({each for some in devices for each in some}))
    return Cost(low, high, expected, money, named, weakest(bases))


def weakest(bases: Collection[Basis]) -> Basis:
    """Return what a sum rests on: the weakest of what its parts rest on."""
    return max(bases, key=_BASES.index, default="measured")


Estimate = Callable[[Node, Mapping[str, Json], Collection[str]], Cost]
"""From a node, the inputs of a shot and the ports at which something comes in. It looks at parameters and the length of
the shot alone."""


Names = Callable[[str], str | None]
"""From the id of a reference to what people call it; None where nobody knows it."""


class Subject(msgspec.Struct, frozen=True, gc=False):
    """A resolved shot beside its take in use.

    `keys_before` holds the keys of the take in use by stage (empty: never made), `before` the recipes, as canonical
    text, of those that the resolution does not share; `contents` are what it means, `kept` whether it is approved or
    pinned; `causes` the event behind each input, `within` those behind the parts of an input that has some; `stages`
    the ones to plan, when not all are wanted; `made` the stages that were ever made for the shot, from whatever inputs:
    what comes out of them may be met again; `taken` the event that made the take in use; `variation` the one that is
    planned. Subjects of one `above` share all values that come from the levels above.
    """

    shot: UUID
    code: str
    resolution: Resolution
    values: Mapping[str, Json]
    causes: Mapping[str, UUID]
    began: UUID
    before: Mapping[str, str] = {}
    keys_before: Mapping[str, str] = {}
    contents: Contents | None = None
    kept: Kept = ""
    continues: UUID | None = None
    stages: frozenset[str] | None = None
    made: frozenset[str] = frozenset()
    within: Mapping[str, Mapping[str, UUID]] = {}
    taken: UUID | None = None
    since: UUID | None = None
    variation: int = 1
    above: object | None = None

    @property
    def current(self) -> bool:
        """Whether its take in use is what it resolves to."""
        return self.contents is not None and self.resolution.contents == self.contents

    @property
    def published_since(self) -> bool:
        """Whether the pipeline was published after the take in use was made."""
        return self.taken is not None and self.causes.get(PIPELINE, self.taken) > self.taken

    def behind(self, key: str, before: Json, after: Json) -> Iterable[UUID]:
        """Yield the events behind an input that was one value and is another: of one with parts, those that differ."""
        known = self.within.get(key, {})
        old, new = (parts(value) for value in (before, after))
        differing = (name for name in {**old, **new} if old.get(name) != new.get(name))
        events = [max(known[name], self.began) for name in differing if name in known]
        return events or ([self.causes[key]] if key in self.causes else [])


class SegmentCost(msgspec.Struct, frozen=True, gc=False):
    """What one of the segments of a shot that is longer than its model takes, and its frames."""

    frames: int
    cost: Cost


class PlanLine(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a plan says of one node of a shot: `stage` is its id. `causes` are event ids, observations go by `kind`.

    `inputs` are what differs of its recipe, `because` the events behind each of them, `behind` what it waits for. Of a
    stage that exists already `key` says under what, of one that is kept `since` the event that decided so. One that is
    `certain` will run whatever comes out of what it waits for, since it was never made; of a shot that is `new` nothing
    was. `made` is how a model would make it, `segments` what each piece takes where that is more than it makes at once.
    `lenders` are the stages that it waits for of the shot that it continues.
    """

    stage: str
    verdict: Verdict
    reason: str
    causes: tuple[UUID, ...]
    cost: Cost
    kind: str
    inputs: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    key: str | None = None
    since: UUID | None = None
    certain: bool = False
    new: bool = False
    because: tuple[tuple[UUID, ...], ...] = ()
    variation: int = 1
    made: FittedWork | None = None
    lenders: tuple[tuple[UUID, str], ...] = ()
    segments: tuple[SegmentCost, ...] = ()


class PlannedStage(PlanLine, frozen=True, gc=False, kw_only=True):
    """A line of a plan: one node of one variation of a shot, and what is said of it."""

    shot: UUID

    @property
    def works(self) -> bool:
        """Whether it would or may run."""
        return self.verdict in ("run", "may-run")

    @property
    def place(self) -> tuple[UUID, str, int]:
        """What identifies it among the lines of a plan."""
        return self.shot, self.stage, self.variation


SaidOf = Mapping[UUID, tuple[PlanLine, ...]]
"""What is said of shots. Many shots share one tuple, so that whatever is worked out for it is so for all of them."""


def lines(said: SaidOf, order: Iterable[UUID]) -> tuple[PlannedStage, ...]:
    """Return what is said of shots as lines, in an order of the shots."""
    written: dict[int, list[tuple[Any, ...]]] = {}
    planned: list[PlannedStage] = []
    for shot in order:
        each = said[shot]
        fields = written.get(id(each))
        if fields is None:
            fields = written[id(each)] = [msgspec.structs.astuple(one) for one in each]
        planned.extend([PlannedStage(*told, shot=shot) for told in fields])
    return tuple(planned)


@dataclass(frozen=True)
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
        return total(line.cost for line in self._working)

    @property
    def most(self) -> Decimal:
        """The most money, of all that may run and has a rate: what has none hides nothing of the others."""
        return sum((line.cost.most for line in self._working), Decimal(0))

    @property
    def certain(self) -> int:
        """How many stages will run, whatever comes out of others."""
        return sum(line.certain for line in self._working)

    def beyond(self, other: "Plan") -> "Plan":
        """Return what would or may run by this plan, and by the other would not."""
        known = {line.place for line in other._working}
        return Plan(tuple(line for line in self._working if line.place not in known))

    @cached_property
    def _working(self) -> list[PlannedStage]:
        return [line for line in self.lines if line.works]


@dataclass(frozen=True, slots=True)
class _Step:
    """What a plan says of a node, for all shots of which it says the same; `saved` may cost nothing at best."""

    node: Node
    verdict: Verdict
    reason: str
    causes: tuple[UUID, ...]
    inputs: tuple[str, ...]
    behind: tuple[str, ...]
    costs: bool
    saved: bool
    new: bool
    because: Events
    lenders: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """The steps of a shot, and the events behind each of its nodes, which shots that continue it ask for."""

    steps: tuple[_Step, ...]
    why: Mapping[str, tuple[UUID, ...]]


@dataclass(slots=True)
class _Planner:
    """Shots of which the same is to be said are told once: after an edit of everything they are nearly all."""

    pipeline: Pipeline
    estimate: Estimate
    names: Names
    codes: Mapping[UUID, str]
    subjects: dict[UUID, Subject] = field(default_factory=dict)
    told: dict[UUID, _Told] = field(default_factory=dict)
    alike: dict[tuple[Hashable, ...], _Told] = field(default_factory=dict)
    costs: dict[tuple[Hashable, ...], tuple[Cost, ...]] = field(default_factory=dict)
    shared: dict[tuple[Hashable, ...], tuple[tuple[Cost, ...], tuple[PlanLine, ...]]] = field(default_factory=dict)
    comparing: Comparing = field(default_factory=Comparing)

    def said(self, subject: Subject) -> tuple[PlanLine, ...]:
        """Return what is to be said of a shot: nothing where it is up to date."""
        self.subjects[subject.shot] = subject
        if subject.current:
            return ()
        told, cells = self._told(subject), subject.resolution.cells
        costs = self._costs(told, subject)
        keys = tuple([cells[step.node.id].key if step.verdict == "reused" else None for step in told.steps])
        sign = (id(told), *map(id, costs), keys, subject.since, subject.variation)
        if sign not in self.shared:
            said = map(_say, told.steps, costs, keys, repeat(subject.since), repeat(subject.variation))
            self.shared[sign] = costs, tuple(said)
        return self.shared[sign][1]

    def _told(self, subject: Subject) -> _Told:
        known = self.told.get(subject.shot)
        if known is None:
            differing: dict[str, tuple[str, ...]] = {}
            own: dict[str, Events] = {}
            sign = (
                *[self._sign(subject, node, differing, own) for node in self.pipeline.nodes],
                subject.kept,
                not subject.keys_before and subject.began,
                subject.published_since and subject.causes[PIPELINE],
                subject.stages,
                subject.made,
                subject.continues,
                subject.continues is None and self._lost_what_it_continued(differing) and self._lent(subject),
            )
            known = self.alike.get(sign)
            if known is None:
                known = self.alike[sign] = self._tell(subject, differing, own)
            self.told[subject.shot] = known
        return known

    def _sign(
        self, subject: Subject, node: Node, differing: dict[str, tuple[str, ...]], own: dict[str, Events]
    ) -> Hashable:
        """What the words of a plan about a node follow from; notes what differs of the node, where something does."""
        cell, before = subject.resolution.cells.get(node.id), subject.keys_before
        same = cell is not None and cell.key == before.get(node.id)
        stands = cell and (cell.standing, cell.behind, same)
        difference = self._difference(subject, node, cell)
        if not difference.names:
            return stands
        differing[node.id], own[node.id] = difference.names, _own(subject, node, difference)
        return stands, difference.names, own[node.id]

    def _difference(self, subject: Subject, node: Node, cell: ResolvedStage | None) -> Difference:
        """What differs of a node, or where the take had none of it, or it has none now, what says for which shots it
        is. Of a node that waits for others it is known what it reads of the shot, not what will come in.
        """
        before = subject.before.get(node.id)
        if subject.keys_before and (cell is None) != (node.id not in subject.keys_before):
            names = node.when.reads if node.when and not subject.published_since else (PIPELINE,)
            return NO_DIFFERENCE._replace(names=names)
        if cell is None or before is None or cell.key == subject.keys_before[node.id]:
            return NO_DIFFERENCE
        upstream = cell.ingredients.upstream if cell.ingredients else None
        return self.comparing.difference(
            node, subject.shot, subject.values, subject.variation, subject.above, before, upstream
        )

    def _lost_what_it_continued(self, differing: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether something differs at a port that the shot that is continued feeds."""
        return any(
            f"{_UPSTREAM}{edge.port.name}" in inputs
            for id_, inputs in differing.items()
            for edge in self.pipeline.by_id[id_].edges
            if edge.continues
        )

    def _tell(self, subject: Subject, differing: Mapping[str, tuple[str, ...]], own: Mapping[str, Events]) -> _Told:
        cells = subject.resolution.cells
        why: dict[str, tuple[UUID, ...]] = {}
        steps = []
        for node in self.pipeline.nodes:
            cell, inputs, because = cells.get(node.id), differing.get(node.id, ()), own.get(node.id, ())
            why[node.id] = self._causes(subject, node, cell, inputs, because, why)
            verdict = self._verdict(subject, node, cell) if cell else None
            if cell and verdict and (subject.stages is None or node.id in subject.stages):
                reason = self._reason(subject, verdict, node, cell, inputs)
                saved = cell.standing != "run" and node.id in subject.made
                unmade = cell.standing != "made"
                steps.append(
                    _Step(
                        node,
                        verdict,
                        reason,
                        why[node.id],
                        inputs,
                        cell.behind,
                        unmade,
                        saved,
                        not subject.keys_before,
                        because,
                        _lenders(subject, node, cell),
                    )
                )
        return _Told(tuple(steps), why)

    def _causes(
        self,
        subject: Subject,
        node: Node,
        cell: ResolvedStage | None,
        differing: Sequence[str],
        own: Events,
        why: Mapping[str, tuple[UUID, ...]],
    ) -> tuple[UUID, ...]:
        events: dict[UUID, None] = {}
        if not subject.keys_before:
            events[subject.began] = None
        events.update(dict.fromkeys(event for each in own for event in each))
        ports = (key.removeprefix(_UPSTREAM) for key in differing if key.startswith(_UPSTREAM))
        behind = (*(cell.behind if cell else ()), *(each for port in ports for each in node.behind(port)))
        for each in dict.fromkeys(behind):
            events.update(dict.fromkeys(self._lent(subject) if each == CONTINUES else why.get(each, ())))
        if not events and subject.published_since:
            events[subject.causes[PIPELINE]] = None
        return tuple(events)

    def _lent(self, subject: Subject) -> tuple[UUID, ...]:
        """The events behind what the shot looks at of the one that it continues."""
        if subject.continues is None:
            return (subject.causes[CONTINUES],) if CONTINUES in subject.causes else ()
        before = self.subjects.get(subject.continues)
        why = self._told(before).why if before else {}
        lent = (why.get(id_, ()) for id_ in self.pipeline.ids if id_ in self.pipeline.lent)
        return tuple(dict.fromkeys(event for events in lent for event in events))

    def _verdict(self, subject: Subject, node: Node, cell: ResolvedStage) -> Verdict | None:
        """What is made as it was, and makes a take of another pipeline, is put to use anew."""
        same = cell.key == subject.keys_before.get(node.id)
        if cell.standing == "made" and same and not (subject.published_since and node.id in self.pipeline.making):
            return None
        if subject.kept:
            return "pinned"
        return "reused" if cell.standing == "made" else cell.standing

    def _reason(
        self, subject: Subject, verdict: Verdict, node: Node, cell: ResolvedStage, differing: Sequence[str]
    ) -> str:
        if verdict == "pinned":
            return subject.kept
        if verdict == "reused":
            return "exists already"
        if verdict == "blocked":
            return "the shots continue each other in a circle"
        if CONTINUES in cell.behind and subject.continues:
            return f"continues {self.codes.get(subject.continues, 'a shot')}"
        never = not subject.keys_before or node.id not in subject.made
        words = ", ".join(dict.fromkeys(word for key in differing for word in self._words(node, key, subject)))
        if cell.behind and not never:
            behind = " or the ".join(self.pipeline.by_id[id_].label for id_ in cell.behind)
            if words:
                return f"{words} changed, and the {behind} may come out different"
            return f"only if the {behind} comes out different"
        if words:
            return f"{words} changed"
        if never:
            return "will be made"
        return "its result is no longer stored"

    def _words(self, node: Node, key: str, subject: Subject) -> Iterable[str]:
        if key.startswith(_UPSTREAM):
            port = key.removeprefix(_UPSTREAM)
            return [self._upstream(each, subject) for each in node.behind(port)] or [port.replace("_", " ")]
        return [said_of_input(key, self.names)]

    def _upstream(self, behind: str, subject: Subject) -> str:
        if behind != CONTINUES:
            return self.pipeline.by_id[behind].label
        if subject.continues is None:
            return CONTINUES
        return f"what it continues ({self.codes.get(subject.continues, 'nothing')})"

    def _costs(self, told: _Told, subject: Subject) -> tuple[Cost, ...]:
        """What the steps of a shot cost: of shots that share all from above, once for each length."""
        known = (id(told), id(subject.above), subject.values.get("frames")) if subject.above is not None else ()
        if known not in self.costs:
            costs = tuple([self._full_cost(step, subject) for step in told.steps])
            if not known:
                return costs
            self.costs[known] = costs
        return self.costs[known]

    def _full_cost(self, step: _Step, subject: Subject) -> Cost:
        if not step.costs:
            return _NOTHING
        fed = step.node.fed(subject.resolution.cells, continuing=subject.continues is not None)
        return self.estimate(step.node, subject.values, fed)


def _own(subject: Subject, node: Node, difference: Difference) -> Events:
    """The events behind each that differs of a node's own inputs."""
    before, now = difference.before["inputs"], difference.now["inputs"]
    return tuple(tuple(subject.behind(input_key(node, key), before.get(key), now.get(key))) for key in difference.names)


def _say(step: _Step, cost: Cost, key: str | None, since: UUID | None, variation: int) -> PlanLine:
    """What may run costs nothing at best, if what it waits for comes out as before: so it must have been made."""
    return PlanLine(
        step.node.id,
        step.verdict,
        step.reason,
        step.causes,
        msgspec.structs.replace(cost, low=_NOTHING.low) if step.saved else cost,
        step.node.spec.kind,
        step.inputs,
        step.behind,
        key,
        since if step.verdict == "pinned" else None,
        step.verdict in ("run", "may-run") and not step.saved,
        step.new,
        step.because,
        variation,
        lenders=step.lenders,
    )


def _lenders(subject: Subject, node: Node, cell: ResolvedStage) -> tuple[tuple[UUID, str], ...]:
    """The stages of the shot that is continued for which a node waits."""
    if CONTINUES not in cell.behind or subject.continues is None:
        return ()
    return tuple(dict.fromkeys((subject.continues, edge.node) for edge in node.edges if edge.continues))


_NOTHING = Cost()


def said_of_input(key: str, names: Names) -> str:
    """Return what people call an input of a recipe, given what they call references."""
    kind, _, name = key.partition(":")
    if kind == "cast":
        return names(name) or "cast"
    if kind == "voice":
        return f"voice of {called}" if (called := names(name)) else "voice"
    if kind == "recording":
        return f"recording of line {int(name) + 1}"
    if kind == "translation":
        return f"translation of line {int(name) + 1}"
    if kind == "sound":
        return "placed sound"
    return (name or kind).replace("_", " ").replace(".", " ")


_UPSTREAM = "upstream:"


def said(
    subjects: Iterable[Subject],
    pipeline: Pipeline,
    estimate: Estimate,
    names: Names,
    codes: Mapping[UUID, str],
) -> dict[UUID, tuple[PlanLine, ...]]:
    """Return what is to be said of shots that come in an order in which each follows the one it continues.

    `codes` are those of shots.
    """
    planner = _Planner(pipeline, estimate, names, codes)
    return {subject.shot: planner.said(subject) for subject in subjects}


def plan(
    subjects: Iterable[Subject],
    pipeline: Pipeline,
    estimate: Estimate,
    names: Names,
    codes: Mapping[UUID, str],
) -> Plan:
    """Plan shots, as `said` takes them, in their order."""
    told = said(subjects, pipeline, estimate, names, codes)
    return Plan(lines(told, told))
