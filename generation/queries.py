"""The door for reads: cells of the board, orders and their jobs, takes with what is out of date."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, cast
from uuid import UUID

from django.db.models import Count

from events import store
from events.decider import Folded
from events.registry import Json
from generation.artifacts import artifact_store
from generation.delivery import alignment, exports
from generation.domain import building
from generation.domain.building import GraphProblem
from generation.domain.differing import PortChange
from generation.domain.grid import Grid
from generation.domain.job import JOB_STATES, JobState
from generation.domain.order import Order, PlacedState
from generation.domain.prices import PriceList
from generation.domain.states import InUse
from generation.jobs import contact_sheets
from generation.jobs import overview as queues
from generation.jobs.contact_sheets import SheetCell
from generation.live.offers import waiting_for
from generation.models import JobRow, OrderRow, TraceRow, WorkerRow
from generation.planning import outlooks, plan_cache, planner
from generation.planning.board import Board, board_of, prints
from generation.planning.outlooks import ShotStanding
from generation.planning.price_list import folded_prices
from generation.planning.progress import Progress, progress_of
from generation.planning.resolved_shots import survey
from generation.planning.subjects import plan_survey
from generation.projections import orders as order_projection
from generation.register import additions as adding
from generation.register import listing as register
from generation.register import paces, uses, workflows
from generation.stages import pipelines
from generation.stages.registry import kinds
from generation.stages.templates import DEFAULT, templates
from productions import queries
from productions.domain.graph import Graph
from productions.domain.notes import Thread, threads
from productions.domain.take import CHANGE_REASONS, ChangeReason, Take
from productions.domain.verdicts import LastWords, PortStanding, Reviewed, last_words, port_standings, reviewed
from productions.queries import Moment, ShotPlace, listing
from productions.refusals import NotFound

models = register.registered
model = register.one
model_called = register.called
model_uses = uses.uses_of
read_workflow = workflows.read_workflow
held_names = register.held_names
model_paces = paces.paces
additions = adding.latest
repeating = adding.repeating
addition = adding.one
aligned = alignment.aligned
film_exports = exports.latest
film_export = exports.one
Standing = queues.QueueOverview
WorkerShown = queues.WorkerShown
queue_overview = queues.overview
workers = queues.workers
preview = queues.preview
is_machine = queues.is_machine
production_of_job = queues.production_of_job


@dataclass(frozen=True, slots=True)
class TakeShown:
    """A take with what only generation knows of it: whether its inputs have moved since, and whether it is in use.

    `stands` is how it stands with its reviewers, `ports` how each of its ports does, `changes` what would become of
    them. `use` says why it is in use, None where another is. `answered` says of one that was sent back that another was
    submitted or decided about since.
    `lost` are the roles of its artifacts whose bytes are known to be lost, `evicted` those of bytes that were removed
    to free room. `withdrawn` names the models that it was made with and that were withdrawn since, and why.
    `animatic`: pictures of it were drawn by the animatic.
    """

    id: UUID
    folded: Folded[Take]
    out_of_date: bool
    use: InUse | None
    stands: Reviewed
    ports: tuple[PortStanding, ...]
    changes: Mapping[str, PortChange] = field(default_factory=dict)
    causes: tuple[UUID, ...] = ()
    answered: bool = False
    lost: tuple[str, ...] = ()
    evicted: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    animatic: bool = False

    @property
    def in_use(self) -> bool:
        """Whether board, cut and film show it."""
        return self.use is not None

    @property
    def shot(self) -> UUID:
        """The shot that it is of."""
        assert self.folded.state.shot is not None, "it was made"
        return self.folded.state.shot

    @property
    def order(self) -> UUID:
        """The order that asked for it."""
        assert self.folded.state.order is not None, "it was made"
        return self.folded.state.order


@dataclass(frozen=True, slots=True)
class OrderShown:
    """An order with how many of its jobs are in each state."""

    id: UUID
    folded: Folded[Order]
    jobs: Mapping[JobState, int]

    @property
    def state(self) -> PlacedState:
        """How far it is."""
        assert self.folded.state.state != "none", "it was placed"
        return self.folded.state.state


@dataclass(frozen=True, slots=True)
class JobShown:
    """A job with how often it was tried and how far it is. `take` is the number that its take will bear, and `settings`
    what is set for that alone.
    """

    id: UUID
    shot: UUID
    stage: str
    variation: int
    settings: Mapping[str, Json]
    state: JobState
    reason: str
    key: str | None
    take: int | None
    attempts: int
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The cells of a grid that was ordered, the takes of its shots, and what its shots and parameters are called."""

    order: OrderShown
    grid: Grid
    cells: tuple[SheetCell, ...]
    takes: Mapping[UUID, TakeShown]
    codes: Mapping[UUID, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TraceShown:
    """Where, when and in how many device-seconds a key was made."""

    key: str
    generation: int
    engine: str | None
    device_class: str
    seconds: Decimal
    worker: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PipelineShown:
    """The pipeline of a production: the draft with what keeps it from running, and what was published.

    `version` is that of the stream, which counts the edits of the draft too; 0 where there is none yet.
    """

    version: int
    draft: Graph
    problems: tuple[GraphProblem, ...]
    published: Graph
    published_version: int
    offers_more: bool = False

    @property
    def changed(self) -> bool:
        """Whether publishing the draft would change what the film goes by: its stages, or what can be set of them."""
        return self.draft != building.arranged(self.published) or self.offers_more


def pipeline(production: UUID) -> PipelineShown:
    """Return the pipeline of a production; what all have that published none, where it has none of its own."""
    folded = listing.pipeline(production)
    own, default = folded.state.published, templates()[DEFAULT].graph
    draft = building.arranged(folded.state.draft) if folded.version else default
    problems = tuple(building.problems(draft, kinds()))
    more = own is not None and not problems and pipelines.published(draft)[1] != own.schema
    graph, version = (own.graph, own.version) if own else (default, 0)
    return PipelineShown(folded.version, draft, problems, graph, version, more)


def order(order_id: UUID) -> OrderShown:
    """Return one order; NotFound when there is none."""
    if shown := orders(OrderRow.objects.filter(id=order_id)):
        return shown[0]
    raise NotFound("There is no such order.")


def orders(rows: Iterable[OrderRow]) -> list[OrderShown]:
    """Return the orders of some rows, with the counts of their jobs by state."""
    by_id = {row.id: row for row in rows}
    counts = _counts(by_id)
    read = order_projection.read
    return [OrderShown(id_, read(row.version, row.state, row.causes), counts[id_]) for id_, row in by_id.items()]


def _counts(order_ids: Collection[UUID]) -> Mapping[UUID, Mapping[JobState, int]]:
    counts: dict[UUID, dict[JobState, int]] = defaultdict(lambda: dict.fromkeys(JOB_STATES, 0))
    grouped = JobRow.objects.filter(order__in=order_ids).values_list("order", "state").annotate(Count("id"))
    for order_id, state, count in grouped:
        counts[order_id][cast(JobState, state)] = count
    return counts


def jobs(order_id: UUID) -> list[JobShown]:
    """Return the jobs of an order in the order in which they are wanted."""
    rows = list(
        JobRow.objects.filter(order=order_id)
        .select_related("action__preview")
        .defer("action__preview__image")
        .order_by("place")
    )
    return [_job(row, why) for row, why in zip(rows, waiting_for(rows), strict=True)]


def _job(row: JobRow, reason: str) -> JobShown:
    return JobShown(
        id=row.id,
        shot=row.shot,
        stage=row.stage,
        variation=row.variation,
        settings=row.settings,
        state=cast(JobState, row.state),
        reason=reason,
        key=row.key or None,
        take=row.take_number,
        attempts=row.action.attempts if row.action else 0,
        progress=progress_of(row.action) if row.state == "running" else None,
    )


def contact_sheet(order_id: UUID) -> ContactSheet:
    """Return the cells of a grid that was ordered, with their takes; NotFound for an order of none."""
    shown = order(order_id)
    grid, cells = contact_sheets.contact_sheet(order_id, shown.folded.state)
    production = shown.folded.state.production
    assert production is not None, "it was placed"
    shots = {cell.shot for cell in cells}
    moment = queries.moment(production, shots=shots)
    codes = {shot: folded.state.code for shot, folded in moment.shots.items()}
    known = {take.id: take for shot in shots for take in takes_at(moment, shot)}
    labels = {name: parameter.called for name, parameter in moment.parameters.items()}
    return ContactSheet(shown, grid, cells, known, codes, labels)


def board(production: UUID, shots: Collection[UUID] | None = None) -> Board:
    """Return one cell per shot and stage, and each shot's state; all live shots in film order unless named."""
    return board_of(production, shots)


board_prints = prints


def takes(production: UUID, shot: UUID) -> list[TakeShown]:
    """Return the takes of a shot, newest first; NotFound for a shot that the production does not have."""
    moment = queries.moment(production, shots=[shot])
    if shot not in moment.shots:
        raise NotFound("There is no such shot.")
    return takes_at(moment, shot)


def takes_at(moment: Moment, shot: UUID) -> list[TakeShown]:
    """Return the takes of a shot as a moment has them. Of a removed shot none is called out of date."""
    if not moment.live_shot(shot):
        mine = {id_: folded for id_, folded in moment.takes.items() if folded.state.shot == shot}
        words = last_words(mine)
        newest_first = sorted(mine.items(), reverse=True)
        return _with_lost(_shown(id_, folded, False, None, words) for id_, folded in newest_first)
    surveyed = survey(moment, [shot])
    chosen = surveyed.chosen.get(shot)
    lines = plan_survey(surveyed, None).lines
    causes = tuple(dict.fromkeys(event for line in lines if line.shot == shot for event in line.causes))
    shown = []
    for id_, folded in surveyed.takes.get(shot, {}).items():
        use = chosen if chosen and chosen.take.id == id_ else None
        current = surveyed.current(shot, folded.state)
        take = _shown(id_, folded, not current, use, surveyed.words[shot])
        changes = surveyed.changes(shot, folded.state)
        shown.append(replace(take, changes=changes, causes=causes if use and not current else ()))
    return _with_lost(sorted(shown, key=lambda take: take.folded.state.number, reverse=True))


def _shown(id_: UUID, folded: Folded[Take], out_of_date: bool, use: InUse | None, words: LastWords) -> TakeShown:
    stands, ports = reviewed(folded, words), port_standings(folded.state.contents, words)
    return TakeShown(id_, folded, out_of_date, use, stands, ports)


def _with_lost(takes: Iterable[TakeShown]) -> list[TakeShown]:
    """Say of takes which files are lost or were removed, and which models were withdrawn, with one look each."""
    shown = list(takes)
    gone = artifact_store.gone({each.digest for take in shown for each in take.folded.state.artifacts})
    keys = {key for take in shown for key in take.folded.state.recipes.values()}
    withdrawn, drawn = uses.withdrawn(keys), uses.drawn(keys)
    return [
        replace(
            take,
            lost=_roles(take, gone, evicted=False),
            evicted=_roles(take, gone, evicted=True),
            animatic=not drawn.isdisjoint(take.folded.state.recipes.values()),
            withdrawn=tuple(sorted({withdrawn[key] for key in take.folded.state.recipes.values() if key in withdrawn})),
        )
        for take in shown
    ]


def _roles(take: TakeShown, gone: Mapping[str, bool], *, evicted: bool) -> tuple[str, ...]:
    return tuple(each.role for each in take.folded.state.artifacts if gone.get(each.digest) == evicted)


def takes_in(production: UUID, review: str = "") -> list[tuple[ShotPlace, TakeShown]]:
    """Return the takes of live shots, those in one state of review if it is given, with their shots."""
    standings, _ = plan_cache.standings(production)
    taken = _reviewed_so(production, standings.values(), review)
    places = {place.shot: place for place in queries.film_order(production)}
    return [
        (place, _in_film(id_, folded, standing))
        for id_, folded in sorted(taken.items())
        if (shot := folded.state.shot) and (place := places.get(shot)) and (standing := standings.get(shot))
    ]


def _reviewed_so(production: UUID, standings: Iterable[ShotStanding], review: str) -> Mapping[UUID, Folded[Take]]:
    """The takes in one state of review; all where none is named."""
    reviewed_so = {id_: each for standing in standings for id_, each in standing.reviewed.items()}
    if review in ("", "made"):
        taken = queries.all_takes(production)
        return {id_: taken[id_] for id_ in taken if not review or reviewed_so.get(id_, "made") == review}
    return queries.takes(production, [id_ for id_, each in reviewed_so.items() if each == review])


def _in_film(id_: UUID, folded: Folded[Take], standing: ShotStanding) -> TakeShown:
    use = standing.use if standing.use and standing.use.take.id == id_ else None
    take = _shown(id_, folded, id_ not in standing.current, use, standing.words)
    answered = take.stands.review == "changes_requested" and id_ not in standing.open
    return replace(take, answered=answered, changes=standing.changes if use else {})


def take(production: UUID, take_id: UUID) -> TakeShown:
    """Return one take; NotFound when the production has none such."""
    shot = queries.shot_of_take(production, take_id)
    if shot is None:
        raise NotFound("There is no such take.")
    return next(each for each in takes(production, shot) if each.id == take_id)


def production_of_take(take_id: UUID) -> UUID:
    """Return the production in which a take was made; NotFound where there is no such take."""
    events = store.read_stream(take_id)
    if not events or events[0].category != "take":
        raise NotFound("There is no such take.")
    return events[0].log


def posters(production: UUID, shots: Collection[UUID], taken: Collection[UUID] = ()) -> dict[UUID, str]:
    """Return the digests of the posters of takes by take, and of shots by shot: those of their takes in use.

    Which these are is read off what is kept, and nothing is worked out: a shot that was edited this moment may show the
    one before, and one of which nothing is kept shows its newest.
    """
    standings = outlooks.standings(production, only=shots) if shots else {}
    used = {shot: standing.use.take.id for shot, standing in standings.items() if standing.use}
    used |= _newest(shot for shot in shots if shot not in used)
    made = queries.takes(production, {*used.values(), *taken}) if used or taken else {}
    known = {id_: poster.digest for id_, each in made.items() if (poster := each.state.artifact("poster"))}
    return known | {shot: known[take] for shot, take in used.items() if take in known}


def _newest(shots: Iterable[UUID]) -> dict[UUID, UUID]:
    made = sorted(queries.takes_of(shots).items(), key=lambda each: each[1].state.number)
    return {folded.state.shot: id_ for id_, folded in made if folded.state.shot}


class NotesOfFilm(NamedTuple):
    """Threads of notes in film order, with all takes of their shots and the codes of these."""

    threads: list[Thread]
    takes: Mapping[UUID, Folded[Take]]
    codes: Mapping[UUID, str]


def notes_of_film(production: UUID) -> NotesOfFilm:
    """Return the notes on all takes of the shots that stand in the film."""
    places = queries.film_order(production)
    by_shot: dict[UUID, dict[UUID, Folded[Take]]] = defaultdict(dict)
    noted = {folded.state.shot for folded in queries.noted_takes(production).values()}
    for id_, folded in queries.takes_of(filter(None, noted)).items():
        assert folded.state.shot is not None, "it was made"
        by_shot[folded.state.shot][id_] = folded
    notes = [thread for place in places for thread in threads(by_shot.get(place.shot, {}))]
    of_film = {id_: folded for place in places for id_, folded in by_shot.get(place.shot, {}).items()}
    return NotesOfFilm(notes, of_film, {place.shot: place.code for place in places})


MOST_REQUESTS = 10_000


def change_reasons(production: UUID) -> tuple[int, dict[ChangeReason, int]]:
    """Return how often changes were requested, and how many of the requests gave each reason; the newest count."""
    only = store.EventFilter(types=frozenset({"take.changes_requested"}))
    requests = store.read_log(production, limit=MOST_REQUESTS, only=only, newest_first=True)
    given = Counter(reason for each in requests for reason in getattr(each.event, "reasons", ()))
    return len(requests), {reason: given[reason] for reason in CHANGE_REASONS}


def traces_of(keys: Iterable[str]) -> list[TraceShown]:
    """Return where, when and at what cost keys were made."""
    rows = TraceRow.objects.filter(key__in=list(keys)).order_by("key", "generation")
    return [
        TraceShown(
            key=row.key,
            generation=row.generation,
            engine=row.engine or None,
            device_class=row.device_class,
            seconds=row.seconds,
            worker=row.worker,
            made_at=row.made_at,
        )
        for row in rows
    ]


def prices() -> Folded[PriceList]:
    """Return the studio's price list with its version."""
    return folded_prices()


def device_classes() -> set[str]:
    """Return the device classes of all workers that were ever seen."""
    return set(WorkerRow.objects.values_list("device_class", flat=True).distinct())


def shots_of_scene(production: UUID, scene: UUID) -> list[UUID]:
    """Return the shots of a scene in film order; NotFound for a scene that is not in the film."""
    moment = queries.moment(production, takes=False)
    if scene not in queries.ordered_scenes(moment):
        raise NotFound("There is no such scene in the film.")
    return [shot for shot in queries.ordered_shots(moment) if moment.shots[shot].state.scene == scene]


def shots_out_of_date(production: UUID) -> list[UUID]:
    """Return the shots of which something would or may run, in film order."""
    return list(dict.fromkeys(line.shot for line in planner.plan(production).plan.lines if line.verdict in WORKING))


WORKING = ("run", "may-run", "reused")
"""The verdicts that an order does something about."""
