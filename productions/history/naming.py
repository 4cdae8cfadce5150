"""What people call the things that events name by id, as they are called now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.registry import Json
from productions import projections, queries
from productions.models import ProductionRow, ReferenceRow, SceneRow, ShotRow, TakeRow

UUID_LENGTH = 36


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, and the attributes of references, for "Mara's coat" instead of "wardrobe colour"."""

    things: Mapping[UUID, str] = field(default_factory=dict)
    attributes: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)

    def of(self, id_: object, otherwise: str = "something unknown") -> str:
        """Return the name of an id, given as UUID or text."""
        found = as_id(id_)
        return self.things.get(found, otherwise) if found else otherwise

    def attribute(self, id_: UUID, name: str) -> str | None:
        """Return an attribute of a reference, such as the kind of its wardrobe."""
        return self.attributes.get(id_, {}).get(name)


def names(ids: Iterable[UUID], log: UUID) -> Names:
    """Look up productions, scenes, shots, references, takes and people of a production; unknown ids are left out."""
    wanted = set(ids)
    references = queries.rows(projections.references, ReferenceRow.objects.filter(log=log, id__in=wanted))
    return Names(
        {
            **queries.names_of(wanted),
            **dict(ProductionRow.objects.filter(id__in=wanted & {log}).values_list("id", "name")),
            **dict(_scenes(log, wanted)),
            **dict(ShotRow.objects.filter(log=log, id__in=wanted).values_list("id", "code")),
            **{id_: folded.state.name for id_, folded in references.items()},
            **dict(_takes(log, wanted)),
        },
        {id_: folded.state.look().attributes for id_, folded in references.items()},
    )


def _scenes(log: UUID, ids: set[UUID]) -> Iterator[tuple[UUID, str]]:
    for id_, code in SceneRow.objects.filter(log=log, id__in=ids).values_list("id", "code"):
        yield id_, f"scene {code}"


def _takes(log: UUID, ids: set[UUID]) -> Iterator[tuple[UUID, str]]:
    takes = list(TakeRow.objects.filter(log=log, id__in=ids).values_list("id", "shot", "number"))
    codes = dict(ShotRow.objects.filter(id__in={shot for _, shot, _ in takes}).values_list("id", "code"))
    for id_, shot, number in takes:
        yield id_, f"take {number} of {codes[shot]}" if shot in codes else f"take {number}"


def ids_in(value: Json) -> Iterator[UUID]:
    """Yield every id that stands in a JSON value, as a value or as a key."""
    match value:
        case str():
            if found := as_id(value):
                yield found
        case dict():
            for key, item in value.items():
                yield from ids_in(key)
                yield from ids_in(item)
        case list() | tuple():
            for item in value:
                yield from ids_in(item)


def as_id(value: object) -> UUID | None:
    """Return a value as an id where it is one, written out in full."""
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or len(value) != UUID_LENGTH:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
