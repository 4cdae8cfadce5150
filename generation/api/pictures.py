"""Pictures of references: hand one in, take one away. Their bytes are read as artifacts."""

from typing import Any, ClassVar
from uuid import UUID

from events.execution import Receipt
from generation.api.showing import find_log
from generation.artifacts import pictures
from productions import commands
from productions.api import shapes, showing
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, writes
from productions.queries import listing
from productions.refusals import NotFound


class AddPicture(Asked):
    """A PNG, JPEG or WebP, as a multipart file or in base64. `version` is the reference's."""

    file: bytes


class _OfReference(ProductionView):
    thing = "reference"

    def find(self, *, id: UUID, **_: Any) -> UUID:  # type: ignore[override]  # this address leads to a reference
        if production := find_log(id, "reference"):
            return production
        raise NotFound("There is no such reference.")

    def now(self, id_: UUID) -> shapes.Reference:
        """Return the reference as it is now."""
        return showing.of_reference(id_, listing.reference(id_), self.role)


class PicturesView(_OfReference):
    needs: ClassVar = {"POST": "edit_references"}
    largest: ClassVar[int] = pictures.LARGEST * 4 // 3 + (64 << 10)

    @writes(
        "references_add_picture",
        "Put a picture before those that a reference has: the first one is drawn",
        AddPicture,
        shapes.Reference,
        status=201,
        file=True,
    )
    def post(self, asked: AddPicture, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        digest = pictures.keep(asked.file)
        return commands.add_picture(self.context(), self.log, id, digest, expected(self, asked)), self.now(id)


class PictureView(_OfReference):
    needs: ClassVar = {"DELETE": "edit_references"}

    @writes("references_remove_picture", "Take a picture away from a reference", Asked, shapes.Reference)
    def delete(self, asked: Asked, id: UUID, digest: str) -> tuple[Receipt[None], shapes.Reference]:
        if digest not in self.now(id).images:
            raise NotFound("The reference has no such picture.")
        return commands.remove_picture(self.context(), self.log, id, digest, expected(self, asked)), self.now(id)
