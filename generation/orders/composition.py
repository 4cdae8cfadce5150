"""What an order comes to: which variations of which shots, from which inputs, with which jobs and take numbers."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Max

from generation.domain.order import OrderedShot
from generation.domain.pipeline import lent
from generation.domain.resolve import ShotVariation
from generation.models import JobRow
from generation.orders.snapshots import Continued, OrderedInputs
from generation.planning.resolved_shots import Survey, fixed_take, held_by


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for. `stages` None means all; `variations` None the one of each shot's take in use."""

    shots: Collection[UUID]
    stages: Collection[str] | None = None
    variations: int | None = None
    include_approved: bool = False


@dataclass(slots=True)
class Composition:
    """An order under composition. `snapshots` and `shots` are what it comes to."""

    survey: Survey
    request: Request
    ids: Callable[[], UUID]
    snapshots: dict[str, OrderedInputs] = field(default_factory=dict)
    stages: dict[ShotVariation, frozenset[str]] = field(default_factory=dict)

    def compose(self) -> tuple[OrderedShot, ...]:
        """Return the shots of the order, each after the one it continues."""
        self._choose()
        numbers = _numbers({shot for shot, _ in self.stages}, self.survey)
        place = {shot: index for index, shot in enumerate(self.survey.inputs)}
        return tuple(
            self._ordered(want, numbers) for want in sorted(self.stages, key=lambda want: (place[want[0]], want[1]))
        )

    def _choose(self) -> None:
        pipeline, asked = self.survey.pipeline, self.request.stages
        wanted = frozenset(pipeline.ids) if asked is None else pipeline.upto(asked)
        for shot in self.survey.inputs:
            if shot in self.request.shots and (self.request.include_approved or not self.survey.spared(shot)):
                for variation in self._variations(shot):
                    self.stages[shot, variation] = wanted
        for shot, _ in list(self.stages):
            self._lend(shot)

    def _variations(self, shot: UUID) -> Iterable[int]:
        count = self.request.variations
        return range(1, count + 1) if count else [self.survey.variation(shot)]

    def _lend(self, shot: UUID) -> None:
        """Add what is missing, up to what this shot looks at, of the shots that it continues."""
        lending = self.survey.pipeline.lending
        before = self._to_be_made(shot)
        while before is not None:
            self.stages[before, 1] = self.stages.get((before, 1), frozenset()) | lending
            before = self._to_be_made(before)

    def _to_be_made(self, shot: UUID) -> UUID | None:
        before = self.survey.predecessor(shot)
        if before is None or fixed_take(self.survey.takes.get(before, {}).values()):
            return None
        cells = self.survey.resolutions[before, 1].cells
        missing = [id_ for id_ in self.survey.pipeline.lent if id_ in cells and not cells[id_].trace]
        return before if missing else None

    def _ordered(self, want: ShotVariation, numbers: "_TakeNumbers") -> OrderedShot:
        shot, variation = want
        inputs = OrderedInputs(shot=shot, values=self.survey.inputs[shot].values, continues=self._continued(shot))
        self.snapshots[inputs.digest] = inputs
        applying = self.survey.resolutions[want].cells
        stages = [id_ for id_ in applying if id_ in self.stages[want]]
        whole = self.survey.pipeline.making & applying.keys() <= set(stages)
        return OrderedShot(
            shot=shot,
            variation=variation,
            inputs=inputs.digest,
            take=numbers.next(shot) if whole else None,
            jobs={id_: self.ids() for id_ in stages},
            language=str(inputs.values["parameter:language"]),
        )

    def _continued(self, shot: UUID) -> Continued | None:
        """What the shot continues; settled where a take fixes it, or where all that is lent exists."""
        before = self.survey.predecessor(shot)
        if before is None or not self.survey.pipeline.lent:
            return None
        if take := fixed_take(self.survey.takes.get(before, {}).values()):
            return self._settled(before, held_by(take), {each.role: each.digest for each in take.artifacts})
        cells = self.survey.resolutions[before, 1].cells
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


@dataclass(slots=True)
class _TakeNumbers:
    """Take numbers, handed out per shot; unused ones stay gaps."""

    highest: dict[UUID, int]

    def next(self, shot: UUID) -> int:
        self.highest[shot] = self.highest.get(shot, 0) + 1
        return self.highest[shot]


def _numbers(shots: Collection[UUID], survey: Survey) -> _TakeNumbers:
    given = JobRow.objects.filter(shot__in=shots).values_list("shot").annotate(Max("take_number"))
    highest: dict[UUID, int] = {shot: number or 0 for shot, number in given}
    taken: Mapping[UUID, list[int]] = {
        shot: [folded.state.number for folded in survey.takes.get(shot, {}).values()] for shot in shots
    }
    return _TakeNumbers({shot: max([highest.get(shot, 0), *taken[shot]]) for shot in shots})
