"""What a change of a look needs of other things: scenes and shots that are there, in order, and known pictures."""

from uuid import UUID

from events.execution import Batch
from productions.commands.access import live_scene
from productions.domain import film_order
from productions.domain.looks import InvalidLookChange, LookChange, Point
from productions.domain.reference import newest_changes, reference
from productions.domain.scene import scene
from productions.domain.shot import ShotRemoved, shot


def check_look_change(batch: Batch, reference_id: UUID, id_: UUID, change: LookChange) -> None:
    """Refuse a change of a look that newly names what is not in the film, ends before it begins, or shows what nobody
    handed in for the reference.
    """
    state = batch.load(reference, reference_id).state
    before = newest_changes(state).get(id_)
    known = before.named if before else set()
    for point in change.ends:
        _check(batch, point, live=point.id not in known)
    for scene_id in (*change.without, *change.also):
        _check(batch, Point("scene", scene_id), live=scene_id not in known)
    if (before is None or before.ends != change.ends) and not _in_order(batch, change):
        raise InvalidLookChange("It ends before it begins.", field="last")
    if strange := {*(change.images or ())} - state.pictures:
        raise InvalidLookChange(f"Hand in its pictures first: {state.name} has no {min(strange)}.", field="images")


def _check(batch: Batch, point: Point, *, live: bool) -> None:
    if point.kind == "scene":
        live_scene(batch, point.id) if live else batch.load(scene, point.id)
        return
    state = batch.load(shot, point.id).state
    if state.removed and live:
        raise ShotRemoved(f"{state.code} is removed; restore it first.")


def _in_order(batch: Batch, change: LookChange) -> bool:
    if not (change.first and change.last):
        return True
    first, last = (_place(batch, point) for point in change.ends)
    return first[: len(last)] <= last


def _place(batch: Batch, point: Point) -> film_order.Place:
    if point.kind == "scene":
        return film_order.of_scene(point.id, batch.load(scene, point.id).state)
    folded = batch.load(shot, point.id)
    home = folded.state.scene
    assert home is not None, "an added shot stands in a scene"
    place = film_order.of_shot(point.id, folded.state, {home: batch.load(scene, home)})
    assert place is not None, "its scene was given"
    return place
