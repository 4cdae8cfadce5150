"""What a person asks of the cut, and the changes that it comes to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Annotated
from uuid import UUID

import msgspec

from events.registry import Json
from productions.domain import names
from productions.domain.cut import LONGEST_NAME, MOST_FRAMES, Change, Command, Cut, FollowScript, Gap
from productions.domain.fields import InvalidEdit
from productions.domain.laid_cut import moved

MOST_EDITS = 5000
_Frames = Annotated[int, msgspec.Meta(ge=0, le=MOST_FRAMES)]
_Some = Annotated[int, msgspec.Meta(ge=1, le=MOST_FRAMES)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME, pattern=names.PATTERN)]


def _tag(name: str) -> str:
    return name.removesuffix("Edit").lower()


class _Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="edit", tag=_tag):
    """The base of edits, whose names without their end are their tags."""


class TrimEdit(_Edit, frozen=True):
    """So many frames of a shot are not seen, from its first and up to its last."""

    shot: UUID
    head: _Frames = 0
    tail: _Frames = 0


class MoveEdit(_Edit, frozen=True):
    """A shot stands directly behind another, or at the front of the film."""

    shot: UUID
    behind: UUID | None


class DropEdit(_Edit, frozen=True):
    """A shot is left out of the cut; it stays in the script."""

    shot: UUID


class RestoreEdit(_Edit, frozen=True):
    """A shot that was left out is in the cut again."""

    shot: UUID


class InsertEdit(_Edit, frozen=True):
    """Black of so many frames comes behind a shot, or to the front of the film."""

    behind: UUID | None
    frames: _Some


class ResizeEdit(_Edit, frozen=True):
    """A gap has so many frames; with none it is gone."""

    gap: UUID
    frames: _Frames


class DissolveEdit(_Edit, frozen=True):
    """A shot or a gap is dissolved into for so many frames; with none there is a cut. The film is shorter by them."""

    into: UUID
    frames: _Frames


class MarkEdit(_Edit, frozen=True):
    """A name stands on a frame of a shot, counted from its first, trimmed or not."""

    shot: UUID
    frame: _Frames
    name: _Name


class UnmarkEdit(_Edit, frozen=True):
    """A marker is taken away."""

    marker: UUID


class FollowEdit(_Edit, frozen=True):
    """Shots stand where the script has them; with `everything`, nothing else that was done to the cut is left."""

    everything: bool = False


Edit = (
    TrimEdit
    | MoveEdit
    | DropEdit
    | RestoreEdit
    | InsertEdit
    | ResizeEdit
    | DissolveEdit
    | MarkEdit
    | UnmarkEdit
    | FollowEdit
)

Step = Edit | tuple[MoveEdit, ...]


def shots_of(edit: Edit) -> Iterable[UUID]:
    """Return the shots that an edit names, each of which must be in the production."""
    match edit:
        case TrimEdit(shot=shot) | DropEdit(shot=shot) | RestoreEdit(shot=shot) | MarkEdit(shot=shot):
            return (shot,)
        case MoveEdit(shot, behind):
            return (shot, behind) if behind else (shot,)
        case InsertEdit(behind):
            return (behind,) if behind else ()
        case _:
            return ()


def steps(edits: Iterable[Edit]) -> Iterator[Step]:
    """Yield edits as they are done: moves that follow each other come to one order, and are one step."""
    for moves, together in groupby(edits, lambda edit: isinstance(edit, MoveEdit)):
        if moves:
            yield tuple(edit for edit in together if isinstance(edit, MoveEdit))
        else:
            yield from together


def changes(state: Cut, step: Step, script: Sequence[UUID], new: Callable[[], UUID]) -> list[Command]:
    """Return the commands that a step comes to, of a cut of shots that stand so in the script.

    `new` gives ids to gaps and markers. InvalidEdit for a gap, marker or shot that the cut does not have.
    """
    match step:
        case TrimEdit(shot, head, tail):
            return [Change("trim", shot, {"head": head, "tail": tail})]
        case MoveEdit():
            return _moving(state, (step,), script)
        case tuple():
            return _moving(state, step, script)
        case DropEdit(shot):
            return [Change("left_out", shot, True)]
        case RestoreEdit(shot):
            return [Change("left_out", shot, None)]
        case InsertEdit(behind, frames):
            return [Change("gap", new(), {"behind": str(behind) if behind else None, "frames": frames})]
        case ResizeEdit(gap, frames):
            return _resizing(state, gap, frames)
        case DissolveEdit(into, frames):
            if frames and into not in state.gaps and into not in script:
                raise InvalidEdit("Nothing of the cut is called so.", field="into")
            return [Change("dissolve", into, frames)]
        case MarkEdit(shot, frame, name):
            return [Change("marker", new(), {"shot": str(shot), "frame": frame, "name": name})]
        case UnmarkEdit(marker):
            if marker not in state.markers:
                raise InvalidEdit("There is no such marker on the cut.", field="marker")
            return [Change("marker", marker, None)]
        case FollowEdit(everything):
            return [FollowScript(everything)]


def _moving(state: Cut, moves: Sequence[MoveEdit], script: Sequence[UUID]) -> list[Command]:
    known = set(script)
    for move in moves:
        if move.shot == move.behind:
            raise InvalidEdit("A shot cannot stand behind itself.", field="behind")
        if not {move.shot, move.behind} - {None} <= known:
            raise InvalidEdit("This shot is not in the film any more.", field="shot")
    places = moved(state, script, [(move.shot, move.behind) for move in moves])
    return [Change("place", each, None if place is None else _plain(place)) for each, place in places.items()]


def _resizing(state: Cut, gap: UUID, frames: int) -> list[Command]:
    if gap not in state.gaps:
        raise InvalidEdit("There is no such gap in the cut.", field="gap")
    made: list[Command] = [Change("gap", gap, _plain(Gap(state.gaps[gap].behind, frames)))]
    return made if frames else [*made, Change("dissolve", gap, None)]


def _plain(value: msgspec.Struct) -> Json:
    plain: Json = msgspec.to_builtins(value)
    return plain
