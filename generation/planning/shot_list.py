"""The shots of the film with what is made of them: what shot lists and storyboards show."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from generation.domain.states import ReviewState
from generation.planning.resolved_shots import Survey, survey
from productions import queries
from productions.domain.artifact import Artifact
from productions.queries import Moment, film_lists
from productions.queries.film_lists import ShotLine

_POSTER, _IMAGE = "poster", "image"


@dataclass(frozen=True, slots=True)
class Listed:
    """A shot as the script and people have it, its review state, and a picture of it, or None where none is made."""

    line: ShotLine
    review: ReviewState
    out_of_date: bool
    picture: Artifact | None


@dataclass(frozen=True, slots=True)
class ShotList:
    """The film at a position of its log, at an exact frame rate."""

    moment: Moment
    rate: str
    shots: tuple[Listed, ...]


def shot_list(production: UUID) -> ShotList:
    """Return the shots of a production in film order; NotFound for an unknown one."""
    surveyed = survey(queries.moment(production))
    at = surveyed.moment
    return ShotList(at, film_lists.rate_of(at), tuple(_listed(surveyed)))


def _listed(surveyed: Survey) -> Iterator[Listed]:
    for line in film_lists.shot_lines(surveyed.moment):
        in_use = surveyed.in_use.get(line.id)
        out_of_date = in_use is not None and not in_use.current
        yield Listed(line, surveyed.review(line.id), out_of_date, _picture(surveyed, line.id))


def _picture(surveyed: Survey, shot: UUID) -> Artifact | None:
    """The poster of the take in use, else the poster or the first picture that is made already."""
    take, cells = surveyed.take(shot), surveyed.resolution(shot).cells
    if take and (poster := take.artifact(_POSTER)):
        return poster
    images = {
        (node.id, artifact.role): artifact
        for node in surveyed.pipeline.nodes
        if node.id in cells and (trace := cells[node.id].trace)
        for artifact in trace.artifacts
        if (port := node.spec.output(artifact.role)) and port.type == _IMAGE
    }
    source = surveyed.pipeline.outputs.get(_POSTER)
    return (images.get(source) if source else None) or next(iter(images.values()), None)
