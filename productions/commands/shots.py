"""Shots: add, change, move, remove, restore, cast, continue, choose a take."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands.access import hold, live_scene
from productions.commands.keeping import keep_lengths, keep_removed, keep_restored
from productions.commands.merging import place_as, recast_as
from productions.commands.ranking import RankedThings, front, gap
from productions.domain import shot as domain
from productions.domain.names import clean_label
from productions.domain.reference import reference
from productions.domain.shot import CastEntry, OwnField, shot
from productions.models import ShotRow, TakeRow
from productions.refusals import NotFound


def order_of(scene: UUID) -> RankedThings:
    """Return the live shots of a scene in film order."""
    live = ShotRow.objects.filter(scene=scene, removed=False).order_by("rank", "code")
    return list(live.values_list("id", "code", "rank"))


def add_shot(
    context: Context,
    log: UUID,
    shot_id: UUID,
    scene: UUID,
    fields: dict[OwnField, Json],
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
    fields: Mapping[OwnField, Json],
    expected: int | None = None,
    *,
    continues: UUID | UnsetType | None = UNSET,
) -> Receipt[None]:
    """Change fields of a shot, one event each; null follows the script again. `continues` as in `set_continues`.

    The length of a shot that the script has is a decision about its breakdown too, which later imports apply again.
    """

    def work(batch: Batch) -> None:
        if continues is not UNSET or "frames" in fields:
            hold(log, alone=True)
        if continues is not UNSET:
            batch.decide(shot, shot_id, continuing(batch, shot_id, continues), expected=expected)
        for name, value in fields.items():
            change(batch, shot_id, domain.ChangeShot(name, value), expected)

    return execute(context, log, work)


def change(batch: Batch, shot_id: UUID, command: domain.ChangeShot, expected: int | None = None) -> None:
    """Decide a change of a field of a shot in a batch that holds its production."""
    if batch.decide(shot, shot_id, command, expected=expected) and command.field == "frames":
        keep_lengths(batch, {shot_id: batch.load(shot, shot_id).state.frames})


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
    """Take a shot out of the film; it can be restored with its takes.

    That the script's text makes no shot here is a decision about its breakdown too, until the shot is restored.
    """

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        if batch.decide(shot, shot_id, domain.RemoveShot(), expected=expected):
            keep_removed(batch, [shot_id])

    return execute(context, log, work)


def restore_shot(context: Context, log: UUID, shot_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Bring a removed shot back, unless its scene is removed."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        back_in(batch, shot_id)
        if batch.decide(shot, shot_id, domain.RestoreShot(), expected=expected):
            keep_restored(batch, [shot_id])
        recast_merged(batch, shot_id)

    return execute(context, log, work)


def back_in(batch: Batch, shot_id: UUID) -> None:
    """SceneIsRemoved for a shot that cannot come back, since its scene is not in the film."""
    scene = batch.load(shot, shot_id).state.scene
    assert scene is not None, "an added shot stands in a scene"
    live_scene(batch, scene)


def recast_merged(batch: Batch, shot_id: UUID) -> None:
    """Let a shot cast, and hear, what those became that were merged while it was out of the film."""
    state = batch.load(shot, shot_id).state
    for one in state.cast:
        if (into := batch.load(reference, one).state.merged) is not None:
            recast_as(batch, shot_id, one, into)
    for one in {each.reference for each in state.sounds.values()}:
        if (into := batch.load(reference, one).state.merged) is not None:
            place_as(batch, shot, shot_id, state.sounds, one, into)


def set_cast(
    context: Context, log: UUID, shot_id: UUID, reference_id: UUID, entry: CastEntry, expected: int | None = None
) -> Receipt[None]:
    """Cast a reference in a shot; `entry.version` None follows the reference's current version."""

    def work(batch: Batch) -> None:
        hold(log, alone=False)
        batch.decide(shot, shot_id, casting(batch, domain.SetCast(reference_id, entry)), expected=expected)

    return execute(context, log, work)


def remove_cast(
    context: Context, log: UUID, shot_id: UUID, reference_id: UUID, expected: int | None = None
) -> Receipt[None]:
    """Take a reference out of a shot; a revision of the script will not bring it back."""

    def work(batch: Batch) -> None:
        batch.decide(shot, shot_id, casting(batch, domain.RemoveCast(reference_id)), expected=expected)

    return execute(context, log, work)


def cast_in_shots(
    context: Context,
    log: UUID,
    reference_id: UUID,
    entry: CastEntry,
    shots: Collection[UUID],
    expected: int | None = None,
) -> Receipt[None]:
    """Cast a reference in several shots, all or none; what casts it already keeps how it does."""

    def work(batch: Batch) -> None:
        hold(log, alone=False)
        batch.expect(reference, reference_id, expected)
        batch.preload(shot, shots)
        command = casting(batch, domain.SetCast(reference_id, entry))
        for id_ in dict.fromkeys(shots):
            if reference_id not in batch.load(shot, id_).state.cast:
                batch.decide(shot, id_, command)

    return execute(context, log, work)


def remove_from_shots(
    context: Context, log: UUID, reference_id: UUID, shots: Collection[UUID], expected: int | None = None
) -> Receipt[None]:
    """Take a reference out of several shots, all or none; revisions of the script will not bring it back there."""

    def work(batch: Batch) -> None:
        batch.expect(reference, reference_id, expected)
        batch.preload(shot, shots)
        for id_ in dict.fromkeys(shots):
            batch.decide(shot, id_, domain.RemoveCast(reference_id))

    return execute(context, log, work)


T = TypeVar("T", bound=domain.SetCast | domain.RemoveCast)


def casting(batch: Batch, command: T) -> T:
    """Return a person's command on a shot's cast whose reference there is, in the version that it names."""
    known = batch.load(reference, command.reference)
    if not isinstance(command, domain.SetCast):
        return command
    entry = command.entry
    if entry.version is not None and not 1 <= entry.version <= known.version:
        raise domain.NoSuchVersion(f"{known.state.name} has the versions 1 to {known.version}.", field="version")
    return replace(command, entry=msgspec.structs.replace(entry, role=clean_label(entry.role)))


def set_continues(
    context: Context, log: UUID, shot_id: UUID, predecessor: UUID | None, expected: int | None = None
) -> Receipt[None]:
    """Let a shot begin with the last frame of another; None ends that."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        batch.decide(shot, shot_id, continuing(batch, shot_id, predecessor), expected=expected)

    return execute(context, log, work)


def continuing(batch: Batch, shot_id: UUID, predecessor: UUID | None) -> domain.SetContinues:
    """Return the command that lets a shot continue another one of the production, which is held alone."""
    edges = dict(ShotRow.objects.filter(log=batch.log).values_list("id", "continues"))
    edges.update({id_: state.continues for id_, state in batch.loaded(shot).items()})
    if predecessor is not None and predecessor not in edges:
        raise NotFound("There is no such shot to continue.")
    cycle = predecessor is not None and _leads_to(edges, predecessor, shot_id)
    return domain.SetContinues(predecessor, cycle)


def select_take(context: Context, log: UUID, shot_id: UUID, take: UUID, expected: int | None = None) -> Receipt[None]:
    """Put a take into use."""

    def work(batch: Batch) -> None:
        _require_takes({shot_id: take})
        batch.decide(shot, shot_id, domain.SelectTake(take), expected=expected)

    return execute(context, log, work)


def select_takes(context: Context, log: UUID, chosen: Mapping[UUID, UUID]) -> Receipt[None]:
    """Put a take of each of some shots into use, in one batch."""

    def work(batch: Batch) -> None:
        _require_takes(chosen)
        batch.preload(shot, sorted(chosen))
        for shot_id, take in sorted(chosen.items()):
            batch.decide(shot, shot_id, domain.SelectTake(take))

    return execute(context, log, work)


def _require_takes(chosen: Mapping[UUID, UUID]) -> None:
    known = dict(TakeRow.objects.filter(id__in=list(chosen.values())).values_list("id", "shot"))
    if any(known.get(take) != shot_id for shot_id, take in chosen.items()):
        raise NotFound("This shot has no such take.")


def _leads_to(edges: dict[UUID, UUID | None], start: UUID, goal: UUID) -> bool:
    """Whether following the edges from `start` reaches `goal`. The edges stored have no cycle, so this ends."""
    at: UUID | None = start
    while at is not None and at != goal:
        at = edges.get(at)
    return at == goal
