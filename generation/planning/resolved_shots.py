"""A survey: the shots of a production at one moment, resolved, beside their takes and the one in use.

Plans, orders, cells and lists of takes all start from one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from uuid import UUID

from events.decider import BEGAN, Folded
from events.registry import Json
from generation.artifacts import access, traces
from generation.domain import grid
from generation.domain.differing import PortChange, port_changes
from generation.domain.keys import known_key
from generation.domain.pipeline import Pipeline
from generation.domain.plan import Kept
from generation.domain.recipes import Contents, build
from generation.domain.resolve import (
    Lookup,
    Predecessor,
    Resolution,
    ShotToResolve,
    ShotVariation,
    predecessors_first,
    resolve,
)
from generation.domain.states import InUse, ReviewState, SelectedTake, TakeStanding, review_state, take_in_use
from generation.domain.trace import Trace
from generation.planning.beside import Beside
from generation.stages import pipelines
from productions import queries
from productions.domain.inputs import ShotInputs
from productions.domain.take import Take
from productions.domain.verdicts import LastWords, last_words, reviewed, waiting
from productions.queries import Moment

Cells = Callable[[UUID, Mapping[str, Json]], Iterable[tuple[int, Mapping[str, Json]]]]
"""From a shot and its inputs to further variations that are looked at, each with what is set for it alone."""
LANGUAGE = "parameter:language"
A_FEW = 50
"""Shots for which it pays to read together what is asked beside them, needed or not."""

_by_time = attrgetter("int")
"""Event ids sort by time; as numbers, so in a fifth of the time."""


@dataclass(frozen=True)
class Survey:
    """`inputs` come in film order, each shot after the one it continues; predecessors are among them."""

    moment: Moment
    inputs: Mapping[UUID, ShotInputs]
    takes: Mapping[UUID, Mapping[UUID, Folded[Take]]]
    resolutions: Mapping[ShotVariation, Resolution]
    pipeline: Pipeline
    continues: Mapping[UUID, UUID]
    """The live shot that a shot continues, of those that continue one."""
    beside: Beside | None = None
    """What was read beside a few shots."""

    @cached_property
    def in_use(self) -> dict[UUID, TakeStanding]:
        """The take in use of each shot that has one."""
        return {shot: chosen.take for shot, chosen in self.chosen.items()}

    @cached_property
    def chosen(self) -> dict[UUID, InUse]:
        """The take in use of each shot that has one, with the rule that chose it and since when."""
        chosen = {shot: self._choice(shot) for shot in self.inputs if shot in self.takes}
        return {shot: choice for shot, choice in chosen.items() if choice}

    def _choice(self, shot: UUID) -> InUse | None:
        changed = max(self.inputs[shot].causes.values(), key=_by_time, default=None)
        return take_in_use(self.views(shot), _selection(self.moment, shot), changed, self.language(shot))

    def review(self, shot: UUID) -> ReviewState:
        """Return how the shot stands with its reviewers."""
        return review_state(self.views(shot), self.chosen.get(shot))

    @cached_property
    def of_shot(self) -> dict[UUID, list[Resolution]]:
        """The resolutions of all variations of each shot that were looked at: its takes rest on them."""
        by_shot: dict[UUID, list[Resolution]] = defaultdict(list)
        for (shot, *_), resolution in self.resolutions.items():
            by_shot[shot].append(resolution)
        return by_shot

    @cached_property
    def words(self) -> dict[UUID, LastWords]:
        """What was said last of the contents of each shot that has takes."""
        return {shot: last_words(takes) for shot, takes in self.takes.items()}

    def fixed(self, shot: UUID) -> UUID | None:
        """Return the take that stands for a shot whatever it resolves to."""
        return fixed_take(self.takes.get(shot, {}), self.language(shot))

    def language(self, shot: UUID) -> str:
        """Return the language in which the shot is made now."""
        return str(self.inputs[shot].values[LANGUAGE])

    def views(self, shot: UUID) -> list[TakeStanding]:
        """Return the takes of a shot as the choice among them sees them."""
        try:
            return self._viewed[shot]
        except KeyError:
            self._viewed[shot] = views = self._views(shot)
            return views

    @cached_property
    def _viewed(self) -> dict[UUID, list[TakeStanding]]:
        return {}

    def _views(self, shot: UUID) -> list[TakeStanding]:
        takes, words = self.takes.get(shot, {}), self.words.get(shot, {})
        open_ = waiting(takes, words) if words else ()
        views = []
        for id_, folded in takes.items():
            take, stands = folded.state, reviewed(folded, words)
            views.append(
                TakeStanding(
                    id=id_,
                    made=folded.causes[BEGAN],
                    number=take.number,
                    language=take.language,
                    variation=take.variation,
                    current=self.current(shot, take),
                    review=stands.review,
                    reviewed=stands.event,
                    pin=folded.cause("pinned") if take.pinned else None,
                    settings=self._settings(shot, take),
                    waits=id_ in open_,
                    beside=is_beside(take, self.language(shot)),
                )
            )
        return views

    def current(self, shot: UUID, take: Take) -> bool:
        """Whether a take is what its shot, resolved for the take's variation and settings, gives now."""
        resolution = self.resolutions.get((shot, take.variation, self._settings(shot, take)))
        return resolution is not None and resolution.contents == self.contents(take)

    def contents(self, take: Take) -> dict[str, str]:
        """Return what a take of a surveyed shot means, put in order once."""
        known = self._contents.get(id(take))
        if known is None:
            known = self._contents[id(take)] = take.contents
        return known

    @cached_property
    def _contents(self) -> dict[int, dict[str, str]]:
        """By where takes are in memory, where the moment holds them."""
        return {}

    def _settings(self, shot: UUID, take: Take) -> str:
        return _holding(take, self.inputs[shot].values) if take.settings else ""

    def changes(self, shot: UUID, take: Take) -> dict[str, PortChange]:
        """Return what would become of the ports of a take of a shot; nothing while it is up to date."""
        resolution = self.resolutions.get((shot, take.variation, self._settings(shot, take)))
        if resolution is None or resolution.contents == (contents := self.contents(take)):
            return {}
        return port_changes(resolution, contents, take.recipes)

    def wanted(self, shot: UUID) -> ShotVariation:
        """Return the variation that the shot is about, with its settings: those of its take in use."""
        view = self.in_use.get(shot)
        return (shot, view.variation, view.settings) if view else (shot, 1, "")

    def variation(self, shot: UUID) -> int:
        """Return the number of the variation that the shot is about."""
        return self.wanted(shot)[1]

    def resolution(self, shot: UUID) -> Resolution:
        """Return the resolution of the variation that the shot is about."""
        return self.resolutions[self.wanted(shot)]

    def values(self, want: ShotVariation) -> Mapping[str, Json]:
        """Return the inputs of a variation of a shot, what is set for it alone among them."""
        shot, _, settings = want
        return laid_over(self.inputs[shot], settings) if settings else self.inputs[shot].values

    def take(self, shot: UUID) -> Take | None:
        """Return the state of the take in use."""
        return self._taken.get(shot)

    @cached_property
    def _taken(self) -> dict[UUID, Take]:
        return {shot: self.takes[shot][view.id].state for shot, view in self.in_use.items()}

    def taken(self, shot: UUID) -> UUID | None:
        """Return the event that made the take in use."""
        view = self.in_use.get(shot)
        return view.made if view else None

    def stages_of_takes(self, shot: UUID) -> frozenset[str]:
        """Return the stages that some take of the shot was made of: one set for all shots of the same."""
        made = [stage for folded in self.takes.get(shot, {}).values() for stage in folded.state.recipes]
        return _set_of(tuple(made))

    def kept(self, shot: UUID) -> Kept:
        """Return whether the shot has an approved or pinned take, which is never made anew silently."""
        views = self.views(shot)
        if any(view.pinned for view in views):
            return "pinned"
        return "approved" if any(view.review == "approved" and not view.beside for view in views) else ""

    def kept_since(self, shot: UUID) -> UUID | None:
        """Return the event that pinned or approved what keeps the shot from being made anew silently."""
        views = self.views(shot)
        pinned = [view.pin for view in views if view.pin]
        return max(
            pinned or [view.reviewed for view in views if view.review == "approved" and not view.beside], default=None
        )

    def spared(self, shot: UUID) -> Kept:
        """Return `kept`, but nothing where all that is wrong with the shot is that files of its take were lost.

        Making these again from the same recipes changes nothing that anybody decided.
        """
        kept, take = self.kept(shot), self.take(shot)
        return "" if kept and take and self._lost_alone(shot, take) else kept

    def _lost_alone(self, shot: UUID, take: Take) -> bool:
        cells = self.resolution(shot).cells
        unknown = [stage for stage, cell in cells.items() if cell.key is None]
        known = all(cell.key == take.recipes.get(stage) for stage, cell in cells.items() if stage not in unknown)
        return known and not self.resolution(shot).complete and self._as_before(shot, take, unknown)

    def _as_before(self, shot: UUID, take: Take, stages: Iterable[str]) -> bool:
        """Whether stages behind what was lost have the recipes of the take, if that comes out as it was."""
        keys = {stage: take.recipes.get(stage, "") for stage in stages}
        before = access.recipes(keys.values())
        values, nodes = self.values(self.wanted(shot)), self.pipeline.by_id
        return all(
            key in before
            and known_key(build(nodes[stage], shot, values, take.variation, before[key]["upstream"])) == key
            for stage, key in keys.items()
        )

    def predecessor(self, shot: UUID) -> UUID | None:
        """Return the live shot that this one continues."""
        return self.continues.get(shot)

    def lenders(self, shot: UUID, stages: Collection[str]) -> Iterator[tuple[UUID, frozenset[str]]]:
        """Yield the shots that a shot continues of which something is missing that its stages look at, one after the
        other, each with all that this stands on there.
        """
        seen = {shot}
        while looked_at := self.pipeline.lent_to(stages):
            before = self.predecessor(shot)
            if before is None or before in seen or self.fixed(before):
                return
            cells = self.resolutions[before, 1, ""].cells
            if all(cells[id_].trace for id_ in looked_at if id_ in cells):
                return
            seen.add(before)
            shot, stages = before, self.pipeline.upto(looked_at)
            yield shot, stages


def survey(
    moment: Moment,
    shots: Collection[UUID] | None = None,
    variations: Iterable[int] = (1,),
    cells: Cells = lambda _shot, _values: (),
) -> Survey:
    """Survey live shots of a moment, all unless named, with those that they continue.

    Of a moment that is brief, traces are only known by what they mean.
    """
    film, named = queries.ordered_shots(moment), set(shots or ())
    before = {shot: shot_before for shot in film if (shot_before := _predecessor(moment, shot))}
    asked = film if shots is None else [shot for shot in film if shot in named]
    inputs = queries.inputs(moment, predecessors_first(asked, before))
    takes = _takes_by_shot(moment)
    continued = _continued(moment, takes, inputs, before)
    plain = {(variation, "") for variation in {1, *variations}}
    wanted = [
        _wanted(shot, each, sort, continued.get(shot))
        for shot, each in inputs.items()
        for sort in _sorted({*plain, *_sorts(takes.get(shot, {}), each.values), *_written(cells(shot, each.values))})
    ]
    pipeline = pipelines.of_moment(moment)
    of_shots = [folded.state.recipes for shot in inputs for folded in takes.get(shot, {}).values()]
    if shots is not None and len(inputs) <= A_FEW:
        beside = Beside(inputs.keys(), {key for recipes in of_shots for key in recipes.values()})
        return Survey(moment, inputs, takes, resolve(wanted, pipeline, beside.find), pipeline, before, beside)
    find = _with_the_rest(of_shots, traces.meanings if moment.brief else traces.find)
    return Survey(moment, inputs, takes, resolve(wanted, pipeline, find), pipeline, before)


def is_beside(take: Take, language: str) -> bool:
    """Whether a take was made in a language of its own, beside that of its shot."""
    return "language" in take.settings and take.language != language


def laid_over(inputs: ShotInputs, settings: str) -> Mapping[str, Json]:
    """Return the inputs of a shot with what is set for a variation alone, and what was brought in its language."""
    return inputs.spoken_in(grid.laid_over(inputs.values, grid.read(settings)))


@lru_cache(maxsize=1000)
def _set_of(stages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stages)


def _wanted(shot: UUID, inputs: ShotInputs, sort: tuple[int, str], before: Predecessor | None) -> ShotToResolve:
    variation, settings = sort
    if not settings:
        return ShotToResolve(shot, inputs.values, variation, before, settings, inputs.above)
    return ShotToResolve(shot, laid_over(inputs, settings), variation, before, settings)


def _sorted(sorts: set[tuple[int, str]]) -> Iterable[tuple[int, str]]:
    return sorts if len(sorts) == 1 else sorted(sorts)


def _with_the_rest(of_takes: Iterable[Mapping[str, str]], find: Lookup) -> Lookup:
    """Return a look for traces that finds with each key of a take the others of it: most stages of a shot have theirs
    still, as long as the first one does.
    """
    takes: dict[str, Mapping[str, str]] = {}
    for recipes in of_takes:
        takes.update(dict.fromkeys(recipes.values(), recipes))

    def look(keys: Collection[str]) -> Mapping[str, Trace]:
        rest = {id(recipes): recipes for key in keys if (recipes := takes.get(key))}
        return find({*keys, *(key for recipes in rest.values() for key in recipes.values())})

    return look


def _sorts(takes: Mapping[UUID, Folded[Take]], values: Mapping[str, Json]) -> Iterator[tuple[int, str]]:
    """The variations that takes are of, each with what is set for it and still holds."""
    for folded in takes.values():
        yield folded.state.variation, _holding(folded.state, values)


def _holding(take: Take, values: Mapping[str, Json]) -> str:
    return grid.written(grid.holding(take.settings, values)) if take.settings else ""


def _written(cells: Iterable[tuple[int, Mapping[str, Json]]]) -> Iterator[tuple[int, str]]:
    return ((variation, grid.written(settings)) for variation, settings in cells)


def _predecessor(moment: Moment, shot: UUID) -> UUID | None:
    """A removed predecessor counts as none; restoring it brings the edge back."""
    continues = moment.shots[shot].state.continues
    return continues if continues and moment.live_shot(continues) else None


def _takes_by_shot(moment: Moment) -> dict[UUID, dict[UUID, Folded[Take]]]:
    takes: dict[UUID, dict[UUID, Folded[Take]]] = defaultdict(dict)
    for id_, folded in moment.takes.items():
        assert folded.state.shot is not None, "a take that was made has a shot"
        takes[folded.state.shot][id_] = folded
    return dict(takes)


def _continued(
    moment: Moment,
    takes: Mapping[UUID, Mapping[UUID, Folded[Take]]],
    inputs: Mapping[UUID, ShotInputs],
    continues: Mapping[UUID, UUID],
) -> dict[UUID, Predecessor]:
    """What shots continue, with what its fixed take holds; of takes that are brief this is read."""
    before = {shot: shot_before for shot, shot_before in continues.items() if shot in inputs}
    languages = {shot: str(inputs[shot].values[LANGUAGE]) for shot in before.values()}
    fixed = {shot: take for shot, name in languages.items() if (take := fixed_take(takes.get(shot, {}), name))}
    held = queries.takes(moment.id, list(fixed.values())) if moment.brief and fixed else moment.takes
    contents = {shot: held_by(held[take].state) for shot, take in fixed.items()}
    return {shot: Predecessor(each, contents.get(each)) for shot, each in before.items()}


def fixed_take(takes: Mapping[UUID, Folded[Take]], language: str) -> UUID | None:
    """Return the take that stands for a shot whatever it resolves to: the pinned, else the approved.

    Of several that are approved the one in the language comes first, and then the one that was approved last.
    """
    pinned = [id_ for id_, folded in takes.items() if folded.state.pinned]
    if pinned:
        return max(pinned, key=lambda id_: takes[id_].state.number)
    return approved_take(takes, language)


def approved_take(takes: Mapping[UUID, Folded[Take]], language: str) -> UUID | None:
    """Return the approved take of a shot: of several the pinned one, else as `fixed_take` says; None without one.

    One that was made in another language beside that of its shot is none.
    """
    words = last_words(takes)
    stand = {id_: reviewed(folded, words) for id_, folded in takes.items()} if words else {}
    said = {id_: takes[id_].state for id_, stands in stand.items() if stands.review == "approved"}
    approved = {id_: take for id_, take in said.items() if not is_beside(take, language)}
    rank = {id_: (take.pinned, take.language == language, stand[id_].event) for id_, take in approved.items()}
    return max(rank, key=lambda id_: rank[id_], default=None)


def held_by(take: Take) -> Contents:
    """Return what a take holds by the names of its artifacts."""
    return {artifact.role: artifact.content for artifact in take.artifacts}


def _selection(moment: Moment, shot: UUID) -> SelectedTake | None:
    folded = moment.shots[shot]
    return SelectedTake(folded.state.take, folded.cause("take")) if folded.state.take else None
