"""An order that is ready to be placed: what it comes to, the most that it may cost, and what that goes beyond."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from events.errors import Refusal
from generation.domain.grid import written
from generation.domain.order import OrderedShot
from generation.domain.spent import OverBudget
from generation.orders import ledger
from generation.orders.asked_grids import checked
from generation.orders.bill import Bill, bill
from generation.orders.composition import Composition, OrderRequest
from generation.planning.resolved_shots import Survey, survey
from generation.planning.speech_room import of_shot
from generation.planning.what_if import rolled_back
from productions import queries
from productions.commands.access import hold
from productions.domain.spending import Spending, in_force
from productions.queries import Moment
from productions.refusals import NotFound

MOST_VARIATIONS = 16
READS = 2
"""How often a state is read that others go on changing, before those must wait who hold the production to change it."""
HELD_READS = 4
"""How often it is read once more while they wait, since plain edits hold nothing and go on."""


class NeverStill(Refusal):
    """Somebody changed the film each time that an order had read it."""

    code = "never-still"


class InvalidOrder(Refusal):
    """The order names a number of variations that cannot be."""

    code = "invalid-order"
    status = 422


@dataclass(frozen=True, slots=True)
class QuotedStage:
    """How often an order would make a stage, and how often it is there already."""

    stage: str
    made: int
    there: int


@dataclass(frozen=True, slots=True)
class TooShort:
    """A shot whose speech needs more frames than it has; `measured` of sound that is there, otherwise estimated."""

    shot: UUID
    code: str
    frames: int
    needs: int
    measured: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """How many shots and jobs an order would have, the most that it would cost, and what it would go beyond.

    `stages` come in the order of the pipeline. `too_short` are known of an order in a language.
    """

    shots: int
    jobs: int
    bill: Bill
    spending: Spending
    over: OverBudget | None
    stages: tuple[QuotedStage, ...]
    too_short: tuple[TooShort, ...]


@dataclass(frozen=True, slots=True)
class ComposedOrder:
    """The shots of an order with their jobs, and the most that these are expected to cost.

    Its id is older than what was read for it: an edit that it does not know of is never older than the order.
    """

    order: UUID
    surveyed: Survey
    composition: Composition
    ordered: tuple[OrderedShot, ...]
    bill: Bill

    @property
    def spending(self) -> Spending:
        """What the production may spend."""
        return in_force(self.surveyed.moment.production.state.spending)

    def beside(self, ordered: OrderedShot) -> bool:
        """Whether a shot is ordered to be seen beside its take in use: a cell of a grid, the first time or again, or a
        retake.
        """
        request = self.composition.request
        want = ordered.shot, ordered.variation, written(ordered.settings)
        again = request.again is not None or request.retake is not None
        return bool(request.grid) or (again and want != self.surveyed.wanted(ordered.shot))

    def overrun(self, person: UUID) -> OverBudget | None:
        """Return why it goes beyond what may be spent; None where it fits."""
        log, billed = self.surveyed.moment.id, self.bill
        return ledger.overrun(self.spending, log, person, billed.total, billed.currency)

    def quote(self, person: UUID) -> Quote:
        """Return what it comes to, for a person who would place it."""
        jobs = sum(len(each.jobs) for each in self.ordered)
        return Quote(
            len({each.shot for each in self.ordered}),
            jobs,
            self.bill,
            self.spending,
            self.overrun(person),
            tuple(self._stages()),
            tuple(self._too_short()) if self.composition.request.language else (),
        )

    def _stages(self) -> Iterator[QuotedStage]:
        there: Counter[tuple[str, bool]] = Counter()
        for each in self.ordered:
            cells = self.surveyed.resolutions[each.shot, each.variation, written(each.settings)].cells
            there.update((stage, cells[stage].trace is not None) for stage in each.jobs)
        for node in self.surveyed.pipeline.nodes:
            made, kept = there[node.id, False], there[node.id, True]
            if made or kept:
                yield QuotedStage(node.id, made, kept)

    def _too_short(self) -> Iterator[TooShort]:
        for each in self.ordered:
            want = each.shot, each.variation, written(each.settings)
            values = self.surveyed.values(want)
            speech = of_shot(values, self.surveyed.resolutions[want])
            if speech and speech.needs > speech.frames:
                yield TooShort(each.shot, str(values["code"]), speech.frames, speech.needs, speech.measured)


def compose(ids: Callable[[], UUID], production: UUID, request: OrderRequest) -> ComposedOrder:
    """Compose an order in the caller's transaction: take numbers are handed out, nothing else is written.

    NotFound for a shot that is not in the film, UnknownStages for stages that the pipeline does not have, InvalidOrder
    for variations that cannot be, and what `asked_grids.checked` says of a grid. NeverStill while the film is changed
    all the time.
    """
    if request.variations is not None and not 1 <= request.variations <= MOST_VARIATIONS:
        raise InvalidOrder(f"Variations go from 1 to {MOST_VARIATIONS}.", variations=request.variations)
    order = ids()
    moment = _settled(production, request.shots)
    if unknown := [shot for shot in request.shots if not moment.live_shot(shot)]:
        raise NotFound("There is no such shot in the film.", shots=[str(shot) for shot in unknown])
    if request.grid:
        request = replace(request, grid=checked(request.grid, moment, request.shots))
    surveyed = survey(moment, request.shots, range(1, (request.variations or 1) + 1), request.cells)
    if request.stages is not None:
        surveyed.pipeline.require(request.stages)
    composition = Composition(surveyed, request, ids)
    ordered = composition.compose()
    return ComposedOrder(order, surveyed, composition, ordered, bill(surveyed, ordered))


def _settled(production: UUID, shots: Collection[UUID]) -> Moment:
    """Return a state that there was: nobody changed it while it was read.

    Who reads too slowly for that holds it meanwhile, and lets go once it is read, however long the order then takes.
    NeverStill where plain edits, which wait for nobody, kept coming even then.
    """
    for _ in range(READS):
        moment = queries.moment(production, shots=shots)
        if queries.unmoved(moment):
            return moment

    def held() -> Moment:
        hold(production, alone=True)
        for _ in range(HELD_READS):
            moment = queries.moment(production, shots=shots)
            if queries.unmoved(moment):
                return moment
        raise NeverStill("The film was edited all the while that it was read. Nothing was done: ask again in a moment.")

    return rolled_back(held)
