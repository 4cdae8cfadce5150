"""Scenes: list, add, change, move, remove, restore."""

from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from productions import commands, projections
from productions.api import rights, shapes, showing
from productions.api.http import fields
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.operations import Asked, Body, Changes, expected, page_of, reads, writes
from productions.api.http.pages import REMOVED, page
from productions.queries import listing


class AddScene(Body):
    """A heading as in a script, such as INT. HARBOUR OFFICE - NIGHT. `after` null: at the end."""

    heading: fields.HeadingText
    number: fields.SceneNumber = ""
    after: UUID | None = None


class ChangeScene(Changes):
    """What is left out stays."""

    heading: fields.HeadingText | UnsetType = UNSET
    number: fields.SceneNumber | UnsetType = UNSET


class MoveScene(Asked):
    """Behind `after`; null: at the end, or with `first` in front of all."""

    after: UUID | None = None
    first: bool = False


class ScenesView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "edit_scenes"}

    @reads(
        "scenes_list",
        "The scenes in film order",
        shapes.Scene,
        page=True,
        query=[REMOVED],
    )
    def get(self, production: UUID) -> msgspec.Struct:
        rows = listing.scenes_of(production, removed=REMOVED.read(self.request))
        ready, following = page(self.request, rows, listing.SCENE_ORDER)
        scenes = [showing.of_scene(*listing.fold_of(projections.scenes, row)) for row in ready]
        return page_of(shapes.Scene)(scenes, following, rights.can(self.role, {"add": "edit_scenes"}))

    @writes("scenes_add", "Add a scene", AddScene, shapes.Scene, status=201, at="scene")
    def post(self, asked: AddScene, production: UUID) -> tuple[Receipt[UUID], shapes.Scene]:
        context = self.context()
        made = context.ids()
        receipt = commands.add_scene(context, production, made, asked.heading, asked.after, asked.number)
        return receipt, showing.of_scene(made, listing.scene(made), self.role)


class _Scene(EntityView):
    projection = projections.scenes

    def now(self) -> shapes.Scene:
        """Return the scene of the address as it is."""
        id_ = self.kwargs["id"]
        return showing.of_scene(id_, listing.scene(id_), self.role)


class SceneView(_Scene):
    needs: ClassVar = {"GET": "read", "PATCH": "edit_scenes", "DELETE": "edit_scenes"}

    @reads("scenes_read", "A scene", shapes.Scene)
    def get(self, id: UUID) -> shapes.Scene:
        return self.now()

    @writes("scenes_change", "Change heading or number", ChangeScene, shapes.Scene)
    def patch(self, asked: ChangeScene, id: UUID) -> tuple[Receipt[None], shapes.Scene]:
        heading = None if asked.heading is UNSET else asked.heading
        number = None if asked.number is UNSET else asked.number
        receipt = commands.change_scene(
            self.context(), self.log, id, heading=heading, number=number, expected=expected(self, asked)
        )
        return receipt, self.now()

    @writes("scenes_remove", "Remove a scene with its shots; restoring brings them back", Asked, shapes.Scene)
    def delete(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Scene]:
        return commands.remove_scene(self.context(), self.log, id, expected(self, asked)), self.now()


class SceneMoveView(_Scene):
    needs: ClassVar = {"POST": "edit_scenes"}

    @writes("scenes_move", "Put a scene elsewhere in the film", MoveScene, shapes.Scene)
    def post(self, asked: MoveScene, id: UUID) -> tuple[Receipt[None], shapes.Scene]:
        receipt = commands.move_scene(
            self.context(), self.log, id, asked.after, first=asked.first, expected=expected(self, asked)
        )
        return receipt, self.now()


class SceneRestoreView(_Scene):
    needs: ClassVar = {"POST": "edit_scenes"}

    @writes("scenes_restore", "Bring a removed scene back with its shots", Asked, shapes.Scene)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Scene]:
        return commands.restore_scene(self.context(), self.log, id, expected(self, asked)), self.now()
