"""Pictures of references: hand some in, take one away. Their bytes are read as artifacts."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from events.errors import ContinuityError
from events.execution import Receipt
from generation.api.showing.asker import find_log
from generation.artifacts import pictures
from productions import commands
from productions.api import look_shapes, shapes, showing
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, writes
from productions.api.http.parsing import Upload
from productions.queries import listing, looks
from productions.refusals import NotFound


class AddPicture(Asked):
    """A PNG, JPEG or WebP, or several, as multipart files or in base64. `version` is the reference's."""

    file: bytes | Annotated[list[bytes], msgspec.Meta(min_length=1)]


class PicturesRefused(ContinuityError):
    """Of several files some cannot be taken: all stay out, and `files` says of each whether it could come in."""

    code = "pictures-refused"
    status = 422


class OfReference(ProductionView):
    """What the views of files of one reference share."""

    thing = "reference"

    def find(self, *, id: UUID, **_: Any) -> UUID:  # type: ignore[override]  # this address leads to a reference
        if production := find_log(id, "reference"):
            return production
        raise NotFound("There is no such reference.")

    def now(self, id_: UUID) -> shapes.Reference:
        """Return the reference as it is now."""
        return showing.of_reference(id_, listing.reference(id_), self.role)


class PicturesView(OfReference):
    needs: ClassVar = {"POST": "edit_references"}
    largest: ClassVar[int] = pictures.LARGEST * 4 // 3 + (64 << 10)
    _names: Sequence[str] = ()

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """Remember what the sender calls the files."""
        files = data.get("file")
        if not isinstance(files, list) or not all(isinstance(each, Upload) for each in files):
            return data
        self._names = [each.name for each in files]
        return {**data, "file": [bytes(each) for each in files]}

    @writes(
        "references_add_picture",
        "Put pictures before those that a reference has: the first one is drawn",
        AddPicture,
        shapes.Reference,
        status=201,
        file=True,
    )
    def post(self, asked: AddPicture, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        digests = self._kept([asked.file] if isinstance(asked.file, bytes) else asked.file)
        return commands.add_pictures(self.context(), self.log, id, digests, expected(self, asked)), self.now(id)

    def _kept(self, files: Sequence[bytes]) -> list[str]:
        """Store all files and return their digests, or refuse all and say what is wrong with which."""
        names = self._names or [""] * len(files)
        outcomes = [_kept(file) for file in files]
        wrong = [(name, each) for name, each in zip(names, outcomes, strict=True) if isinstance(each, ContinuityError)]
        if len(files) == 1 and wrong:
            raise wrong[0][1]
        if wrong:
            raise PicturesRefused(
                _told(wrong, len(files)), files=[_said(*each) for each in zip(names, outcomes, strict=True)]
            )
        return [each for each in outcomes if isinstance(each, str)]


def _kept(file: bytes) -> str | ContinuityError:
    try:
        return pictures.keep(file)
    except (pictures.PictureUnreadable, pictures.PictureTooLarge) as refused:
        return refused


def _told(wrong: Sequence[tuple[str, ContinuityError]], total: int) -> str:
    reasons = " ".join(f"{name or 'One without a name'}: {each.detail}" for name, each in wrong)
    return f"{reasons} None of the {total} files came in; without {'it' if len(wrong) == 1 else 'these'} they can."


def _said(name: str, outcome: str | ContinuityError) -> dict[str, Any]:
    refused = isinstance(outcome, ContinuityError)
    return {
        "name": name,
        "fine": not refused,
        "reason": outcome.detail if isinstance(outcome, ContinuityError) else None,
    }


class LookPicturesView(PicturesView):
    @writes(
        "looks_add_picture",
        "Put pictures before those that a reference has in a part of the film",
        AddPicture,
        look_shapes.Looks,
        status=201,
        file=True,
    )
    def post(self, asked: AddPicture, id: UUID, look: UUID) -> tuple[Receipt[None], look_shapes.Looks]:
        digests = self._kept([asked.file] if isinstance(asked.file, bytes) else asked.file)
        receipt = commands.add_look_pictures(self.context(), self.log, id, look, digests, expected(self, asked))
        return receipt, look_shapes.of_reference(id, looks.looks_of(id, self.log), self.role)


class PictureView(OfReference):
    needs: ClassVar = {"DELETE": "edit_references"}

    @writes("references_remove_picture", "Take a picture away from a reference", Asked, shapes.Reference)
    def delete(self, asked: Asked, id: UUID, digest: str) -> tuple[Receipt[None], shapes.Reference]:
        if digest not in self.now(id).images:
            raise NotFound("The reference has no such picture.")
        return commands.remove_picture(self.context(), self.log, id, digest, expected(self, asked)), self.now(id)
