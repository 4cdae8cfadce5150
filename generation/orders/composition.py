"""What an order comes to: which variations of which shots, from which inputs, with which jobs and take numbers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.registry import Json
from generation.domain.grid import Grid, holding, instead_of, read, written
from generation.domain.order import OrderedShot
from generation.domain.pipeline import lent
from generation.domain.resolve import ShotVariation
from generation.orders import take_numbers
from generation.orders.asked_retakes import Retaking
from generation.orders.snapshots import Continued, OrderedInputs, Snapshots
from generation.planning.resolved_shots import Survey, held_by


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """What a person asks for. `stages` None means all; `variations` None the one of each shot's take in use.

    `grid` asks for its cells instead, `again` for the variations of each shot that it names, with what was set for
    them alone, `retake` for a take of which some frames are made again. In a `language` these are made beside what is
    there, which stays in use.
    """

    shots: Collection[UUID]
    stages: Collection[str] | None = None
    variations: int | None = None
    include_approved: bool = False
    grid: Grid | None = None
    again: Mapping[UUID, Collection[tuple[int, Mapping[str, Json]]]] | None = None
    retake: Retaking | None = None
    language: str = ""

    @property
    def single(self) -> bool:
        """Whether it names itself which takes it asks for, rather than a number of variations."""
        return bool(self.grid or self.retake) or self.again is not None

    def cells(self, shot: UUID, values: Mapping[str, Json]) -> list[tuple[int, Mapping[str, Json]]]:
        """Return the variations of a shot that it asks for by their settings, as far as these still hold."""
        if shot not in self.shots:
            return []
        if self.grid:
            return list(self.grid.cells(values))
        if self.retake:
            return [self.retake.cell(values)]
        again = self.again.get(shot, ()) if self.again else ()
        return [(variation, self._spoken(holding(settings, values), values)) for variation, settings in again]

    def _spoken(self, settings: dict[str, Json], values: Mapping[str, Json]) -> dict[str, Json]:
        """What is set for a take, in the language that is asked for, if one is."""
        if not self.language:
            return settings
        others = {name: each for name, each in settings.items() if name != "language"}
        return {**others, **instead_of(values, {"language": self.language})}


@dataclass(slots=True)
class Composition:
    """An order under composition. `snapshots` and `shots` are what it comes to."""

    survey: Survey
    request: OrderRequest
    ids: Callable[[], UUID]
    snapshots: Snapshots = field(default_factory=Snapshots)
    stages: dict[ShotVariation, frozenset[str]] = field(default_factory=dict)

    def compose(self) -> tuple[OrderedShot, ...]:
        """Return the shots of the order, each after the one it continues."""
        self._choose()
        place = {shot: index for index, shot in enumerate(self.survey.inputs)}
        wants = sorted(self.stages, key=lambda want: place[want[0]])
        numbers = take_numbers.hand_out(Counter(want[0] for want in wants if self._whole(want)))
        return tuple(self._ordered(want, numbers) for want in wants)

    def _choose(self) -> None:
        pipeline, asked = self.survey.pipeline, self.request.stages
        wanted = frozenset(pipeline.ids) if asked is None else pipeline.upto(asked)
        for shot in self.survey.inputs:
            if shot in self.request.shots and (self.request.include_approved or not self.survey.spared(shot)):
                for want in self._wants(shot):
                    self.stages[want] = wanted
        for (shot, *_), stages in list(self.stages.items()):
            self._lend(shot, stages)

    def _wants(self, shot: UUID) -> Iterable[ShotVariation]:
        if self.request.single:
            cells = self.request.cells(shot, self.survey.inputs[shot].values)
            return [(shot, variation, written(settings)) for variation, settings in cells]
        count = self.request.variations
        return [(shot, number, "") for number in range(1, count + 1)] if count else [self.survey.wanted(shot)]

    def _lend(self, shot: UUID, stages: frozenset[str]) -> None:
        """Add what is missing, up to what these stages look at, of the shots that this one continues."""
        for before, lending in self.survey.lenders(shot, stages):
            self.stages[before, 1, ""] = self.stages.get((before, 1, ""), frozenset()) | lending

    def _whole(self, want: ShotVariation) -> bool:
        """Whether all is ordered that makes the take."""
        applying = self.survey.resolutions[want].cells.keys()
        return self.survey.pipeline.making & applying <= self.stages[want]

    def _ordered(self, want: ShotVariation, numbers: Mapping[UUID, Iterator[int]]) -> OrderedShot:
        shot, variation, settings = want
        values = self.survey.values(want)
        snapshot = self.snapshots.add(OrderedInputs(shot=shot, values=dict(values), continues=self._continued(shot)))
        ordered = self.stages[want]
        return OrderedShot(
            shot=shot,
            variation=variation,
            inputs=snapshot,
            take=next(numbers[shot]) if self._whole(want) else None,
            jobs={id_: self.ids() for id_ in self.survey.resolutions[want].cells if id_ in ordered},
            language=str(values["parameter:language"]),
            settings=read(settings),
        )

    def _continued(self, shot: UUID) -> Continued | None:
        """What the shot continues; settled where a take fixes it, or where all that is lent exists."""
        before = self.survey.predecessor(shot)
        if before is None or not self.survey.pipeline.lent:
            return None
        takes = self.survey.takes.get(before, {})
        if fixed := self.survey.fixed(before):
            take = takes[fixed].state
            return self._settled(before, held_by(take), {each.role: each.digest for each in take.artifacts})
        cells = self.survey.resolutions[before, 1, ""].cells
        contents: dict[str, str] = {}
        digests: dict[str, str] = {}
        for id_ in self.survey.pipeline.lent & cells.keys():
            trace = cells[id_].trace
            if trace is None:
                return Continued(before)
            contents |= {f"{id_}.{each.role}": each.content for each in trace.artifacts}
            digests |= {f"{id_}.{each.role}": each.digest for each in trace.artifacts}
        return self._settled(before, contents, digests)

    def _settled(self, shot: UUID, contents: Mapping[str, str], digests: Mapping[str, str]) -> Continued:
        edges = [edge for node in self.survey.pipeline.nodes for edge in node.edges if edge.continues]
        return Continued(
            shot,
            contents={edge.source: content for edge in edges if (content := lent(edge, contents))},
            digests={edge.source: digest for edge in edges if (digest := lent(edge, digests))},
        )
