"""Looks: what recipes read of a reference, and changes of it that hold in a part of the film only.

A change says nothing of what it leaves as it is. Of several that hold in a shot, the one that begins later in the film
decides what both of them change.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Literal
from uuid import UUID

import msgspec

from events.decider import Trail
from events.errors import Refusal
from events.registry import Json
from productions.domain.fields.values import ATTRIBUTE
from productions.domain.film_order import SCENE, Place
from productions.domain.names import clean_name

LONGEST_LABEL = 80
MOST_SCENES = 500
"""How many scenes a change leaves out, or adds, at most."""


class Look(msgspec.Struct, frozen=True):
    """What recipes read of a reference: words, attributes such as wardrobe_colour, and picture digests."""

    description: str = ""
    attributes: dict[str, str] = {}
    images: tuple[str, ...] = ()


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scene or shot at which a part of the film begins or ends; it belongs to that part itself."""

    kind: Literal["scene", "shot"]
    id: UUID


class LookChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is different about a look from `first` to `last`, both included.

    Without a `last` it holds to the end of the film. The scenes `without` are left out, whatever lies between; in those
    of `also` it holds wherever they stand, and without a `first` only there. What is null stays as it is; an attribute
    that is null is taken away.
    """

    label: str
    first: Point | None = None
    last: Point | None = None
    without: tuple[UUID, ...] = ()
    also: tuple[UUID, ...] = ()
    description: str | None = None
    attributes: dict[str, str | None] = {}
    images: tuple[str, ...] | None = None

    @property
    def fields(self) -> dict[str, Json]:
        """What it changes, by the names of fields, with the values that they have instead."""
        plain = {"description": self.description, "images": self.images}
        named = {f"{ATTRIBUTE}{name}": value for name, value in self.attributes.items()}
        return {**{name: value for name, value in plain.items() if value is not None}, **named}

    @property
    def ends(self) -> tuple[Point, ...]:
        """The scenes and shots by which it says where it begins and ends."""
        return tuple(point for point in (self.first, self.last) if point)

    @property
    def named(self) -> set[UUID]:
        """The ids of all scenes and shots that it names."""
        return {*(point.id for point in self.ends), *self.without, *self.also}


Changes = Mapping[UUID, LookChange]
Places = Mapping[UUID, Place]


class InvalidLookChange(Refusal):
    """A change of a look holds nowhere, changes nothing, or says what it cannot."""

    code = "invalid-look-change"
    status = 422


def document(change: LookChange) -> dict[str, Json]:
    """Return a change as plain data."""
    plain: dict[str, Json] = msgspec.json.decode(msgspec.json.encode(change))
    return plain


def read(plain: Mapping[str, Json]) -> LookChange:
    """Return a change that was plain data."""
    return msgspec.convert(plain, LookChange)


def changed(look: Look, change: LookChange) -> Look:
    """Return a look with a change of it."""
    attributes = {**look.attributes, **change.attributes}
    return Look(
        look.description if change.description is None else change.description,
        {name: text for name, text in attributes.items() if text is not None},
        look.images if change.images is None else change.images,
    )


def worn(look: Look, changes: Changes, held: Iterable[UUID]) -> Look:
    """Return a look with those changes of it that hold, in the order in which they begin."""
    for each in held:
        look = changed(look, changes[each])
    return look


def inherited(look: Look, parent: Look) -> Look:
    """Return a look with what it lacks taken from that of the place it lies in."""
    return Look(
        look.description or parent.description, {**parent.attributes, **look.attributes}, look.images or parent.images
    )


def beginning(change: LookChange, at: Place, places: Places) -> Place | None:
    """Return where a change that holds for the shot at a place begins; None where it does not hold there.

    `places` are those of its ends. In a scene that it names by itself it begins there.
    """
    scene = at[:SCENE]
    home = UUID(scene[-1])
    if home in change.also:
        return scene
    first = places.get(change.first.id) if change.first else None
    if first is None or first > at or home in change.without:
        return None
    if change.last:
        last = places.get(change.last.id)
        return first if last and at[: len(last)] <= last else None
    return first


def holding(changes: Changes, at: Place, places: Places) -> tuple[UUID, ...]:
    """Return which changes hold for the shot at a place, in the order in which they begin: the last has its way.

    Of those that begin together it is the one that comes later among `changes`.
    """
    begun = ((beginning(change, at, places), id_) for id_, change in changes.items())
    return tuple(id_ for _, id_ in sorted(((begins, id_) for begins, id_ in begun if begins), key=itemgetter(0)))


def sides(change: LookChange, at: Place, ends: Mapping[UUID, Trail]) -> Iterator[Hashable]:
    """Yield how a place lies to all that a change says of where it holds, given all places that its ends ever had.

    Whatever becomes of the ends, a change holds alike for shots of which this is alike.
    """
    scene = at[:SCENE]
    home = UUID(scene[-1])
    yield scene if home in change.also else home in change.without
    if change.first:
        yield from (first <= at for _, first in ends.get(change.first.id, ()))
    if change.last:
        yield from (at[: len(last)] <= last for _, last in ends.get(change.last.id, ()))


def clean_where(change: LookChange) -> LookChange:
    """Return a change with a clean label and each scene named once; InvalidLookChange where it can hold nowhere."""
    without, also = (tuple(dict.fromkeys(scenes)) for scenes in (change.without, change.also))
    if change.last and not change.first:
        raise InvalidLookChange("Say where it begins: it has an end alone.", field="first")
    if not change.first and not also:
        raise InvalidLookChange("Say from which scene or shot on it holds, or in which scenes.", field="first")
    if without and not change.first:
        raise InvalidLookChange("Only from a range of scenes can some be left out.", field="without")
    if {*without} & {*also}:
        raise InvalidLookChange("A scene is left out, or it is added: not both.", field="also")
    if max(len(without), len(also)) > MOST_SCENES:
        raise InvalidLookChange(f"At most {MOST_SCENES} scenes are left out or added.", field="also")
    label = clean_name(change.label, LONGEST_LABEL)
    return msgspec.structs.replace(change, label=label, without=without, also=also)
