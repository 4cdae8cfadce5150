"""What replies say of looks that change in parts of the film."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from productions import policy
from productions.api import rights
from productions.api.http.operations import Can, actions
from productions.domain import reference
from productions.domain.film_order import SCENE
from productions.domain.looks import LookChange, Point, document
from productions.domain.production import Role
from productions.domain.spread import LookRemark, RemarkKind
from productions.history import looks as told
from productions.history.naming import Names
from productions.queries.looks import LooksOfReference, LooksOfShot

LOOKS: dict[str, policy.Action] = {"change": "edit_references"}


class LookEnd(msgspec.Struct):
    """A scene or shot at which a part of the film begins or ends. A removed one keeps its place."""

    kind: Literal["scene", "shot"]
    id: UUID
    code: str
    removed: bool


class LookHolds(msgspec.Struct):
    """A scene in which a change holds: in how many of its shots, and how many of those cast the reference."""

    scene: UUID
    shots: int
    cast: int


class LookNote(msgspec.Struct):
    """What people should know about a change. Of an `overlap`, `other` decides the `fields` in the `scenes`."""

    kind: RemarkKind
    text: str
    other: UUID | None
    fields: tuple[str, ...]
    scenes: tuple[UUID, ...]


class LookPart(msgspec.Struct):
    """What is different about a look in a part of the film; `where` says in words in which.

    What is null stays as it is; an attribute that is null is taken away. `holds` are the live scenes, in film order.
    """

    id: UUID
    label: str
    where: str
    first: LookEnd | None
    last: LookEnd | None
    without: tuple[UUID, ...]
    also: tuple[UUID, ...]
    description: str | None
    attributes: dict[str, str | None]
    images: tuple[str, ...] | None
    holds: list[LookHolds]
    remarks: list[LookNote]


class SceneOfLooks(msgspec.Struct):
    """A scene of the film: how many shots it has, and how many of them cast the reference."""

    id: UUID
    code: str
    number: str
    heading: str
    shots: int
    cast: int


class Looks(msgspec.Struct):
    """How the look of a reference changes in the film; `version` is the reference's."""

    reference: UUID
    version: int
    parts: list[LookPart]
    scenes: list[SceneOfLooks]
    can: Annotated[Can, actions(LOOKS)] | UnsetType = UNSET


class LookInForce(msgspec.Struct):
    """A change of a look that holds in a shot; `reference` is the place around whose look it is, or the cast one."""

    id: UUID
    reference: UUID
    label: str
    where: str
    fields: list[str]


class LookOfCast(msgspec.Struct):
    """The look of a cast reference as it is in a shot, and the changes of it that hold there."""

    reference: UUID
    description: str
    attributes: dict[str, str]
    images: tuple[str, ...]
    changes: list[LookInForce]


class LooksInShot(msgspec.Struct):
    """The looks of those that a shot casts, as they are there."""

    shot: UUID
    looks: list[LookOfCast]


def of_reference(id_: UUID, looks: LooksOfReference, role: Role | None) -> Looks:
    """Return how the look of a reference changes in the film."""
    spread, state = looks.spread, looks.folded.state
    shots, cast = Counter[UUID](), Counter[UUID]()
    for shot, place in spread.film.items():
        scene = UUID(place[:SCENE][-1])
        shots[scene] += 1
        cast[scene] += shot in spread.casting
    return Looks(
        reference=id_,
        version=looks.folded.version,
        parts=[_part(each, looks) for each in _in_order(looks)],
        scenes=[
            SceneOfLooks(scene, each.code, each.number, each.heading.text, shots[scene], cast[scene])
            for scene, each in looks.scenes.items()
        ],
        can=rights.can(role, LOOKS, state.removed),
    )


def _in_order(looks: LooksOfReference) -> list[UUID]:
    """The changes in the order in which they first hold, those that hold nowhere last."""
    begins: dict[UUID, int] = {}
    for number, held in enumerate(looks.spread.in_shots.values()):
        for each in held:
            begins.setdefault(each, number)
    return sorted(looks.spread.changes, key=lambda id_: (begins.get(id_, len(looks.spread.film)), id_))


def _part(id_: UUID, looks: LooksOfReference) -> LookPart:
    change, spread = looks.spread.changes[id_], looks.spread
    holds, cast = Counter[UUID](), Counter[UUID]()
    for shot in spread.shots(id_):
        scene = UUID(spread.film[shot][:SCENE][-1])
        holds[scene] += 1
        cast[scene] += shot in spread.casting
    return LookPart(
        id=id_,
        label=change.label,
        where=told.where(document(change), _names(change, looks)),
        first=_end(change.first, looks),
        last=_end(change.last, looks),
        without=change.without,
        also=change.also,
        description=change.description,
        attributes=change.attributes,
        images=change.images,
        holds=[LookHolds(scene, count, cast[scene]) for scene, count in holds.items()],
        remarks=[
            LookNote(each.kind, _remark(each, change, looks), each.other, each.fields, each.scenes)
            for each in spread.remarks(id_)
        ],
    )


def _names(change: LookChange, looks: LooksOfReference) -> Names:
    shots = {point.id for point in change.ends if point.kind == "shot"}
    codes = {id_: looks.codes[id_] for id_ in change.named if id_ in looks.codes}
    return Names({id_: code if id_ in shots else f"scene {code}" for id_, code in codes.items()})


def _end(point: Point | None, looks: LooksOfReference) -> LookEnd | None:
    if point is None:
        return None
    return LookEnd(point.kind, point.id, looks.codes.get(point.id, ""), point.id in looks.spread.removed)


def _remark(remark: LookRemark, change: LookChange, looks: LooksOfReference) -> str:
    state = looks.folded.state
    match remark.kind:
        case "end-removed":
            return " ".join(_gone(id_, change, looks) for id_ in remark.ends)
        case "turned":
            return "Its end stands before its beginning now: it holds in no shot."
        case "nowhere":
            return "It holds in no shot of the film as it stands."
        case "nobody":
            return f"{state.name} is in none of the shots in which it holds."
        case "locked":
            return f"{state.name} is locked at version {state.locked_version}: shots follow this once it is unlocked."
        case "overlap":
            other = looks.spread.changes[remark.other] if remark.other else change
            named = told.scenes([looks.codes[scene] for scene in remark.scenes])
            what = told.fields_in_words(remark.fields)
            return f"{told.quoted(other.label)} begins later and decides {what} in {named}."


def _gone(id_: UUID, change: LookChange, looks: LooksOfReference) -> str:
    code = looks.codes.get(id_, "")
    begins = change.first is not None and change.first.id == id_
    ends = change.last is not None and change.last.id == id_
    if begins and ends:
        return f"{code}, in which it holds, was removed."
    if begins:
        return f"{code}, at which it begins, was removed: it begins at the next that is left."
    return f"{code}, at which it ends, was removed: it ends at the last before it that is left."


def in_shot(looks: LooksOfShot, names: Names) -> LooksInShot:
    """Return the looks of those that a shot casts, as they are there; `names` are of the scenes and shots named."""
    cast = (ref for ref in looks.shot.state.cast if ref in looks.references)
    return LooksInShot(looks.shot_id, [_of_cast(ref, looks, names) for ref in cast if _is_there(looks, ref)])


def _is_there(looks: LooksOfShot, ref: UUID) -> bool:
    return not looks.references[ref].state.removed


def _of_cast(ref: UUID, looks: LooksOfShot, names: Names) -> LookOfCast:
    version, held = looks.shot.state.cast[ref].version, looks.held(ref)
    look: Any = looks.reader.look(ref, version, held)
    in_force = [
        LookInForce(id_, of, change.label, told.where(document(change), names), [*change.fields])
        for of, id_, change in _changes(looks, ref)
    ]
    return LookOfCast(ref, look["description"], look["attributes"], tuple(look["images"]), in_force)


def _changes(looks: LooksOfShot, ref: UUID) -> Iterator[tuple[UUID, UUID, LookChange]]:
    version = looks.shot.state.cast[ref].version
    for of, id_ in looks.held(ref):
        state: reference.Reference = looks.references[of].state
        yield of, id_, state.look_changes(version if of == ref else None)[id_]


def named_in(looks: LooksOfShot) -> set[UUID]:
    """Return the scenes and shots that the changes in force name."""
    cast = (ref for ref in looks.shot.state.cast if ref in looks.references)
    return {id_ for ref in cast for _, _, change in _changes(looks, ref) for id_ in change.named}
