"""The cut: the takes in use as people cut them, as a timeline of frames; in film order where nobody did."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from events import store
from events.decider import BEGAN, Folded
from events.registry import Json
from generation.planning import plan_cache
from generation.planning.outlooks import ShotStanding
from generation.planning.spoken import in_language
from productions import queries
from productions.domain import cut as domain
from productions.domain.cut import CutMarker
from productions.domain.laid_cut import Item, Remark, laid
from productions.domain.playlist import Entry
from productions.domain.settings import frame_rate
from productions.domain.take import MASTER, Review, Take
from productions.domain.verdicts import last_words, reviewed
from productions.queries import ShotPlace, listing


@dataclass(frozen=True, slots=True)
class Clip:
    """A shot in the cut: its take in use, or None, at `start` for `frames` frames of the film.

    It is `whole` frames long at the film's rate, of which it is seen from `first` on. During its first `dissolve`
    frames the one before goes on under it; `under` is how long it does so itself. `moved`: a person put it there.
    """

    place: ShotPlace
    start: int
    frames: int
    take_id: UUID | None
    take: Take | None
    review: Review | None
    out_of_date: bool
    whole: int
    first: int = 0
    dissolve: int = 0
    under: int = 0
    moved: bool = False

    @property
    def rate(self) -> str | None:
        """The exact frame rate of the take."""
        rate = rate_of(self.take)
        return str(rate) if rate else None

    @property
    def count(self) -> int:
        """How many frames the file of the take has, at the rate of the take."""
        return frames_of(self.take, self.whole)


@dataclass(frozen=True, slots=True)
class Black:
    """A gap that a person put behind a shot, or to the front; `frames` are those left of the `whole`."""

    id: UUID
    behind: UUID | None
    start: int
    frames: int
    whole: int
    dissolve: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A marker on a frame of a shot; `at` is that of the film, None where it is not seen."""

    id: UUID
    marker: CutMarker
    at: int | None


@dataclass(frozen=True, slots=True)
class Cut:
    """The film as it stands at a position of the log, at an exact frame rate such as 24000/1001.

    `version` is that of what people did to it, 0 while it follows the script; `left_out` are the shots of the film that
    it does not show.
    """

    as_of: int
    rate: str
    clips: tuple[Clip, ...]
    version: int = 0
    gaps: tuple[Black, ...] = ()
    left_out: tuple[ShotPlace, ...] = ()
    markers: tuple[Marked, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def frames(self) -> int:
        """The length of the film."""
        ends = [clip.start + clip.frames for clip in self.clips]
        return max([*ends, *(gap.start + gap.frames for gap in self.gaps)], default=0)


def cut(production: UUID, language: str = "") -> Cut:
    """Return the cut of a production now; NotFound for an unknown one.

    In a `language` it is of the takes that speak it over the same picture, where there are such.
    """
    position = store.head(production)
    standings, _ = plan_cache.standings(production)
    settings = listing.production(production).state.settings
    rate = frame_rate(settings)
    edited = listing.cut(production)
    live = [place for place in queries.film_order(production) if place.shot in standings]
    spoken = _spoken(standings, language) if language else {}
    whole = list(_laid(production, [(place, spoken.get(place.shot)) for place in live], standings, Fraction(rate)))
    return _cut(position, rate, edited, whole)


def _spoken(standings: Mapping[UUID, ShotStanding], language: str) -> dict[UUID, UUID]:
    uses = {shot: standing.use.take.id for shot, standing in standings.items() if standing.use}
    return in_language(uses, {take for standing in standings.values() for take in standing.current}, language)


def _cut(position: int, rate: str, edited: Folded[domain.Cut], whole: Sequence[Clip]) -> Cut:
    """The cut of shots that are seen as a whole, in film order, as people changed it."""
    state = edited.state
    clips = {clip.place.shot: clip for clip in whole}
    made = laid(state, list(clips), {shot: clip.whole for shot, clip in clips.items()})
    seen = tuple(_seen(clips[item.id], item, state) for item in made.items if not item.gap)
    return Cut(
        position,
        rate,
        seen,
        edited.version,
        tuple(_black(state.gaps[item.id], item) for item in made.items if item.gap),
        tuple(clip.place for shot, clip in clips.items() if shot in state.left_out),
        tuple(_marked(state, seen)),
        made.remarks,
    )


def _seen(clip: Clip, item: Item, state: domain.Cut) -> Clip:
    return replace(
        clip,
        start=item.start,
        frames=item.frames,
        first=item.first,
        dissolve=item.dissolve,
        under=item.under,
        moved=item.id in state.places,
    )


def _black(gap: domain.Gap, item: Item) -> Black:
    return Black(item.id, gap.behind, item.start, item.frames, gap.frames, item.dissolve)


def _marked(state: domain.Cut, seen: Sequence[Clip]) -> Iterator[Marked]:
    """The markers with the frames of the film that they stand on."""
    clips = {clip.place.shot: clip for clip in seen}
    for id_, marker in state.markers.items():
        clip = clips.get(marker.shot)
        at = marker.frame - clip.first if clip else -1
        yield Marked(id_, marker, clip.start + at if clip and 0 <= at < clip.frames else None)


def frames_in_film(take: Take | None, rate: Fraction, wanted: int) -> int:
    """Return how many frames of the film a take lasts, as long as it plays at its own rate; without one as wanted."""
    own = rate_of(take) or rate
    return max(1, round(frames_of(take, wanted) / own * rate))


def frames_of(take: Take | None, wanted: int) -> int:
    """Return how many frames the file of a take has."""
    return int(str(_facts(take).get("count") or wanted))


def rate_of(take: Take | None) -> Fraction | None:
    """Return the exact frame rate of a take; None where nothing says it."""
    rate = _facts(take).get("rate")
    return Fraction(str(rate)) if rate else None


def played(production: UUID, entries: Collection[Entry]) -> Cut:
    """Return shots one after the other, each with the take that is named or the one in use; removed shots too."""
    position = store.head(production)
    standings, _ = plan_cache.standings(production)
    rate = frame_rate(listing.production(production).state.settings)
    places = queries.shot_places({each.shot for each in entries})
    laid = [(places[each.shot], each.take) for each in entries]
    return Cut(position, str(rate), tuple(_laid(production, laid, standings, Fraction(rate))))


def named(production: UUID, entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with the takes named that are in use now, where there are such."""
    standings, _ = plan_cache.standings(production)
    uses = {shot: standing.use.take.id for shot, standing in standings.items() if standing.use}
    return [Entry(each.shot, each.take or uses.get(each.shot)) for each in entries]


def chosen(
    production: UUID, scene: UUID | None = None, review: Review | None = None, since: int | None = None
) -> list[Entry]:
    """Return the shots of the film, in its order, that stand in a scene, whose take in use stands so with its
    reviewers, and whose take in use was made behind a position of the log; what is None leaves none out.
    """
    standings, _ = plan_cache.standings(production)
    uses = {shot: standing.use.take for shot, standing in standings.items() if standing.use}
    made = _made(production, [use.id for use in uses.values()]) if since is not None else {}
    return [
        Entry(place.shot)
        for place in queries.film_order(production)
        if scene in (None, place.scene)
        and (review is None or (place.shot in uses and uses[place.shot].review == review))
        and (since is None or (place.shot in uses and _behind(made[uses[place.shot].id], since)))
    ]


def _made(production: UUID, takes: Sequence[UUID]) -> dict[UUID, int | None]:
    """The positions at which takes were made; None while one has none yet."""
    began = {id_: folded.causes[BEGAN] for id_, folded in queries.takes(production, takes).items()}
    positions = store.positions(began.values())
    return {id_: positions.get(event) for id_, event in began.items()}


def _behind(position: int | None, since: int) -> bool:
    return position is None or position > since


def _laid(
    production: UUID,
    places: Sequence[tuple[ShotPlace, UUID | None]],
    standings: Mapping[UUID, ShotStanding],
    rate: Fraction,
) -> Iterator[Clip]:
    """Yield clips one behind the other; of a shot that is not in the film anymore only a named take is known."""
    uses = {shot: standing.use.take for shot, standing in standings.items() if standing.use}
    chosen = [named or (uses[place.shot].id if place.shot in uses else None) for place, named in places]
    takes, start = queries.takes(production, {each for each in chosen if each}), 0
    for (place, _), id_ in zip(places, chosen, strict=True):
        standing, take = standings.get(place.shot), takes[id_].state if id_ else None
        frames = frames_in_film(take, rate, standing.frames if standing else 1)
        review = _review(id_, takes, standing)
        out_of_date = bool(id_ and standing and id_ not in standing.current)
        yield Clip(place, start, frames, id_, take, review, out_of_date, frames)
        start += frames


def _review(id_: UUID | None, takes: Mapping[UUID, Folded[Take]], standing: ShotStanding | None) -> Review | None:
    if id_ is None:
        return None
    words = standing.words if standing else last_words({id_: takes[id_]})
    return reviewed(takes[id_], words).review


def _facts(take: Take | None) -> dict[str, Json]:
    master = take.artifact(MASTER) if take else None
    return master.facts if master else {}
