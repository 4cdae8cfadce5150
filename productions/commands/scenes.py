"""Scenes: add, change, move, remove, restore."""

from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold
from productions.commands.ranking import front, gap
from productions.domain import scene as domain
from productions.domain import shot as shots
from productions.domain.names import clean_label, clean_name
from productions.domain.scene import Heading, scene
from productions.models import SceneRow, ShotRow
from productions.screenplay.headings.heading import Heading as Parts
from productions.screenplay.headings.heading import heading as parts_of
from productions.screenplay.headings.reader import following

LONGEST_HEADING = 500
LONGEST_NUMBER = 40


def order_of(log: UUID) -> list[tuple[UUID, str, str]]:
    """Return (id, code, rank) of the live scenes in film order."""
    live = SceneRow.objects.filter(log=log, removed=False).order_by("rank", "code")
    return list(live.values_list("id", "code", "rank"))


def add_scene(
    context: Context, log: UUID, scene_id: UUID, heading: str, after: UUID | None = None, number: str = ""
) -> Receipt[UUID]:
    """Add a scene behind another, or at the end."""

    def work(batch: Batch) -> UUID:
        hold(log, alone=True)
        order = order_of(log)
        before = after or next((id_ for id_, *_ in reversed(order)), None)
        read = asked_heading(batch, heading, before), asked_number(number)
        place = gap(order, after)
        used = list(SceneRow.objects.filter(log=log).values_list("code", flat=True))
        batch.begin(scene, scene_id)
        code = place.code("SC", 3, used)
        batch.decide(scene, scene_id, domain.AddScene(log, code, place.rank(), *read))
        return scene_id

    return execute(context, log, work)


def kept_heading(read: Parts) -> Heading:
    """Return a heading that was read as a scene keeps it."""
    return Heading(
        text=read.text,
        setting=read.setting,
        place=read.place,
        time=read.time,
        sub_place=read.sub_place,
        modifiers=read.modifiers,
        year=read.year,
    )


def asked_heading(batch: Batch, text: str, before: UUID | None) -> Heading:
    """Return a heading that a person writes, which is held to more than what a script brings.

    One that goes on (CONTINUOUS, LATER) does so in the hour of the scene before.
    """
    read = parts_of(clean_name(text, LONGEST_HEADING))
    if before is None or not read.goes_on:
        return kept_heading(read)
    last = batch.load(scene, before).state.heading
    return kept_heading(
        following(read, Parts(last.text, last.setting, last.place, last.time, sub_place=last.sub_place))
    )


def before_of(log: UUID, scene_id: UUID) -> UUID | None:
    """Return the live scene in front of another, if there is one."""
    order = [id_ for id_, *_ in order_of(log)]
    place = order.index(scene_id) if scene_id in order else 0
    return order[place - 1] if place else None


def asked_number(text: str) -> str:
    """Return a scene's number as a person writes it."""
    return clean_label(text, LONGEST_NUMBER)


def change_scene(
    context: Context,
    log: UUID,
    scene_id: UUID,
    *,
    heading: str | None = None,
    number: str | None = None,
    expected: int | None = None,
) -> Receipt[None]:
    """Change the heading or the number of a scene."""

    def work(batch: Batch) -> None:
        if heading is not None:
            asked = asked_heading(batch, heading, before_of(log, scene_id))
            batch.decide(scene, scene_id, domain.ChangeHeading(asked), expected=expected)
        if number is not None:
            batch.decide(scene, scene_id, domain.ChangeNumber(asked_number(number)), expected=expected)

    return execute(context, log, work)


def move_scene(
    context: Context, log: UUID, scene_id: UUID, after: UUID | None, *, first: bool = False, expected: int | None = None
) -> Receipt[None]:
    """Put a scene behind another, at the end (`after` None) or in front of all (`first`)."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        place = front(order_of(log), scene_id) if first else gap(order_of(log), after, scene_id)
        batch.decide(scene, scene_id, domain.MoveScene(place.rank()), expected=expected)

    return execute(context, log, work)


def remove_scene(context: Context, log: UUID, scene_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Remove a scene together with its live shots; nothing is lost, `restore_scene` brings exactly those back."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        batch.decide(scene, scene_id, domain.RemoveScene(), expected=expected)
        live = list(ShotRow.objects.filter(scene=scene_id, removed=False).order_by("rank").values_list("id", flat=True))
        batch.preload(shots.shot, live)
        for shot_id in live:
            batch.decide(shots.shot, shot_id, shots.RemoveShot(scene_id))

    return execute(context, log, work)


def restore_scene(context: Context, log: UUID, scene_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Bring a removed scene back with the shots that its removal took along."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        batch.decide(scene, scene_id, domain.RestoreScene(), expected=expected)
        gone = list(ShotRow.objects.filter(scene=scene_id, removed=True).order_by("rank").values_list("id", flat=True))
        batch.preload(shots.shot, gone)
        for shot_id in gone:
            if batch.load(shots.shot, shot_id).state.removed_with == scene_id:
                batch.decide(shots.shot, shot_id, shots.RestoreShot())

    return execute(context, log, work)
