"""What takes were made of: the references that their recipes read, each in the version that was read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from events.decider import Folded
from events.registry import Json
from generation.domain.recipes import Recipe
from productions.domain.fields.values import CAST, SOUND
from productions.domain.looks import Look
from productions.domain.reference import Reference
from productions.domain.sounds import ATTRIBUTE, SOUNDING


@dataclass(frozen=True, slots=True)
class ReadReference:
    """A reference as a recipe read it, under the key `input`.

    `version` is the newest that is as it was read; None where its look was changed for a part of the film. `images` are
    the digests of its pictures, the one to draw first.
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
    """Yield each reference that recipes read, once for each way in which it was read: as it looks, or as a sound."""
    seen = set[tuple[str, bytes]]()
    for recipe in recipes:
        for name, value in recipe["inputs"].items():
            mark = (name, msgspec.json.encode(value, order="sorted"))
            if not name.startswith((CAST, SOUND)) or mark in seen or not isinstance(value, Mapping):
                continue
            seen.add(mark)
            if read := _cast(name, value, references) or sounding(name, str(value.get("digest")), references):
                yield read


def sounding(name: str, digest: str, references: Mapping[UUID, Folded[Reference]]) -> ReadReference | None:
    """Return the reference whose sound a file is, under the key `name`; None where none has it, nor once had."""
    for id_, folded in references.items():
        had = [version for version, look in folded.state.looks.items() if look.attributes.get(ATTRIBUTE) == digest]
        if had and folded.state.kind in SOUNDING:
            return ReadReference(id_, name, folded.state, {"digest": digest}, max(had), ())
    return None


def _cast(name: str, value: Mapping[str, Json], references: Mapping[UUID, Folded[Reference]]) -> ReadReference | None:
    if not name.startswith(CAST) or (id_ := UUID(name.removeprefix(CAST))) not in references:
        return None
    state, look = references[id_].state, msgspec.convert(value["look"], Look)
    version = max((version for version, each in state.looks.items() if each == look), default=None)
    return ReadReference(id_, name, state, value, version, look.images)
