"""Looks by range: how the look of a reference changes in the film, and the looks of those that a shot casts."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from productions import commands, projections
from productions.api import look_shapes
from productions.api.history import AT, moment_at
from productions.api.http import fields
from productions.api.http.base import EntityView
from productions.api.http.operations import Asked, expected, reads, writes
from productions.api.shots import ShotBase
from productions.domain.looks import LONGEST_LABEL, MOST_SCENES, LookChange, Point
from productions.domain.reference import MOST_PICTURES
from productions.history import naming
from productions.queries import looks

_Scenes = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=MOST_SCENES)]
_Pictures = Annotated[tuple[fields.Digest, ...], msgspec.Meta(max_length=MOST_PICTURES)]


class SayLook(Asked):
    """What is different about a look in a part of the film: from `first` to `last`, both included, or to the end.

    The scenes `without` are left out; in those of `also` it holds wherever they stand, and without a `first` only
    there. What is left out or null stays as it is; an attribute that is null is taken away. `images` are pictures that
    the reference has or had. Where two hold and change the same, the one that begins later decides.
    """

    label: Annotated[str, fields.named(LONGEST_LABEL)]
    first: Point | None = None
    last: Point | None = None
    without: _Scenes = ()
    also: _Scenes = ()
    description: fields.Text | None = None
    attributes: dict[fields.AttributeName, fields.Attribute | None] = {}
    images: _Pictures | None = None

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Where it begins, or scenes wherever they stand, without an end or exceptions; and what differs."""

        def said(name: str, **empty: Any) -> dict[str, Any]:
            return {"required": [name], "not": {"properties": {name: empty}}}

        bounded = [said("last", type="null"), said("without", maxItems=0)]
        apart = {"allOf": [said("also", maxItems=0), {"not": {"anyOf": bounded}}]}
        where = [said("first", type="null"), apart]
        what = [said("description", type="null"), said("attributes", maxProperties=0), said("images", type="null")]
        return {"allOf": [{"anyOf": where}, {"anyOf": what}]}

    def change(self) -> LookChange:
        """Return it as references hold it."""
        said = {name: getattr(self, name) for name in LookChange.__struct_fields__}
        return LookChange(**said)


class _OfReference(EntityView):
    projection = projections.references

    def now(self) -> look_shapes.Looks:
        """Return how the look of the reference of the address changes, as it is now."""
        id_ = self.kwargs["id"]
        return look_shapes.of_reference(id_, looks.looks_of(id_, self.log), self.role)


class LooksView(_OfReference):
    needs: ClassVar = {"GET": "read", "POST": "edit_references"}

    @reads(
        "looks_list",
        "How the look of a reference changes in the film; without `at`, as things are now",
        look_shapes.Looks,
        query=[AT],
    )
    def get(self, id: UUID) -> look_shapes.Looks:
        if at := AT.read(self.request):
            return look_shapes.of_reference(id, looks.looks_at(id, moment_at(self, at)), self.role)
        return self.now()

    @writes("looks_add", "Say what is different in a part of the film", SayLook, look_shapes.Looks, status=201)
    def post(self, asked: SayLook, id: UUID) -> tuple[Receipt[UUID], look_shapes.Looks]:
        context = self.context()
        seen = expected(self, asked)
        return commands.change_look(context, self.log, id, context.ids(), asked.change(), seen), self.now()


class LookView(_OfReference):
    needs: ClassVar = {"PUT": "edit_references", "DELETE": "edit_references"}

    @writes("looks_change", "Say anew what is different in a part of the film, and where", SayLook, look_shapes.Looks)
    def put(self, asked: SayLook, id: UUID, look: UUID) -> tuple[Receipt[UUID], look_shapes.Looks]:
        seen = expected(self, asked)
        receipt = commands.change_look(self.context(), self.log, id, look, asked.change(), seen, there=True)
        return receipt, self.now()

    @writes("looks_remove", "Let the look be as everywhere again", Asked, look_shapes.Looks)
    def delete(self, asked: Asked, id: UUID, look: UUID) -> tuple[Receipt[UUID], look_shapes.Looks]:
        seen = expected(self, asked)
        return commands.change_look(self.context(), self.log, id, look, None, seen, there=True), self.now()


class LooksInShotView(ShotBase):
    @reads(
        "shots_looks",
        "How those look that a shot casts, and what makes them look so there; without `at`, as things are now",
        look_shapes.LooksInShot,
        query=[AT],
    )
    def get(self, id: UUID) -> look_shapes.LooksInShot:
        at = AT.read(self.request)
        worn = looks.looks_in_at(id, moment_at(self, at)) if at else looks.looks_in(id, self.log)
        return look_shapes.in_shot(worn, naming.names(look_shapes.named_in(worn), self.log))
