"""The cut: the takes in use in film order, as a timeline of frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from events import store
from events.registry import Json
from generation.planning import plan_cache
from generation.planning.outlooks import Standing
from productions import queries
from productions.domain.settings import frame_rate
from productions.domain.take import MASTER, Review, Take
from productions.queries import ShotPlace, listing


@dataclass(frozen=True, slots=True)
class Clip:
    """A shot in the cut: its take in use, or None, at `start` for `frames` frames of the film."""

    place: ShotPlace
    start: int
    frames: int
    take_id: UUID | None
    take: Take | None
    review: Review | None
    out_of_date: bool

    @property
    def rate(self) -> str | None:
        """The exact frame rate of the take."""
        rate = rate_of(self.take)
        return str(rate) if rate else None

    @property
    def count(self) -> int:
        """How many frames the file of the take has, at the rate of the take."""
        return frames_of(self.take, self.frames)


@dataclass(frozen=True, slots=True)
class Cut:
    """The film as it stands at a position of the log, at an exact frame rate such as 24000/1001."""

    as_of: int
    rate: str
    clips: tuple[Clip, ...]

    @property
    def frames(self) -> int:
        """The length of the film."""
        return sum(clip.frames for clip in self.clips)


def cut(production: UUID) -> Cut:
    """Return the cut of a production now; NotFound for an unknown one."""
    position = store.head(production)
    standings, _ = plan_cache.standings(production)
    settings = listing.production(production).state.settings
    rate = frame_rate(settings)
    return Cut(position, str(rate), tuple(_clips(production, standings, Fraction(rate))))


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


def _clips(production: UUID, standings: Mapping[UUID, Standing], rate: Fraction) -> Iterator[Clip]:
    used = {standing.use.take.id for standing in standings.values() if standing.use}
    takes, start = queries.takes(production, used), 0
    for place in queries.film_order(production):
        if standing := standings.get(place.shot):
            view = standing.use.take if standing.use else None
            take = takes[view.id].state if view else None
            frames = frames_in_film(take, rate, standing.frames)
            out_of_date = view is not None and not view.current
            review = view.review if view else None
            yield Clip(place, start, frames, view.id if view else None, take, review, out_of_date)
            start += frames


def _facts(take: Take | None) -> dict[str, Json]:
    master = take.artifact(MASTER) if take else None
    return master.facts if master else {}
