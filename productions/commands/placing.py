"""Where shots stand as people say it: in a scene, behind another shot, with what a batch has decided already."""

from operator import itemgetter
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.execution import Batch
from events.registry import Json
from productions.commands.access import live_scene
from productions.commands.ranking import Neighbours, RankedThings, front, gap
from productions.commands.shots import order_of
from productions.domain import shot as shots
from productions.domain.fields import InvalidEdit
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


def adding(batch: Batch, shot_id: UUID, asked: AskedShot) -> shots.AddShot | shots.RestoreShot:
    """Return the command that adds a shot where a person wants it, or brings it back where it was added before."""
    if batch.load(shot, shot_id).state.code:
        return shots.RestoreShot()
    prefix = f"{live_scene(batch, asked.scene).state.code}_"
    used = set(ShotRow.objects.filter(log=batch.log, code__startswith=prefix).values_list("code", flat=True))
    used |= {state.code for state in batch.loaded(shot).values() if state.code.startswith(prefix)}
    place = _gap(batch, asked)
    fields = msgspec.structs.asdict(asked)
    del fields["after"]
    return shots.AddShot(code=place.code(prefix, 4, sorted(used)), rank=place.rank(), **fields)


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
