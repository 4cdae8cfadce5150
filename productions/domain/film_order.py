"""Where scenes and shots stand in the film, now and in the past: as keys that sort in its order.

What was removed keeps its place, so that what is said by its help keeps a meaning.
"""

from collections.abc import Mapping
from uuid import UUID

from events.decider import Folded, Trail, derived_trail
from productions.domain.scene import Scene
from productions.domain.shot import Shot

Place = tuple[str, ...]
"""Rank, code and id of a scene, and of a shot behind those of its scene: a scene comes right before its shots."""

SCENE = 3
"""How many parts of a place say the scene."""

Scenes = Mapping[UUID, Folded[Scene]]
Shots = Mapping[UUID, Folded[Shot]]


def of_scene(id_: UUID, state: Scene) -> Place:
    """Return the place of a scene."""
    return state.rank, state.code, str(id_)


def of_shot(id_: UUID, state: Shot, scenes: Scenes) -> Place | None:
    """Return the place of a shot; None where its scene is not among those given."""
    home = scenes.get(state.scene) if state.scene else None
    return (*of_scene(state.scene, home.state), state.rank, state.code, str(id_)) if home and state.scene else None


def place(id_: UUID, scenes: Scenes, shots: Shots) -> Place | None:
    """Return the place of a scene or shot; None where it is not known."""
    if id_ in scenes:
        return of_scene(id_, scenes[id_].state)
    return of_shot(id_, shots[id_].state, scenes) if id_ in shots else None


def trail(id_: UUID, scenes: Scenes, shots: Shots) -> Trail:
    """Return the places that a scene or shot had; nothing where it is not known."""
    if id_ in scenes:
        return tuple((event, (rank, *of_scene(id_, scenes[id_].state)[1:])) for event, rank in _ranks(id_, scenes))
    return of_shot_then(id_, shots[id_], scenes) if id_ in shots else ()


def of_shot_then(id_: UUID, shot: Folded[Shot], scenes: Scenes) -> Trail:
    """Return the places that a shot had, also those that it had because its scene was moved."""
    state = shot.state
    if "scene" not in shot.causes and "place" not in shot.causes and not _moved(state.scene, scenes):
        stands = of_shot(id_, state, scenes)
        return ((shot.cause("place"), stands),) if stands else ()
    homes = shot.trail("scene", str(state.scene))
    trails = {"scene": homes, "rank": shot.trail("place", state.rank)}
    trails.update({home: _ranks(UUID(home), scenes) for home in {home for _, home in homes} if UUID(home) in scenes})

    def stood(now: Mapping[str, str]) -> Place | None:
        home = now.get("scene", "")
        if home not in now or "rank" not in now:
            return None
        return now[home], scenes[UUID(home)].state.code, home, now["rank"], state.code, str(id_)

    return derived_trail(trails, stood)


def homes_of(shot: Folded[Shot]) -> set[UUID]:
    """Return the scenes in which a shot stands and once stood."""
    return {UUID(home) for _, home in shot.trail("scene", str(shot.state.scene))}


def _moved(scene: UUID | None, scenes: Scenes) -> bool:
    return scene in scenes and "rank" in scenes[scene].causes if scene else False


def _ranks(scene: UUID, scenes: Scenes) -> Trail:
    return scenes[scene].trail("rank", scenes[scene].state.rank)
