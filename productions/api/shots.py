"""Shots: list, add, change, move, remove, restore."""

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from events.registry import Json
from productions import commands, projections, queries
from productions.api import rights, shapes, showing
from productions.api.http import fields, filters, rendered
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, Body, Changes, expected, page_of, reads, writes
from productions.api.http.pages import REMOVED, numbered, sliced
from productions.api.proposals import Sentence, sentence
from productions.api.scripts import revision
from productions.commands import deciding
from productions.commands.scripts import Revision
from productions.domain.decision import Anchor
from productions.domain.shot import OWN, Camera, OwnField, Size
from productions.queries import listing

_SCENE = filters.identity("scene", "Those of one scene.")
_SEARCH = filters.words("search", "Those whose code or text holds these words.")


class AddShot(Body):
    """A shot by hand. `after` null: at the end of the scene. A field that is null has its default."""

    scene: UUID
    after: UUID | None = None
    description: fields.Text | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: fields.Frames | None = None


class ChangeShot(Changes):
    """What is left out stays; null follows the script again. `continues` null: the shot begins afresh."""

    description: fields.Text | UnsetType | None = UNSET
    size: Size | UnsetType | None = UNSET
    camera: Camera | UnsetType | None = UNSET
    frames: fields.Frames | UnsetType | None = UNSET
    continues: UUID | UnsetType | None = UNSET


class MoveShot(Asked):
    """Into `scene`, or within its own where that is null: behind `after`; null: at the end, or with `first` first."""

    scene: UUID | None = None
    after: UUID | None = None
    first: bool = False


class ShotsView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "edit_shots"}

    @reads(
        "shots_list",
        "The shots in film order",
        shapes.Shot,
        page=True,
        query=[_SCENE, _SEARCH, REMOVED],
    )
    def get(self, production: UUID) -> rendered.Whole:
        key = (listing.shots_stamp(production), self.role, self.request.build_absolute_uri())
        return rendered.whole(key, lambda: self._page(production))

    def _page(self, production: UUID) -> msgspec.Struct:
        places = listing.shots_of(
            production,
            removed=REMOVED.read(self.request),
            scene=_SCENE.read(self.request),
            search=_SEARCH.read(self.request),
        )
        page, following = sliced(self.request, places, lambda place: place.key, width=4)
        rate = showing.rate_of(listing.production(production))

        def make(ids: Collection[UUID]) -> dict[UUID, shapes.Shot]:
            read = listing.states(projections.shots, ids)
            return {id_: showing.of_shot(id_, production, folded, rate) for id_, folded in read.items()}

        shots = rendered.rows(((place.id, place.version) for place in page), ("shot", rate), make)
        return page_of(shapes.Shot)(shots, following, rights.can(self.role, {"add": "edit_shots"}))

    @writes("shots_add", "Add a shot", AddShot, shapes.Shot, status=201, at="shot")
    def post(self, asked: AddShot, production: UUID) -> tuple[Receipt[UUID], shapes.Shot]:
        context = self.context()
        made = context.ids()
        given: dict[OwnField, Json] = {name: value for name in OWN if (value := getattr(asked, name)) is not None}
        receipt = commands.add_shot(context, production, made, asked.scene, given, asked.after)
        return receipt, shot_now(made, self)


def shot_now(id_: UUID, view: ProductionView) -> shapes.Shot:
    """Return a shot as it is, for the view's asker."""
    rate = showing.rate_of(listing.production(view.log))
    return showing.of_shot(id_, view.log, listing.shot(id_), rate, view.role)


class ShotBase(EntityView):
    """What the views of one shot share."""

    projection = projections.shots

    def now(self) -> shapes.Shot:
        """Return the shot of the address as it is."""
        return shot_now(self.kwargs["id"], self)


class ShotView(ShotBase):
    needs: ClassVar = {"GET": "read", "PATCH": "edit_shots", "DELETE": "edit_shots"}

    @reads("shots_read", "A shot", shapes.Shot)
    def get(self, id: UUID) -> shapes.Shot:
        return self.now()

    @writes("shots_change", "Change description, size, camera, frames, continues", ChangeShot, shapes.Shot)
    def patch(self, asked: ChangeShot, id: UUID) -> tuple[Receipt[None], shapes.Shot]:
        fields: dict[OwnField, Json] = {name: value for name in OWN if (value := getattr(asked, name)) is not UNSET}
        if not fields and asked.continues is UNSET:
            raise Invalid("The body names nothing to change.")
        receipt = commands.change_shot(
            self.context(), self.log, id, fields, expected(self, asked), continues=asked.continues
        )
        return receipt, self.now()

    @writes("shots_remove", "Take a shot out of the film; restoring brings it back with its takes", Asked, shapes.Shot)
    def delete(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Shot]:
        return commands.remove_shot(self.context(), self.log, id, expected(self, asked)), self.now()


class ShotMoveView(ShotBase):
    needs: ClassVar = {"POST": "edit_shots"}

    @writes("shots_move", "Put a shot elsewhere; no picture is made anew for it", MoveShot, shapes.Shot)
    def post(self, asked: MoveShot, id: UUID) -> tuple[Receipt[None], shapes.Shot]:
        scene = asked.scene or listing.shot(id).state.scene
        assert scene is not None, "an added shot stands in a scene"
        receipt = commands.move_shot(
            self.context(), self.log, id, scene, asked.after, first=asked.first, expected=expected(self, asked)
        )
        return receipt, self.now()


class SplitShot(Asked):
    """The sentence with which another shot starts."""

    anchor: Anchor


class SentencesView(ShotBase):
    @reads("shots_sentences", "The sentences of a shot of the script, at which it can be split", Sentence, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        parts = deciding.sentences_of(queries.moment(self.log, takes=False), id)
        ready, following = numbered(self.request, [sentence(each) for each in parts])
        return page_of(Sentence)(ready, following, rights.can(self.role, {"split": "edit_script"}))


class ShotSplitView(ShotBase):
    needs: ClassVar = {"POST": "edit_script"}

    @writes("shots_split", "Let another shot start within a shot of the script", SplitShot, shapes.ScriptRevision)
    def post(self, asked: SplitShot, id: UUID) -> tuple[Receipt[Revision], shapes.ScriptRevision]:
        receipt = commands.split_shot(self.context(), self.log, id, asked.anchor, expected(self, asked))
        return receipt, revision(receipt)


class ShotMergeView(ShotBase):
    needs: ClassVar = {"POST": "edit_script"}

    @writes("shots_merge", "Let the shot before it in the script go on with it", Asked, shapes.ScriptRevision)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[Revision], shapes.ScriptRevision]:
        receipt = commands.merge_shot(self.context(), self.log, id, expected(self, asked))
        return receipt, revision(receipt)


class ShotRestoreView(ShotBase):
    needs: ClassVar = {"POST": "edit_shots"}

    @writes("shots_restore", "Bring a removed shot back with its takes", Asked, shapes.Shot)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Shot]:
        return commands.restore_shot(self.context(), self.log, id, expected(self, asked)), self.now()
