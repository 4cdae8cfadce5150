"""What takes were made of: the references that their recipes read, each in the version that was read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from events.decider import Folded
from events.registry import Json
from generation.domain.recipes import Recipe
from productions.domain.fields.values import CAST
from productions.domain.looks import Look
from productions.domain.reference import Reference
from productions.domain.voices import VOICE

_OF_REFERENCES = (CAST, VOICE)
"""What the input keys begin with that name a reference by its id."""


@dataclass(frozen=True, slots=True)
class ReadReference:
    """A reference as a recipe read it, under the key `input`.

    `version` is the newest whose look is the one that was read; None where that was changed for a part of the film, or
    where it is no look, as with voices. `images` are the digests of its pictures, the one to draw first.
    """

    id: UUID
    input: str
    state: Reference
    value: Json
    version: int | None
    images: tuple[str, ...]

    @property
    def title(self) -> str:
        """What people call it, with its version."""
        return f"{self.state.name}, version {self.version}" if self.version else self.state.name


def references_read(recipes: Iterable[Recipe], references: Mapping[UUID, Folded[Reference]]) -> Iterator[ReadReference]:
    """Yield each reference that recipes read, once for each way in which it was read."""
    seen = set[tuple[str, bytes]]()
    for recipe in recipes:
        for name, value in recipe["inputs"].items():
            id_ = _reference_of(name)
            mark = (name, msgspec.json.encode(value, order="sorted"))
            if id_ and id_ in references and mark not in seen:
                seen.add(mark)
                yield _read(id_, name, references[id_].state, value)


def _read(id_: UUID, name: str, state: Reference, value: Json) -> ReadReference:
    if not isinstance(value, Mapping) or "look" not in value:
        return ReadReference(id_, name, state, value, None, ())
    look = msgspec.convert(value["look"], Look)
    version = max((version for version, each in state.looks.items() if each == look), default=None)
    return ReadReference(id_, name, state, value, version, look.images)


def _reference_of(name: str) -> UUID | None:
    prefix = next((each for each in _OF_REFERENCES if name.startswith(each)), None)
    try:
        return UUID(name.removeprefix(prefix)) if prefix else None
    except ValueError:
        return None
