"""The cut: what people did to the film's order. It holds deviations alone, each by the shot that it is about.

Frames count at the rate of the film. What is said of a shot stays while the script drops that shot, and holds again
when it comes back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.registry import Event, Json, event
from productions.domain.fields import ABSENT, Aggregate, Around, Field, InvalidEdit, Value, as_read, converted
from productions.domain.names import clean_name

Part = Literal["trim", "place", "left_out", "gap", "dissolve", "marker"]
PARTS: tuple[Part, ...] = get_args(Part)
MOST_FRAMES = 1_000_000
"""Frames of a trim, a gap, a dissolve or up to a marker: more than eleven hours of film."""
LONGEST_NAME = 100


class Trim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frames that are not seen of a shot, from its first and up to its last."""

    head: int = 0
    tail: int = 0


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Directly behind a shot, wherever that stands; at the front of the film where it names none."""

    behind: UUID | None


class Gap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Black behind a shot, or at the front of the film."""

    behind: UUID | None
    frames: int


class CutMarker(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name on a frame of a shot, counted from its first one, trimmed or not."""

    shot: UUID
    frame: int
    name: str


@event("cut.edited")
class Edited(Event, frozen=True):
    """A part of the cut is another: `id` is that of the shot it is about, or of the gap or marker itself."""

    part: Part
    id: UUID
    before: Json
    after: Json


class Cut(msgspec.Struct, frozen=True):
    """The deviations from the film's order, by shot; gaps and markers by their own ids, dissolves by what they show."""

    trims: Mapping[UUID, Trim] = {}
    places: Mapping[UUID, Place] = {}
    left_out: Mapping[UUID, bool] = {}
    gaps: Mapping[UUID, Gap] = {}
    dissolves: Mapping[UUID, int] = {}
    markers: Mapping[UUID, CutMarker] = {}

    @property
    def follows(self) -> bool:
        """Whether nobody changed anything: then it is the film's order."""
        return self == Cut()


@dataclass(frozen=True, slots=True)
class Change:
    """Give a part another value; None takes it away."""

    part: Part
    id: UUID
    value: Json


@dataclass(frozen=True, slots=True)
class FollowScript:
    """Let shots stand where the script has them; with `everything` nothing else that was done is left either."""

    everything: bool = False


Command = Change | FollowScript
_HELD: Mapping[Part, tuple[str, Any]] = {
    "trim": ("trims", Trim),
    "place": ("places", Place),
    "left_out": ("left_out", bool),
    "gap": ("gaps", Gap),
    "dissolve": ("dissolves", int),
    "marker": ("markers", CutMarker),
}
"""The attribute that holds a part, and what it holds."""


def decide(state: Cut, command: Command) -> Sequence[Edited]:
    match command:
        case Change(part, id_, value):
            return list(_changed(state, part, id_, _clean(part, id_, value)))
        case FollowScript(everything):
            parts: tuple[Part, ...] = PARTS if everything else ("place",)
            return [change for part in parts for id_ in _held(state, part) for change in _changed(state, part, id_)]
        case _:
            assert_never(command)


def _changed(state: Cut, part: Part, id_: UUID, after: Json = None) -> Iterator[Edited]:
    before = msgspec.to_builtins(_held(state, part).get(id_))
    if before != after:
        yield Edited(part=part, id=id_, before=before, after=after)


def _held(state: Cut, part: Part) -> Mapping[UUID, Any]:
    held: Mapping[UUID, Any] = getattr(state, _HELD[part][0])
    return held


def _clean(part: Part, id_: UUID, value: Json) -> Json:
    """The value as it is kept: None for one that does nothing; InvalidEdit for one that cannot be."""
    if value is None:
        return None
    match converted(value, _HELD[part][1], part):
        case Trim(head, tail):
            _bounded(part, head, tail)
            return {"head": head, "tail": tail} if head or tail else None
        case Place(behind) if behind == id_:
            raise InvalidEdit("A shot cannot stand behind itself.", field=part)
        case Gap(frames=frames) | CutMarker(frame=frames) as placed:
            _bounded(part, frames)
            kept: dict[str, Json] = msgspec.to_builtins(placed)
            if isinstance(placed, CutMarker):
                return {**kept, "name": clean_name(placed.name, LONGEST_NAME)}
            return kept if frames else None
        case bool(out):
            return out or None
        case int(frames):
            _bounded(part, frames)
            return frames or None
        case other:
            return msgspec.to_builtins(other)


def _bounded(part: Part, *frames: int) -> None:
    if not all(0 <= each <= MOST_FRAMES for each in frames):
        raise InvalidEdit(f"Frames are 0 to {MOST_FRAMES}.", field=part)


def evolve(state: Cut, happened: Edited) -> Cut:
    name, type_ = _HELD[happened.part]
    held = {id_: value for id_, value in _held(state, happened.part).items() if id_ != happened.id}
    if happened.after is not None:
        held[happened.id] = msgspec.convert(happened.after, type_)
    return msgspec.structs.replace(state, **{name: dict(sorted(held.items()))})


def _given(part: Part) -> Any:
    return lambda state, name, value: Change(part, UUID(name), None if value is ABSENT else value)


def _read(part: Part) -> Any:
    return lambda state: {str(id_): msgspec.to_builtins(value) for id_, value in _held(state, part).items()}


def _told_place(value: Value, around: Around) -> Json:
    return value["behind"]


def _told_gap(value: Value, around: Around) -> Json:
    return value["frames"]


def _told_trim(value: Value, around: Around) -> Json:
    return f"{value['head']} + {value['tail']}"


def _told_name(value: Value, around: Around) -> Json:
    return value["name"]


_SHOWN: Mapping[Part, tuple[Any, str]] = {
    "trim": (_told_trim, "frames off {thing}"),
    "place": (_told_place, "place of {thing} in the cut"),
    "left_out": (as_read, "whether {thing} is left out"),
    "gap": (_told_gap, "gap in the cut"),
    "dissolve": (as_read, "dissolve into {thing}"),
    "marker": (_told_name, "marker on the cut"),
}
"""How differences tell a part, and what people call it."""

FIELDS: tuple[Field[Cut], ...] = tuple(
    Field(
        f"{part}:",
        (_HELD[part][0],),
        _read(part),
        command=_given(part),
        told=_SHOWN[part][0],
        label=_SHOWN[part][1],
        right="edit_shots",
    )
    for part in PARTS
)

cut: Aggregate[Cut, Command] = Aggregate("cut", Cut(), decide, evolve, FIELDS)
