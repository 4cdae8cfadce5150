"""The film as lists: its shots in order, and who and where appears in it, how often and for how long."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.settings import frame_rate
from productions.domain.shot import EffectiveShot, Shot
from productions.domain.shot import effective as in_force
from productions.queries import Moment, ordered_shots
from productions.screenplay.people import characters

PEOPLE = ("character", "group")
PLACES = ("location",)
PROPS = ("prop",)


@dataclass(frozen=True, slots=True)
class ShotLine:
    """A shot in film order with what is in force of it; `start` and `frames` count at the production's rate.

    `people` and `places` are the names of those cast.
    """

    id: UUID
    shot: Shot
    scene: Scene
    effective: EffectiveShot
    start: int
    frames: int
    people: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person, place or prop, the codes of its scenes, and how much of the film shows it; `first` is a shot's code."""

    reference: Reference
    scenes: tuple[str, ...]
    shots: int
    lines: int
    first: str
    frames: int


def rate_of(at: Moment) -> str:
    """Return a production's exact frame rate, such as 24000/1001."""
    return frame_rate(at.production.state.settings)


def shot_lines(at: Moment) -> Iterator[ShotLine]:
    """Yield the live shots in film order."""
    rate, start = rate_of(at), 0
    for id_ in ordered_shots(at):
        shot = at.shots[id_].state
        assert shot.scene is not None, "a live shot stands in a scene"
        effective = in_force(shot)
        frames = effective.frames(rate)
        people, places = _cast(at, shot, PEOPLE), _cast(at, shot, PLACES)
        yield ShotLine(id_, shot, at.scenes[shot.scene].state, effective, start, frames, people, places)
        start += frames


def _cast(at: Moment, shot: Shot, kinds: Collection[str]) -> tuple[str, ...]:
    states = (at.references[reference].state for reference in shot.cast if reference in at.references)
    return tuple(state.name for state in states if state.kind in kinds and not state.removed)


def appearances(at: Moment, kinds: Collection[str]) -> list[Appearance]:
    """Return the references of some kinds: those that appear in the order in which they do, then the others."""
    lines = list(shot_lines(at))
    live = {id_: folded.state for id_, folded in at.references.items() if not folded.state.removed}
    rows = [_appearance(id_, state, lines) for id_, state in live.items() if state.kind in kinds]
    place = {line.shot.code: number for number, line in enumerate(lines)}
    return sorted(rows, key=lambda each: (place.get(each.first, len(place)), each.reference.name.casefold()))


def _appearance(id_: UUID, state: Reference, lines: Sequence[ShotLine]) -> Appearance:
    shown = [line for line in lines if id_ in line.shot.cast]
    names = {characters.key(name) for name in state.names}
    spoken = (said for line in lines for said in line.effective.dialogue)
    return Appearance(
        reference=state,
        scenes=tuple(dict.fromkeys(line.scene.code for line in shown)),
        shots=len(shown),
        lines=sum(characters.key(said.character) in names for said in spoken) if state.kind in PEOPLE else _said(shown),
        first=shown[0].shot.code if shown else "",
        frames=sum(line.frames for line in shown if _is_seen(line, id_)),
    )


def _said(lines: Sequence[ShotLine]) -> int:
    return sum(len(line.effective.dialogue) for line in lines)


def _is_seen(line: ShotLine, reference: UUID) -> bool:
    """Who is only heard is not on the screen."""
    return line.shot.cast[reference].role != "heard"


def seconds(frames: int, rate: str) -> float:
    """Return how long frames play, to the hundredth of a second."""
    return round(float(frames / Fraction(rate)), 2)
