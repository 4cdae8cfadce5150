"""Shots: add, change, move, remove, restore, cast, continue, choose a take."""

from typing import Literal
from uuid import UUID

import msgspec

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands.access import existing, hold, live_scene
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
    context: Context, log: UUID, shot_id: UUID, fields: dict[Field, Json], expected: int | None = None
) -> Receipt[None]:
    """Change fields of a shot, one event each; null follows the script again."""

    def work(batch: Batch) -> None:
        version = expected
        existing(batch, shot, shot_id)
        for name, value in fields.items():
            batch.decide(shot, shot_id, domain.ChangeShot(name, value), expected=version)
            version = None

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
        existing(batch, shot, shot_id)
        live_scene(batch, scene)
        place = front(order_of(scene), shot_id) if first else gap(order_of(scene), after, shot_id)
        batch.decide(shot, shot_id, domain.MoveShot(scene, place.rank()), expected=expected)

    return execute(context, log, work)


def remove_shot(context: Context, log: UUID, shot_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Take a shot out of the film; it can be restored with its takes."""
    return _change(context, log, shot_id, domain.RemoveShot(), expected)


def restore_shot(context: Context, log: UUID, shot_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Bring a removed shot back, unless its scene is removed."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        folded = existing(batch, shot, shot_id)
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
        existing(batch, shot, shot_id)
        known = existing(batch, reference, reference_id)
        if known.state.production != log:
            raise NotFound("There is no such reference.")
        if entry.version is not None and not 1 <= entry.version <= known.version:
            raise domain.NoSuchVersion(f"{known.state.name} has the versions 1 to {known.version}.", field="version")
        cleaned = msgspec.structs.replace(entry, role=clean_label(entry.role))
        batch.decide(shot, shot_id, domain.SetCast(reference_id, cleaned), expected=expected)

    return execute(context, log, work)


def remove_cast(
    context: Context, log: UUID, shot_id: UUID, reference_id: UUID, expected: int | None = None
) -> Receipt[None]:
    """Take a reference out of a shot; a revision of the script will not bring it back."""
    return _change(context, log, shot_id, domain.RemoveCast(reference_id), expected)


def set_continues(
    context: Context, log: UUID, shot_id: UUID, predecessor: UUID | None, expected: int | None = None
) -> Receipt[None]:
    """Let a shot begin with the last frame of another; None ends that."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        existing(batch, shot, shot_id)
        edges = dict(ShotRow.objects.filter(log=log).values_list("id", "continues"))
        if predecessor is not None and predecessor not in edges:
            raise NotFound("There is no such shot to continue.")
        cycle = predecessor is not None and _leads_to(edges, predecessor, shot_id)
        batch.decide(shot, shot_id, domain.SetContinues(predecessor, cycle), expected=expected)

    return execute(context, log, work)


def select_take(context: Context, log: UUID, shot_id: UUID, take: UUID, expected: int | None = None) -> Receipt[None]:
    """Put a take into use."""

    def work(batch: Batch) -> None:
        existing(batch, shot, shot_id)
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


def _change(context: Context, log: UUID, shot_id: UUID, command: domain.Command, expected: int | None) -> Receipt[None]:
    def work(batch: Batch) -> None:
        existing(batch, shot, shot_id)
        batch.decide(shot, shot_id, command, expected=expected)

    return execute(context, log, work)
