"""What people call the things that events name by id, as they are called now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.registry import Json
from productions import queries
from productions.projections import KINDS

UUID_LENGTH = 36


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, the attributes of references, for "Mara's coat" instead of "wardrobe colour", and who is a guest."""

    things: Mapping[UUID, str] = field(default_factory=dict)
    attributes: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)
    guests: frozenset[UUID] = frozenset()

    def of(self, id_: object, otherwise: str = "something unknown") -> str:
        """Return the name of an id, given as UUID or text."""
        known_id = as_id(id_)
        return self.things.get(known_id, otherwise) if known_id else otherwise

    def attribute(self, id_: UUID, name: str) -> str | None:
        """Return an attribute of a reference, such as the kind of its wardrobe."""
        return self.attributes.get(id_, {}).get(name)


def names(ids: Iterable[UUID], log: UUID) -> Names:
    """Look up people, and things of every kind in a production; unknown ids are left out."""
    wanted = set(ids)
    by_id = {id_: called for kind in KINDS.values() for id_, called in kind.names(log, wanted).items()}
    people = queries.names_of(wanted - by_id.keys())
    return Names(
        {**people, **{id_: called.name for id_, called in by_id.items()}},
        {id_: called.attributes for id_, called in by_id.items() if called.attributes},
        frozenset(queries.guest_names(people)),
    )


def plain(name: str) -> str:
    """Return the name of a field, or of a parameter of a stage, as words."""
    return name.replace("_", " ").replace(".", " ")


def ids_in(value: Json) -> Iterator[UUID]:
    """Yield every id that stands in a JSON value, as a value, as a key, or behind a word as in "cast:<id>"."""
    match value:
        case str():
            if id_ := as_id(value.rpartition(":")[2]):
                yield id_
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
