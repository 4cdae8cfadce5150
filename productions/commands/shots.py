"""Shots: add, change, move, remove, restore, cast, continue, choose a take."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands.access import hold, live_scene
from productions.commands.ranking import Order, front, gap
from productions.domain import shot as domain
from productions.domain.names import clean_label
from productions.domain.reference import reference
from productions.domain.shot import CastEntry, shot
from productions.models import ShotRow, TakeRow
from productions.refusals import NotFound

Field = Literal["description", "size", "camera", "frames"]


def order_of(scene: UUID) -> Order:
    """Return the live shots of a scene in film order."""
    live = ShotRow.objects.filter(scene=scene, removed=False).order_by("rank", "code")
    return list(live.values_list("id", "code", "rank"))


def add_shot(
    context: Context,
    log: UUID,
    shot_id: UUID,
    scene: UUID,
    fields: dict[Field, Json],
    after: UUID | None = None,
) -> Receipt[UUID]:
    """Add a shot by hand to a scene, behind another or at its end."""

    def work(batch: Batch) -> UUID:
        hold(log, alone=True)
        prefix = f"{live_scene(batch, scene).state.code}_"
        place = gap(order_of(scene), after)
        used = ShotRow.objects.filter(log=log, code__startswith=prefix).values_list("code", flat=True)
        batch.begin(shot, shot_id)
        code = place.code(prefix, 4, list(used))
        batch.decide(shot, shot_id, domain.AddShot(scene=scene, code=code, rank=place.rank(), **fields))
        return shot_id

    return execute(context, log, work)


def change_shot(
    context: Context,
    log: UUID,
    shot_id: UUID,
    fields: Mapping[Field, Json],
    expected: int | None = None,
    *,
    continues: UUID | UnsetType | None = UNSET,
) -> Receipt[None]:
    """Change fields of a shot, one event each; null follows the script again. `continues` as in `set_continues`."""

    def work(batch: Batch) -> None:
        if continues is not UNSET:
            _continue(batch, shot_id, continues, expected)
        for name, value in fields.items():
            batch.decide(shot, shot_id, domain.ChangeShot(name, value), expected=expected)

    return execute(context, log, work)


def move_shot(
    context: Context,
    log: UUID,
    shot_id: UUID,
    scene: UUID,
    after: UUID | None,
    *,
    first: bool = False,
    expected: int | None = None,
) -> Receipt[None]:
    """Put a shot behind another of a scene, at its end (`after` None) or in front of all (`first`)."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        live_scene(batch, scene)
        place = front(order_of(scene), shot_id) if first else gap(order_of(scene), after, shot_id)
        batch.decide(shot, shot_id, domain.MoveShot(scene, place.rank()), expected=expected)

    return execute(context, log, work)


def remove_shot(context: Context, log: UUID, shot_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Take a shot out of the film; it can be restored with its takes."""

    def work(batch: Batch) -> None:
        batch.decide(shot, shot_id, domain.RemoveShot(), expected=expected)

    return execute(context, log, work)


def restore_shot(context: Context, log: UUID, shot_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Bring a removed shot back, unless its scene is removed."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        folded = batch.load(shot, shot_id)
        assert folded.state.scene is not None, "an added shot stands in a scene"
        live_scene(batch, folded.state.scene)
        batch.decide(shot, shot_id, domain.RestoreShot(), expected=expected)

    return execute(context, log, work)


def set_cast(
    context: Context, log: UUID, shot_id: UUID, reference_id: UUID, entry: CastEntry, expected: int | None = None
) -> Receipt[None]:
    """Cast a reference in a shot; `entry.version` None follows the reference's current version."""

    def work(batch: Batch) -> None:
        hold(log, alone=False)
        known = batch.load(reference, reference_id)
        if entry.version is not None and not 1 <= entry.version <= known.version:
            raise domain.NoSuchVersion(f"{known.state.name} has the versions 1 to {known.version}.", field="version")
        cleaned = msgspec.structs.replace(entry, role=clean_label(entry.role))
        batch.decide(shot, shot_id, domain.SetCast(reference_id, cleaned), expected=expected)

    return execute(context, log, work)


def remove_cast(
    context: Context, log: UUID, shot_id: UUID, reference_id: UUID, expected: int | None = None
) -> Receipt[None]:
    """Take a reference out of a shot; a revision of the script will not bring it back."""

    def work(batch: Batch) -> None:
        batch.load(reference, reference_id)
        batch.decide(shot, shot_id, domain.RemoveCast(reference_id), expected=expected)

    return execute(context, log, work)


def set_continues(
    context: Context, log: UUID, shot_id: UUID, predecessor: UUID | None, expected: int | None = None
) -> Receipt[None]:
    """Let a shot begin with the last frame of another; None ends that."""

    def work(batch: Batch) -> None:
        _continue(batch, shot_id, predecessor, expected)

    return execute(context, log, work)


def _continue(batch: Batch, shot_id: UUID, predecessor: UUID | None, expected: int | None) -> None:
    hold(batch.log, alone=True)
    edges = dict(ShotRow.objects.filter(log=batch.log).values_list("id", "continues"))
    if predecessor is not None and predecessor not in edges:
        raise NotFound("There is no such shot to continue.")
    cycle = predecessor is not None and _leads_to(edges, predecessor, shot_id)
    batch.decide(shot, shot_id, domain.SetContinues(predecessor, cycle), expected=expected)


def select_take(context: Context, log: UUID, shot_id: UUID, take: UUID, expected: int | None = None) -> Receipt[None]:
    """Put a take into use."""

    def work(batch: Batch) -> None:
        if not TakeRow.objects.filter(id=take, shot=shot_id).exists():
            raise NotFound("This shot has no such take.")
        batch.decide(shot, shot_id, domain.SelectTake(take), expected=expected)

    return execute(context, log, work)


def _leads_to(edges: dict[UUID, UUID | None], start: UUID, goal: UUID) -> bool:
    """Whether following the edges from `start` reaches `goal`. The edges stored have no cycle, so this ends."""
    at: UUID | None = start
    while at is not None and at != goal:
        at = edges.get(at)
    return at == goal
