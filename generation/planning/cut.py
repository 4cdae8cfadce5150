"""The cut: the takes in use in film order, as a timeline of frames."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from events.registry import Json
from generation.planning.resolved_shots import Survey, survey
from productions import queries
from productions.domain.inputs import ShotInputs
from productions.domain.settings import frame_rate
from productions.domain.take import Take


@dataclass(frozen=True, slots=True)
class Clip:
    """A shot in the cut: its take in use, or None, at `start` for `frames` frames."""

    inputs: ShotInputs
    start: int
    frames: int
    take_id: UUID | None
    take: Take | None
    out_of_date: bool

    @property
    def rate(self) -> str | None:
        """The exact frame rate of the take."""
        facts = _facts(self.take)
        return str(facts["rate"]) if "rate" in facts else None


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
    surveyed = survey(queries.moment(production))
    rate = frame_rate(surveyed.moment.production.state.settings)
    return Cut(surveyed.moment.position, str(rate), tuple(_clips(surveyed)))


def _clips(surveyed: Survey) -> Iterator[Clip]:
    start = 0
    for shot in queries.ordered_shots(surveyed.moment):
        inputs, view, take = surveyed.inputs[shot], surveyed.in_use.get(shot), surveyed.take(shot)
        frames = int(_facts(take).get("count") or inputs.values["frames"])
        yield Clip(inputs, start, frames, view.id if view else None, take, view is not None and not view.current)
        start += frames


def _facts(take: Take | None) -> dict[str, Json]:
    master = take.artifact("master") if take else None
    return master.facts if master else {}
