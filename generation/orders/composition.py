"""What an order comes to: which variations of which shots, from which inputs, with which jobs and take numbers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Max

from generation.domain.order import OrderedShot
from generation.domain.recipes import CONTINUES
from generation.domain.resolve import ShotVariation
from generation.models import JobRow
from generation.orders.job_rows import LENT
from generation.orders.snapshots import Continued, OrderedInputs
from generation.planning.resolved_shots import Survey, fixed_take
from generation.stages import pipeline


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
        names = frozenset(spec.name for spec in pipeline.specs())
        wanted = pipeline.upto(frozenset(self.request.stages)) if self.request.stages is not None else names
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
        """Add what is missing, up to the last frame, of the shots that this one continues."""
        lent = pipeline.upto(frozenset({LENT}))
        before = self._to_be_made(shot)
        while before is not None:
            self.stages[before, 1] = self.stages.get((before, 1), frozenset()) | lent
            before = self._to_be_made(before)

    def _to_be_made(self, shot: UUID) -> UUID | None:
        before = self.survey.predecessor(shot)
        if before is None or fixed_take(self.survey.takes.get(before, {}).values()):
            return None
        return None if self.survey.resolutions[before, 1].cells[LENT].trace else before

    def _ordered(self, want: ShotVariation, numbers: "_TakeNumbers") -> OrderedShot:
        shot, variation = want
        inputs = OrderedInputs(shot=shot, values=self.survey.inputs[shot].values, continues=self._continued(shot))
        self.snapshots[inputs.digest] = inputs
        stages = self.stages[want]
        return OrderedShot(
            shot=shot,
            variation=variation,
            inputs=inputs.digest,
            take=numbers.next(shot) if pipeline.specs()[-1].name in stages else None,
            jobs={spec.name: self.ids() for spec in pipeline.specs() if spec.name in stages},
        )

    def _continued(self, shot: UUID) -> Continued | None:
        before = self.survey.predecessor(shot)
        if before is None or not _continuing():
            return None
        if take := fixed_take(self.survey.takes.get(before, {}).values()):
            return _settled(before, [(each.role, each.content, each.digest) for each in take.artifacts])
        trace = self.survey.resolutions[before, 1].cells[LENT].trace
        if trace is None:
            return Continued(before)
        return _settled(before, [(each.role, each.content, each.digest) for each in trace.artifacts])


def _continuing() -> bool:
    return any(CONTINUES in spec.upstream for spec in pipeline.specs())


def _settled(shot: UUID, artifacts: Sequence[tuple[str, str, str]]) -> Continued:
    roles = {role for spec in pipeline.specs() for role in spec.upstream.get(CONTINUES, ())}
    kept = [each for each in artifacts if each[0] in roles]
    return Continued(
        shot,
        contents={role: content for role, content, _ in kept},
        digests={role: digest for role, _, digest in kept},
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
