"""The shots of the film with what is made of them: what shot lists and storyboards show."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from events.decider import Folded
from generation.domain.states import ReviewState
from generation.planning import plan_cache
from generation.planning.outlooks import ShotStanding
from generation.planning.resolved_shots import Survey, survey
from productions import queries
from productions.domain.artifact import Artifact
from productions.domain.take import Take
from productions.queries import Moment, film_lists
from productions.queries.film_lists import ShotLine

_POSTER, _IMAGE = "poster", "image"


@dataclass(frozen=True, slots=True)
class ListedShot:
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
    shots: tuple[ListedShot, ...]


def shot_list(production: UUID) -> ShotList:
    """Return the shots of a production in film order; NotFound for an unknown one."""
    at = queries.moment(production, takes=False)
    standings, _ = plan_cache.standings(production)
    pictures = _pictures(production, standings)
    lines = (line for line in film_lists.shot_lines(at) if line.id in standings)
    listed = (_listed(line, standings[line.id], pictures.get(line.id)) for line in lines)
    return ShotList(at, film_lists.rate_of(at), tuple(listed))


def _listed(line: ShotLine, standing: ShotStanding, picture: Artifact | None) -> ListedShot:
    return ListedShot(line, standing.review, standing.use is not None and not standing.use.take.current, picture)


def _pictures(production: UUID, standings: Mapping[UUID, ShotStanding]) -> dict[UUID, Artifact]:
    """The poster of the take in use of each shot, else the poster or the first picture that is made already."""
    takes = queries.takes(production, [each.use.take.id for each in standings.values() if each.use])
    posters = {shot: _poster(takes, standing) for shot, standing in standings.items()}
    begun = [shot for shot, standing in standings.items() if standing.made and not posters[shot]]
    surveyed = survey(queries.moment(production, shots=begun), begun) if begun else None
    made = {shot: _first_picture(surveyed, shot) for shot in begun} if surveyed else {}
    return {shot: picture for shot, picture in {**posters, **made}.items() if picture}


def _poster(takes: Mapping[UUID, Folded[Take]], standing: ShotStanding) -> Artifact | None:
    return takes[standing.use.take.id].state.artifact(_POSTER) if standing.use else None


def _first_picture(surveyed: Survey, shot: UUID) -> Artifact | None:
    cells = surveyed.resolution(shot).cells
    images = {
        (node.id, artifact.role): artifact
        for node in surveyed.pipeline.nodes
        if node.id in cells and (trace := cells[node.id].trace)
        for artifact in trace.artifacts
        if (port := node.spec.output(artifact.role)) and port.type == _IMAGE
    }
    source = surveyed.pipeline.outputs.get(_POSTER)
    return (images.get(source) if source else None) or next(iter(images.values()), None)
