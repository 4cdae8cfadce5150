"""Where shots stand as people say it: in a scene, behind another shot, with what a batch has decided already."""

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.execution import Batch
from events.registry import Json
from productions.commands.access import live_scene
from productions.commands.ranking import Neighbours, RankedThings, front, gap
from productions.commands.shots import back_in, order_of
from productions.domain import shot as shots
from productions.domain.fields import InvalidEdit
from productions.domain.fields.values import ADDED
from productions.domain.shot import AskedPlace, AskedShot, Shot, shot
from productions.models import ShotRow
from productions.refusals import NotFound


class NotInScene(Refusal):
    """The shot that another one shall stand behind is not in its scene, or not any more."""

    code = "not-in-scene"


def place_of(batch: Batch, shot_id: UUID) -> dict[str, Json]:
    """Return the scene of a shot and the shot that it stands behind, null where it is the first; `rank` tells moves."""
    state: Shot = batch.load(shot, shot_id).state
    assert state.scene is not None, "an added shot stands in a scene"
    before = [id_ for id_, _, rank in _order(batch, state.scene) if rank < state.rank and id_ != shot_id]
    return {"scene": str(state.scene), "after": str(before[-1]) if before else None, "rank": state.rank}


def moving(batch: Batch, shot_id: UUID, asked: AskedPlace) -> shots.MoveShot:
    """Return the command that puts a shot where a person wants it, which changes nothing where it stands there.

    SceneIsRemoved, NotInScene for a shot that is not in the scene, InvalidEdit for a shot behind itself.
    """
    if asked.after == shot_id:
        raise InvalidEdit("A shot cannot stand behind itself.", field="place")
    live_scene(batch, asked.scene)
    now = place_of(batch, shot_id)
    if (now["scene"], now["after"]) == (str(asked.scene), str(asked.after) if asked.after else None):
        return shots.MoveShot(asked.scene, str(now["rank"]))
    return shots.MoveShot(asked.scene, _gap(batch, asked, shot_id).rank())


def in_film(batch: Batch, shot_id: UUID) -> bool:
    """Whether a shot that the batch has loaded was added and not removed."""
    state = batch.load(shot, shot_id).state
    return bool(state.code) and not state.removed


def adding(batch: Batch, shot_id: UUID, asked: AskedShot) -> Sequence[shots.Command]:
    """Return the commands that add a shot where a person wants it, or bring it back as it is wanted now.

    None where it is there just so. SceneIsRemoved, NotInScene, and ShotAlreadyAdded for one that is there otherwise.
    """
    if batch.load(shot, shot_id).state.code:
        return _adding_again(batch, shot_id, asked)
    prefix = f"{live_scene(batch, asked.scene).state.code}_"
    used = set(ShotRow.objects.filter(log=batch.log, code__startswith=prefix).values_list("code", flat=True))
    used |= {state.code for state in batch.loaded(shot).values() if state.code.startswith(prefix)}
    place = _gap(batch, asked)
    return [_add(asked, place.code(prefix, 4, sorted(used)), place.rank())]


def _adding_again(batch: Batch, shot_id: UUID, asked: AskedShot) -> Sequence[shots.Command]:
    state: Shot = batch.load(shot, shot_id).state
    move = moving(batch, shot_id, asked)
    changes = [shots.ChangeShot(name, shots.clean_field(name, getattr(asked, name))) for name in shots.OWN]
    differing = [change for change in changes if change.value != getattr(state, change.field)]
    moved = (move.scene, move.rank) != (state.scene, state.rank)
    if state.removed:
        if not moved:
            back_in(batch, shot_id)
        return [shots.RestoreShot(), *differing, move]
    if differing or moved:
        names = " and ".join([*(change.field for change in differing), *(["place"] if moved else [])])
        raise shots.ShotAlreadyAdded(f"A shot of this id is there, with another {names}: take a new id.", field=ADDED)
    return []


def suppose_added(batch: Batch, shot_id: UUID, asked: AskedShot) -> None:
    """Let a shot be there, wherever, on a batch that is not saved: what else is asked of it can be checked then."""
    if batch.load(shot, shot_id).state.code:
        batch.decide(shot, shot_id, shots.RestoreShot())
        return
    batch.decide(shot, shot_id, _add(asked, "NEW", front(_order(batch, asked.scene)).rank()))


def _add(asked: AskedShot, code: str, rank: str) -> shots.AddShot:
    fields = msgspec.structs.asdict(asked)
    del fields["after"]
    return shots.AddShot(code=code, rank=rank, **fields)


def _gap(batch: Batch, asked: AskedPlace, moved: UUID | None = None) -> Neighbours:
    ordered = _order(batch, asked.scene)
    if asked.after is None:
        return front(ordered, moved)
    try:
        return gap(ordered, asked.after, moved)
    except NotFound:
        raise NotInScene("The shot that it shall stand behind is not in that scene.", field="place") from None


def _order(batch: Batch, scene: UUID) -> RankedThings:
    """The live shots of a scene in film order."""
    standing = {id_: (id_, code, rank) for id_, code, rank in order_of(scene)}
    for id_, state in batch.loaded(shot).items():
        standing.pop(id_, None)
        if state.scene == scene and not state.removed:
            standing[id_] = (id_, state.code, state.rank)
    return sorted(standing.values(), key=itemgetter(2, 1))
