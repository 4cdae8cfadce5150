"""The history: the log as data and sentences, and the state of a production at any position of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from events import store
from events.decider import BEGAN, Folded
from events.store import StoredEvent
from productions import projections, queries
from productions.api import shapes, showing, works
from productions.api.http import filters
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.filters import FURTHEST
from productions.api.http.operations import page_of, reads
from productions.api.http.pages import LARGEST
from productions.api.http.times import span
from productions.domain.take import Review, Take
from productions.domain.verdicts import last_words, reviewed
from productions.domain.work import work_of
from productions.history import feed
from productions.queries import Moment, listing
from productions.refusals import NotFound

PAGE = 200
MARKER = "marker:"


class TakeThen(msgspec.Struct):
    """A take at a moment; what its shot resolves to now does not enter here.

    `reviewed` is the event that brought it into its state of review, null while nobody submitted or decided anything
    about what it holds.
    """

    id: UUID
    shot: UUID | None
    number: int
    version: int
    variation: int
    state: Review
    reviewed: UUID | None
    pinned: bool
    content: str


class State(msgspec.Struct):
    """A production as it was when the log had `position` events; its things have the shapes of live reads.

    `time` is when the last of these events was recorded, null where the log has lost it.

    What was not asked for is left out: with `shot` only that shot and its scene, with `scene` that scene and its shots.
    """

    position: int
    time: datetime | None
    production: shapes.Production
    scenes: list[shapes.Scene]
    shots: list[shapes.Shot]
    references: list[shapes.Reference] | UnsetType = UNSET
    script: shapes.Script | UnsetType = UNSET
    takes: list[TakeThen] = []
    work: list[works.WorkOnShot] = []


_TYPES = filters.listed("type", "Types of events, separated by commas.", "[a-z_]+\\.[a-z_]+")
_ACTOR = filters.identity("actor", "Who did it.")
_ENTITY = filters.identity("entity", "The scene, shot, reference, take, order … that it is about.")
_SINCE = filters.time("since", "From the first event on that was recorded at this time or later.")
_UNTIL = filters.time("until", "Up to the last event that was recorded by this time, as `at` means it.")
_ORDER = filters.choice("order", "asc, the default, from the first position on; desc newest first.", ("asc", "desc"))
_BEFORE = filters.whole("before", "Only positions below this one.", FURTHEST, 1, FURTHEST)
_FILTERS: list[filters.QueryParameter[Any]] = [_TYPES, _ACTOR, _ENTITY, _SINCE, _UNTIL, _ORDER, _BEFORE]
_PLACE = (
    filters.place("cursor", "The position behind which the page begins.", 0),
    filters.whole("limit", "The most events of a page.", PAGE, 1, LARGEST),
)
AT = filters.moment(
    "at",
    "A position, a time or marker:<name>. A time (RFC 3339, UTC) means the last event that was recorded by then, "
    "and is as precise as it is written: 12:00:05 is the end of that second.",
)
_SHOT = filters.identity("shot", "Only this shot and its scene.")
_SCENE = filters.identity("scene", "Only this scene and its shots.")


class EventsView(ProductionView):
    @reads(
        "events_list",
        "The log, in order of positions or newest first",
        feed.LogEvent,
        page=True,
        query=_FILTERS,
        place=_PLACE,
    )
    def get(self, production: UUID) -> msgspec.Struct:
        after, limit = _place(self.request)
        since, until = _between(self)
        after, upto = max(after, since), min(self.position or 0, _BEFORE.read(self.request) - 1, until)
        backwards = _ORDER.read(self.request) == "desc"
        only = _filter(self.request)
        events = store.read_log(production, after, limit + 1, upto, only, newest_first=backwards)
        return _page(self, events, limit, "before" if backwards else "cursor")


class EventView(ProductionView):
    @reads("events_read", "One event, by its position", feed.LogEvent)
    def get(self, production: UUID, position: int) -> feed.LogEvent:
        if not 0 < position <= (self.position or 0):
            raise NotFound("The log has no such position.")
        assert self.role is not None, "only members read logs"
        (event,) = feed.shown(production, store.read_log(production, position - 1, 1), self.role)
        return event


class ShotHistoryView(EntityView):
    projection = projections.shots

    @reads(
        "shots_history",
        "What happened to a shot, its work and its takes, oldest first",
        feed.LogEvent,
        page=True,
        place=_PLACE,
    )
    def get(self, id: UUID) -> msgspec.Struct:
        after, limit = _place(self.request)
        takes = queries.takes_of([id])
        history = [event for events in store.read_streams([id, work_of(id), *takes]).values() for event in events]
        numbered = [event for event in history if event.position is not None and event.position > after]
        return _page(self, sorted(numbered, key=lambda event: event.position or 0)[: limit + 1], limit)


class StateView(ProductionView):
    @reads(
        "state_read",
        "The state at a position, a time or a marker; without `at`, at the head of the log",
        State,
        query=[AT, _SHOT, _SCENE],
    )
    def get(self, production: UUID) -> State:
        shot, scene = _SHOT.read(self.request), _SCENE.read(self.request)
        at = moment_at(self, AT.read(self.request), shot, scene)
        if not at.production.version:
            raise NotFound("The production did not exist yet.")
        state = _state(self, at)
        if shot or scene:
            state.references = state.script = UNSET
            _narrow(state, at, shot, scene)
        return state


def moment_at(view: ProductionView, at: str, shot: UUID | None = None, scene: UUID | None = None) -> Moment:
    """Return the production of a view as it was at `at`; Invalid or NotFound as `position_of`.

    With a shot or a scene only what it needs is folded.
    """
    position = position_of(view.log, view.position or 0, at)
    if shot:
        return queries.shot_at(view.log, position, shot)
    return queries.scene_at(view.log, position, scene) if scene else queries.moment_at(view.log, position)


def position_of(production: UUID, head: int, at: str) -> int:
    """Return the position that `at` means; Invalid for what it cannot be, NotFound beyond the head of the log.

    A time means the last event that was recorded by then.
    """
    if not at:
        return head
    if at.startswith(MARKER):
        marked = listing.production(production).state.marker(at.removeprefix(MARKER))
        if marked is None:
            raise NotFound("There is no such marker.")
        return marked
    if at.isascii() and at.isdecimal():
        position = min(int(at[:16]), FURTHEST)
        if position > head:
            raise NotFound(f"The log has {head} positions.", head=head)
        return position
    try:
        _, last = span(at)
    except ValueError:
        raise Invalid("at must be a position, a time in UTC or marker:<name>.", field="at") from None
    return min(head, store.position_at(production, last))


def _filter(request: Request) -> store.EventFilter:
    return store.EventFilter(
        types=frozenset(filter(None, _TYPES.read(request).split(","))),
        actor=_ACTOR.read(request),
        stream=_ENTITY.read(request),
    )


def _between(view: ProductionView) -> tuple[int, int]:
    """The position behind which `since` begins, and the last up to `until`: what `at` shows for the same time."""
    since, until = _SINCE.read(view.request), _UNTIL.read(view.request)
    after = store.position_before(view.log, since[0]) if since else 0
    return after, store.position_at(view.log, until[1]) if until else FURTHEST


def _place(request: Request) -> tuple[int, int]:
    """The position behind which the page begins, and how many events it has."""
    cursor, limit = _PLACE
    return cursor.read(request), limit.read(request)


def _page(
    view: ProductionView, events: Sequence[StoredEvent], limit: int, following_by: str = "cursor"
) -> msgspec.Struct:
    """A page of events, of which there is one more than fits when another page follows.

    `following_by` is the parameter that says where that one begins.
    """
    assert view.role is not None, "only members read logs"
    shown = feed.shown(view.log, events[:limit], view.role)
    following = _address(view.request, following_by, shown[-1].position) if len(events) > limit else None
    return page_of(feed.LogEvent)(shown, following)


def _address(request: Request, name: str, position: int | None) -> str:
    asked = request.query_params.copy()
    asked[name] = str(position)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _state(view: ProductionView, at: Moment) -> State:
    rate = showing.rate_of(at.production)
    return State(
        position=at.position,
        time=_time_of(at),
        production=_production(view, at),
        scenes=[showing.of_scene(scene, at.scenes[scene]) for scene in queries.ordered_scenes(at)],
        shots=[showing.of_shot(shot, at.id, at.shots[shot], rate) for shot in queries.ordered_shots(at)],
        references=[
            showing.of_reference(id_, folded) for id_, folded in at.references.items() if not folded.state.removed
        ],
        script=msgspec.structs.replace(showing.of_script(at.script, view.role), can={}),
        takes=list(_takes(at)),
        work=[works.shown(folded) for folded in at.works.values()],
    )


def _production(view: ProductionView, at: Moment) -> shapes.Production:
    """The production then, for a reader who may have joined later."""
    person, now = view.person.person, at.production
    assert view.role is not None, "only members see productions"
    members = {**now.state.members, person: now.state.members.get(person, view.role)}
    seen = msgspec.structs.replace(now.state, members=members)
    return showing.of_production(at.id, type(now)(seen, now.version, now.causes), person, full=False)


def _time_of(at: Moment) -> datetime | None:
    return store.times(at.id, [at.position]).get(at.position)


def _takes(at: Moment) -> Iterable[TakeThen]:
    by_shot: dict[UUID | None, dict[UUID, Folded[Take]]] = defaultdict(dict)
    for id_, folded in at.takes.items():
        by_shot[folded.state.shot][id_] = folded
    words = {shot: last_words(takes) for shot, takes in by_shot.items()}
    for id_, folded in at.takes.items():
        take = folded.state
        stands = reviewed(folded, words[take.shot])
        silent = stands.review == "made" and stands.event == folded.causes[BEGAN]
        yield TakeThen(
            id=id_,
            shot=take.shot,
            number=take.number,
            version=folded.version,
            variation=take.variation,
            state=stands.review,
            reviewed=None if silent else stands.event,
            pinned=take.pinned,
            content=take.content,
        )


def _narrow(state: State, at: Moment, shot: UUID | None, scene: UUID | None) -> None:
    """Keep one scene with its shots, or one shot with its scene; NotFound for what did not stand in the film then."""
    state.shots = [each for each in state.shots if each.id == shot] if shot else state.shots
    scenes: set[Any] = {scene} if scene else {each.scene for each in state.shots}
    state.scenes = [each for each in state.scenes if each.id in scenes]
    state.shots = [each for each in state.shots if each.scene in scenes]
    if not state.scenes or (shot and not state.shots):
        raise NotFound("It did not stand in the film then.", position=at.position)
    kept = {each.id for each in state.shots}
    state.takes = [take for take in state.takes if take.shot in kept]
    state.work = [each for each in state.work if each.shot in kept]
